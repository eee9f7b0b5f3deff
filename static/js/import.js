/** Questions of an import by keyboard: inside a question 1–9 choose, 0 leaves the row out, Enter goes on. */
import { meaning, nextOpen } from "./import_keys.js";

const radios = (card) => [...card.querySelectorAll(":scope > .opt > input[type=radio]")];
const skip = (card) => card.querySelector("input[type=radio][value=skip]");
const searching = (card) => card.querySelector("input[type=radio][value=cari]");
const isAnswered = (card) => Boolean(card.querySelector("input[type=radio]:checked"));
const isTyping = (target) => target.matches("select, textarea, input:not([type=radio], [type=checkbox])");

for (const panel of document.querySelectorAll("[data-questions]")) {
  const cards = [...panel.querySelectorAll("[data-ask]")];
  cards.forEach((card, index) => card.addEventListener("keydown", (event) => press(event, cards, index)));
  for (const card of cards) chooseWhatIsFound(card);
  if (location.hash === "#pertanyaan" && panel.id === "pertanyaan") begin(panel, cards);
}

/** Arriving to answer: the first question has the focus, and the whole panel is in view. */
function begin(panel, cards) {
  reach(cards[0]);
  panel.scrollIntoView();
}

function press(event, cards, index) {
  if (isTyping(event.target)) return;
  const wish = meaning(event);
  if (wish === null) return;
  if (wish === "next" && !event.target.matches("input[type=radio]")) return;
  event.preventDefault();
  if (wish === "next") goOn(cards, index);
  else choose(cards[index], wish);
}

function choose(card, wish) {
  const option = wish === "skip" ? skip(card) : radios(card).filter((each) => each.value !== "skip" && each.value !== "")[wish];
  if (!option) return;
  option.checked = true;
  option.focus();
}

function goOn(cards, index) {
  const next = nextOpen(cards.map(isAnswered), index);
  if (next >= 0) reach(cards[next]);
  else cards[index].closest("[data-questions]").parentElement.querySelector(".ask-foot [type=submit]")?.focus();
}

function reach(card) {
  (card.querySelector("input[type=radio]:checked") ?? card.querySelector("input[type=radio]"))?.focus();
  card.scrollIntoView({ block: "nearest" });
}

/** Whoever picks something by searching means it. */
function chooseWhatIsFound(card) {
  const select = card.querySelector("select[data-picker]");
  select?.addEventListener("change", () => {
    if (select.value) searching(card).checked = true;
  });
}
