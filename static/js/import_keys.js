/** What a key means in a question: the number of an option, "skip", "next", or nothing. */
export function meaning({ key, ctrlKey = false, altKey = false, metaKey = false }) {
  if (ctrlKey || altKey || metaKey) return null;
  if (/^[1-9]$/.test(key)) return Number(key) - 1;
  if (key === "0") return "skip";
  return key === "Enter" ? "next" : null;
}

/** The question to go to from `current`: the next unanswered one, round the corner once; -1 when all are answered. */
export function nextOpen(answered, current) {
  const count = answered.length;
  for (let step = 1; step <= count; step += 1) {
    const index = (current + step) % count;
    if (!answered[index]) return index;
  }
  return -1;
}
