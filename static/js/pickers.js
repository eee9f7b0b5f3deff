/** The two kinds of pickers: what they ask, and what they say in Indonesian. */
const MIN_LETTERS = 2;
const note = (text) => `<div class="note" role="status">${text}</div>`;

export const OPTIONS_PLAIN = {
  maxOptions: 500,
  hidePlaceholder: true,
  render: { no_results: () => note("Tidak ada pilihan dengan nama itu.") },
};

/** Where to ask for `typed`: `/desa/wilayah?q=tiban&tingkat=desa`. */
export function searchAddress(select, typed) {
  const address = new URL(select.dataset.url, select.ownerDocument.baseURI);
  address.searchParams.set("q", typed.trim());
  if (select.dataset.tingkat) address.searchParams.set("tingkat", select.dataset.tingkat);
  return address;
}

async function ask(select, typed, show) {
  try {
    const response = await fetch(searchAddress(select, typed), { headers: { Accept: "application/json" } });
    show(response.ok ? (await response.json()).results : []);
  } catch {
    show([]);
  }
}

export function regionOptions(select) {
  const row = (tag) => (region, escape) =>
    `<${tag}>${escape(region.name)}${region.path ? ` <small>${escape(region.path)}</small>` : ""}</${tag}>`;
  return {
    valueField: "code",
    labelField: "name",
    searchField: [], // the server has searched already, with other spellings too
    maxOptions: 50,
    loadThrottle: 200,
    shouldLoad: (typed) => typed.trim().length >= MIN_LETTERS,
    score: () => () => 1,
    load(typed, show) {
      this.clearOptions();
      ask(select, typed, show);
    },
    render: {
      option: row("div"),
      item: row("div"),
      no_results: () => note("Tidak ada wilayah dengan nama itu."),
      not_loading: () => note(`Ketik minimal ${MIN_LETTERS} huruf.`),
      loading: () => note("Mencari …"),
    },
  };
}
