/** What every page brings along. Each part looks for its own marks in the page and leaves the rest alone. */
import { keepDrafts } from "./draft_forms.js";
import { listenForFinder } from "./finder.js";
import { guardForms } from "./forms.js";
import { showMarks } from "./marks.js";
import { stayWithReader } from "./reader.js";
import { openRows } from "./rows.js";
import { reachScrollers } from "./scroll.js";
import { enhanceSelects } from "./selects.js";

function enhance(root) {
  keepDrafts(root);
  guardForms(root);
  openRows(root);
  reachScrollers(root);
  showMarks(root);
  enhanceSelects(root);
}

enhance(document);
listenForFinder();
stayWithReader();
document.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && enhance(event.detail.elt));
