/** A Leaflet map on the portal's own ground: land, names of regencies, and tiles only where an office has some. */
import { corners, roomy } from "./ground_lines.js";

const INDONESIA = [[-11.2, 94.8], [6.2, 141.2]];
const NAMED_FROM = 7; // zoom: further out names would hide the islands
const HALF_A_LETTER = 3.5; // px, at the size of a map's names
const FOOT = 44; // px: the name's own height and the line of sources
const SOURCES = "Garis pantai: Natural Earth · Nama: GeoNames (CC BY 4.0)";
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Draw into `element`; `settings` is {land, tiles, credit} as the page brings it. Gives the map. */
export async function drawGround(element, settings) {
  const map = L.map(element, {
    minZoom: 4, maxZoom: 16, zoomControl: false, zoomSnap: 0.5,
    maxBounds: [[-30, 70], [28, 165]], fadeAnimation: !calm, zoomAnimation: !calm, markerZoomAnimation: !calm,
  });
  map.attributionControl.setPrefix(false).addAttribution(SOURCES);
  L.control.zoom({ zoomInTitle: "Perbesar", zoomOutTitle: "Perkecil" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.fitBounds(INDONESIA);
  map.createPane("land").style.zIndex = 150;
  if (settings.tiles) L.tileLayer(settings.tiles, { attribution: settings.credit }).addTo(map);
  const ground = await fetchGround(settings.land);
  if (!settings.tiles) addLand(map, ground.land);
  addNames(map, ground.names);
  return map;
}

/** Nothing is lost without the ground but the ground. */
async function fetchGround(address) {
  try {
    const answer = await fetch(address);
    if (answer.ok) return await answer.json();
  } catch {
    // no signal
  }
  return { land: [], names: [] };
}

function addLand(map, land) {
  for (const [home, steps] of land) {
    const className = home ? "land" : "land land-other";
    L.polygon(corners(steps), { className, pane: "land", interactive: false, weight: 1, smoothFactor: 0.8 }).addTo(map);
  }
}

function addNames(map, names) {
  const layer = L.layerGroup().addTo(map);
  const show = () => {
    layer.clearLayers();
    if (map.getZoom() < NAMED_FROM) return;
    const seen = map.getBounds();
    const places = names.map(([words, lat, lng]) => ({ words, at: L.latLng(lat / 1000, lng / 1000) }));
    const inSight = places.filter(({ at }) => seen.contains(at));
    const spots = inSight.map((each) => ({ ...each, ...map.latLngToContainerPoint(each.at) }));
    for (const { words, at } of roomy(spots.filter(within(map.getSize())))) layer.addLayer(nameAt(words, at));
  };
  map.on("moveend", show);
  show();
}

/** A name that would be cut at the sides, or lie on the sources at the foot, is not written. */
function within({ x: width, y: height }) {
  return ({ words, x, y }) => Math.min(x, width - x) > words.length * HALF_A_LETTER && y < height - FOOT;
}

function nameAt(words, at) {
  const html = document.createElement("span");
  html.textContent = words;
  const icon = L.divIcon({ className: "map-name", html, iconSize: [0, 0] });
  return L.marker(at, { icon, interactive: false, keyboard: false, pane: "tilePane" });
}
