/** The marks of the map of villages, drawn as SVG text: pure, so that it can be tried without a browser. */

const LEAST = 7; // px, as reports/dashboards/map/switches.py says in the legend
const LARGEST = 20;

/** How large a mark is: its area grows with the figure. */
export function radius(value, most) {
  return most > 0 ? LEAST + (LARGEST - LEAST) * Math.sqrt((value ?? 0) / most) : LEAST;
}

/** The shape of a class, so that colour is never alone; the same as in templates/reports/map/mark.html. */
export function shape(key, r) {
  const at = (...pairs) => `M${pairs.map(([x, y]) => `${num(x * r)},${num(y * r)}`).join("L")}Z`;
  const t = 1 / 3;
  const paths = {
    b: at([-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]),
    c: at([0, -1.12], [1.08, 0.75], [-1.08, 0.75]),
    d: at([0, -1.18], [1.18, 0], [0, 1.18], [-1.18, 0]),
    e: at([-t, -1], [t, -1], [t, -t], [1, -t], [1, t], [t, t], [t, 1], [-t, 1], [-t, t], [-1, t], [-1, -t], [-t, -t]),
  };
  return paths[key] ? { tag: "path", d: paths[key] } : { tag: "circle", r: num(key === "h" ? r * 0.6 : r) };
}

/** A mark's drawing and its size in px. */
export function mark({ key, need, rough }, most) {
  const r = radius(need, most);
  const size = Math.max(24, Math.ceil(2 * r * 1.2 + 4)); // no smaller than a finger finds
  const { tag, ...how } = shape(key, r);
  const told = Object.entries(how).map(([name, value]) => `${name}="${value}"`).join(" ");
  const half = size / 2;
  const drawn = `<${tag} ${told} class="${rough ? "rough" : "exact"}"/>`;
  return { size, svg: `<svg viewBox="${-half} ${-half} ${size} ${size}" aria-hidden="true">${drawn}</svg>` };
}

/** A ring whose parts are the classes of a cluster's villages. */
export function ring(counts, size = 44) {
  const total = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const r = size / 2 - 5;
  let before = 0;
  const parts = Object.entries(counts).sort().map(([key, many]) => {
    const share = many / total;
    const part = `<circle class="part part-${key}" r="${r}" pathLength="100" stroke-dasharray="${num(share * 100)} 100" stroke-dashoffset="${num(-before * 100)}"/>`;
    before += share;
    return part;
  });
  const half = size / 2;
  return `<svg viewBox="${-half} ${-half} ${size} ${size}" aria-hidden="true"><circle class="heart" r="${r}"/>${parts.join("")}</svg>`;
}

/** What a mark says to who cannot see it. */
export function spoken({ name, path, need, sessions, visited, stage, rough }, what) {
  const told = [`${name}, ${path}`, stage];
  if (need !== null && need !== undefined) told.push(`${what}: ${number(need)}`);
  if (sessions !== undefined) told.push(`${number(sessions)} kegiatan`, `kunjungan terakhir ${visited}`);
  if (rough) told.push("letak perkiraan");
  return told.join("; ");
}

export function number(value) {
  return value.toLocaleString("id-ID");
}

function num(value) {
  return Math.round(value * 100) / 100;
}
