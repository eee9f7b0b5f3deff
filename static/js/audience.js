/** Says while one types what the groups come to, and by how much the written total differs. */
import { compared } from "./audience_sum.js";

for (const box of document.querySelectorAll("[data-audience]")) {
  const total = box.querySelector('[name="participants"]');
  const out = box.querySelector("[data-sum]");
  const say = () => {
    const counts = [...box.querySelectorAll("[data-count]")].map((field) => field.value);
    out.textContent = compared(counts, total?.value ?? "");
  };
  box.addEventListener("input", say);
  say();
}
