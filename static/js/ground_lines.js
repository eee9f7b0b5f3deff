/** The ground of a map as numbers: pure, so that it can be tried without a browser. */

/** [lng, lat, step, step, …] in thousandths of a degree -> [[lat, lng], …] in degrees. */
export function corners(steps) {
  const found = [];
  let lng = 0;
  let lat = 0;
  for (let at = 0; at + 1 < steps.length; at += 2) {
    lng += steps[at];
    lat += steps[at + 1];
    found.push([lat / 1000, lng / 1000]);
  }
  return found;
}

/** Of words at {x, y, words} in px those that stand in nobody's way, the first ones first. */
export function roomy(words, letter = 6.5, height = 20) {
  const taken = [];
  return words.filter(({ x, y, words: text }) => {
    const half = (text.length * letter) / 2 + 8;
    const box = [x - half, y - height / 2, x + half, y + height / 2];
    if (taken.some((other) => meets(box, other))) return false;
    taken.push(box);
    return true;
  });
}

function meets(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/** "-6.2216, 106.9998" as maps elsewhere copy it -> ["-6.2216", "106.9998"]; null for anything else. */
export function pairOf(text) {
  const found = /^\s*\(?(-?\d{1,3}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)\)?\s*$/.exec(text);
  return found && [found[1], found[2]];
}

/** Degrees as the portal writes them: "-6,22161". */
export function written(degrees) {
  return String(Number(degrees.toFixed(5))).replace(".", ",");
}

/** What was typed as degrees; null when it is none. */
export function read(text) {
  const value = Number(String(text).trim().replace(",", ".") || NaN);
  return Number.isFinite(value) ? value : null;
}
