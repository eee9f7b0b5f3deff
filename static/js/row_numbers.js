/** The HTML of a new row: Django counts rows from nought, people from one. Pure, so that it can be tested. */
export function numbered(html, index) {
  return html.replaceAll("__prefix__", String(index)).replaceAll("__number__", String(index + 1));
}
