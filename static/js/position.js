/** "Pakai posisi perangkat ini": fills the two fields of a position; without script they are typed. */
import { pairOf, written } from "./ground_lines.js";

const REFUSED = {
  1: "Peramban tidak mengizinkan posisi. Izinkan di pengaturan peramban, atau ketik lintang dan bujurnya.",
  2: "Posisi perangkat belum diketahui. Coba di luar ruangan, atau ketik lintang dan bujurnya.",
  3: "Posisi perangkat belum diketahui. Coba sekali lagi, atau ketik lintang dan bujurnya.",
};
const fields = ["latitude", "longitude"].map((name) => document.querySelector(`input[name="${name}"]`));
const button = document.querySelector("[data-device]");
const said = document.querySelector("[data-device-said]");

/** Put degrees into the form, as if they had been typed. */
export function fill(lat, lng) {
  [lat, lng].forEach((value, at) => {
    fields[at].value = typeof value === "number" ? written(value) : value;
    fields[at].dispatchEvent(new Event("input", { bubbles: true }));
    fields[at].dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function taken({ coords }) {
  fill(coords.latitude, coords.longitude);
  const metres = Math.round(coords.accuracy);
  said.textContent = `Posisi terisi, ketelitian sekitar ${metres.toLocaleString("id-ID")} m. Periksa, lalu simpan.`;
}

if (button && fields.every(Boolean)) {
  button.hidden = !("geolocation" in navigator);
  button.addEventListener("click", () => {
    said.textContent = "Mencari posisi …";
    navigator.geolocation.getCurrentPosition(taken, ({ code }) => (said.textContent = REFUSED[code]), {
      enableHighAccuracy: true, timeout: 15000, maximumAge: 60000,
    });
  });
}

for (const field of fields.filter(Boolean)) {
  field.addEventListener("paste", (event) => {
    const pair = pairOf(event.clipboardData.getData("text"));
    if (!pair) return;
    event.preventDefault();
    fill(...pair.map((each) => each.replace(".", ",")));
  });
}
