/** The map of villages: points by need and effort, clusters while they are near, one chosen beside the map. */
import { drawGround } from "./ground.js";
import { mark, number, ring, spoken } from "./map_marks.js";

const CLOSE = 11; // zoom at which one village is looked at, and no mark hides in a cluster
const settings = JSON.parse(document.getElementById("peta-isi").textContent);
const element = document.getElementById("peta");
const panel = document.getElementById("pilihan");
const wanted = new URLSearchParams(location.search).get("desa");

async function told(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // no signal: the table beneath says the same
  }
}

async function start() {
  element.hidden = false;
  const [map, data, borders] = await Promise.all([
    drawGround(element, settings), told(settings.points), settings.borders && told(settings.borders),
  ]);
  if (borders) addAreas(map, borders.areas);
  if (data) addPoints(map, data);
  element.dataset.ready = "";
}

function addAreas(map, areas) {
  map.createPane("areas").style.zIndex = 250;
  for (const { name, value, at, geometry } of areas) {
    const style = { className: `area area-${Math.max(at, 0)}`, pane: "areas", weight: 1 };
    const words = `${name}: ${value === null ? "belum dirinci" : number(value)}`;
    L.geoJSON(geometry, { style }).bindTooltip(textNode(words), { sticky: true }).addTo(map);
  }
}

function addPoints(map, data) {
  const cluster = L.markerClusterGroup({
    showCoverageOnHover: false, maxClusterRadius: 46, disableClusteringAtZoom: CLOSE, spiderfyOnMaxZoom: true,
    animate: map.options.zoomAnimation, iconCreateFunction: clusterIcon,
  });
  const marks = new Map();
  // The largest first, so that a small one lies on top and can be reached.
  for (const point of [...data.points].sort((one, other) => (other.need ?? 0) - (one.need ?? 0))) {
    const each = pointMark(point, data);
    each.on("click keypress", (event) => chosenBy(event) && choose(point, data, each));
    marks.set(point.code, each);
    cluster.addLayer(each);
  }
  map.addLayer(cluster);
  const found = wanted && data.points.find(({ code }) => code === wanted);
  if (found) {
    map.setView([found.lat, found.lng], CLOSE, { animate: false });
    choose(found, data, marks.get(found.code), { focus: false });
  } else if (data.points.length) {
    map.fitBounds(cluster.getBounds().pad(0.1), { maxZoom: CLOSE, animate: false });
  }
}

function chosenBy({ type, originalEvent }) {
  return type === "click" || originalEvent.key === "Enter" || originalEvent.key === " ";
}

function pointMark(point, data) {
  const { size, svg } = mark(point, data.most);
  const icon = L.divIcon({ className: `map-point mark-${point.key}`, html: svg, iconSize: [size, size] });
  const each = L.marker([point.lat, point.lng], { icon, riseOnHover: true, title: point.name });
  each.point = point;
  each.on("add", () => each.getElement().setAttribute("aria-label", spoken(point, data.need)));
  return each;
}

function clusterIcon(cluster) {
  const counts = {};
  for (const { point } of cluster.getAllChildMarkers()) counts[point.key] = (counts[point.key] ?? 0) + 1;
  const many = cluster.getChildCount();
  const size = many < 10 ? 44 : many < 100 ? 52 : 60;
  const words = `<b>${number(many)}</b><span class="visually-hidden"> desa berdekatan, perbesar</span>`;
  return L.divIcon({ className: "map-cluster", html: ring(counts, size) + words, iconSize: [size, size] });
}

let last = null;

function choose(point, data, each, { focus = true } = {}) {
  last?.getElement()?.classList.remove("chosen");
  each.getElement()?.classList.add("chosen");
  last = each;
  const [head, body] = [panel.querySelector("h2"), panel.querySelector(".panel-body")];
  head.textContent = point.name;
  body.replaceChildren(...described(point, data));
  panel.hidden = false;
  if (!focus) return;
  head.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
}

function described(point, data) {
  const facts = [["Tahap", point.stage]];
  facts.push([`${data.need}, ${data.months}`, point.need === null ? "belum dirinci menurut desa" : number(point.need)]);
  if (point.sessions !== undefined) facts.push(["Kegiatan", number(point.sessions)], ["Kunjungan terakhir", point.visited]);
  facts.push(["Letak", point.said]);
  if (point.madeUp) facts.push(["Keterangan", "data contoh"]);
  const list = document.createElement("dl");
  list.className = "facts";
  for (const [label, value] of facts) list.append(part("dt", label), part("dd", value));
  const page = link(point.url, point.sessions === undefined ? "Buka halaman wilayah" : "Buka halaman desa");
  const drill = link(`${data.drill}&desa=${encodeURIComponent(point.code)}`, "Telusuri angkanya");
  const acts = document.createElement("p");
  acts.className = "map-acts";
  acts.append(page, drill);
  return [part("p", point.path), list, acts];
}

function part(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function link(href, text) {
  const made = part("a", text);
  made.href = href;
  return made;
}

function textNode(text) {
  return part("span", text);
}

start();
