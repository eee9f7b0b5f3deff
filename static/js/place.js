/** The map on which a village is marked: a click fills the fields, the fields move the mark. */
import { drawGround } from "./ground.js";
import { read } from "./ground_lines.js";
import { fill } from "./position.js";

const CLOSE = 12; // zoom
const settings = JSON.parse(document.getElementById("peta-isi").textContent);
const element = document.getElementById("peta");
const [lat, lng] = ["latitude", "longitude"].map((name) => document.querySelector(`input[name="${name}"]`));

function icon(rough) {
  const html = `<svg viewBox="-14 -14 28 28" aria-hidden="true"><circle class="${rough ? "rough" : "exact"}" r="9"/></svg>`;
  return L.divIcon({ className: "map-point mark-here", html, iconSize: [28, 28] });
}

function typed() {
  const [y, x] = [read(lat.value), read(lng.value)];
  return y !== null && x !== null && Math.abs(y) <= 90 && Math.abs(x) <= 180 ? L.latLng(y, x) : null;
}

async function start() {
  element.hidden = false;
  document.getElementById("peta-cara").hidden = false;
  const map = await drawGround(element, settings);
  const known = settings.place;
  const from = typed() ?? (known && L.latLng(known.lat, known.lng));
  if (from) map.setView(from, typed() || !known?.rough ? CLOSE : CLOSE - 3, { animate: false });
  let mark = null;
  const show = (at, rough = false) => {
    mark ??= L.marker(at, { icon: icon(rough), interactive: false, keyboard: false }).addTo(map);
    mark.setLatLng(at).setIcon(icon(rough));
  };
  if (from) show(from, !typed() && known.rough);
  map.on("click", ({ latlng }) => fill(latlng.lat, latlng.lng));
  document.addEventListener("input", (event) => {
    const at = event.target === lat || event.target === lng ? typed() : null;
    if (!at) return;
    show(at);
    if (!map.getBounds().contains(at)) map.setView(at, Math.max(map.getZoom(), CLOSE));
  });
}

start();
