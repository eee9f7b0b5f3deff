/** The two kinds of pickers: what they ask, and what they say in Indonesian. */
const MIN_LETTERS = 2;
const note = (text) => `<div class="note" role="option" aria-disabled="true">${text}</div>`;

export const plainOptions = () => ({
  maxOptions: 500,
  hidePlaceholder: true,
  render: { no_results: () => note("Tidak ada pilihan dengan nama itu.") },
});

/** Where to ask for what was typed: `/desa/wilayah/?q=tiban&tingkat=desa`. */
export function searchAddress({ url, tingkat }, typed, base) {
  const address = new URL(url, base);
  address.searchParams.set("q", typed.trim());
  if (tingkat) address.searchParams.set("tingkat", tingkat);
  return address;
}

async function ask(select, typed) {
  const address = searchAddress(select.dataset, typed, document.baseURI);
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return response.ok ? (await response.json()).results : null;
  } catch {
    return null; // no signal, or no longer signed in
  }
}

export function regionOptions(select) {
  const row = (tag) => (region, escape) => {
    const place = [region.kind, region.path].filter(Boolean).join(" · ");
    return `<${tag}>${escape(region.name)}${place ? ` <small>${escape(place)}</small>` : ""}</${tag}>`;
  };
  let reached = true;
  return {
    valueField: "code",
    labelField: "name",
    searchField: [], // the server has searched already, with other spellings too
    maxOptions: 50,
    loadThrottle: 200,
    shouldLoad: (typed) => typed.trim().length >= MIN_LETTERS,
    score: () => () => 1,
    async load(typed, show) {
      const found = await ask(select, typed);
      reached = found !== null;
      this.clearOptions();
      show(found ?? []);
    },
    render: {
      option: row("div"),
      item: row("div"),
      no_results: () => note(reached ? "Tidak ada wilayah dengan nama itu." : "Pencarian tidak terjangkau. Periksa sambungan lalu ketik lagi."),
      not_loading: () => note(`Ketik minimal ${MIN_LETTERS} huruf.`),
      loading: () => note("Mencari …"),
    },
  };
}
