/** Drafts: entries of a form kept in the browser, per person and address, for a day. Pure: storage and clock are told. */
const PREFIX = "portal-draft:";
const DAY = 24 * 60 * 60 * 1000;
const LARGEST = 200_000; // characters; more than any form of ours holds

export class Drafts {
  /** `storage` is localStorage or the like; `user` the id of who is signed in, "" for nobody. */
  constructor(storage, user, now = Date.now) {
    Object.assign(this, { storage, user: String(user), now });
  }

  key(address) {
    return `${PREFIX}${this.user}:${address}`;
  }

  /** Keep `entries` ([name, value, label?] each) of the form at `address`; true when they are kept. */
  keep(address, entries) {
    if (!this.user) return false;
    const text = JSON.stringify({ at: this.now(), entries });
    if (text.length > LARGEST) return false;
    try {
      this.storage.setItem(this.key(address), text);
      return true;
    } catch {
      return false; // full, or forbidden: the form works without
    }
  }

  /** The entries kept for this person at `address`; null when there are none, or they are too old. */
  kept(address) {
    if (!this.user) return null;
    const draft = read(this.storage.getItem(this.key(address)));
    return draft && this.isFresh(draft) ? draft.entries : null;
  }

  drop(address) {
    this.storage.removeItem(this.key(address));
  }

  /** Everything of this person, at signing out. */
  dropAll() {
    for (const key of this.keys(`${PREFIX}${this.user}:`)) this.storage.removeItem(key);
  }

  /** What is older than a day or unreadable, whosever it is. */
  sweep() {
    for (const key of this.keys(PREFIX)) {
      const draft = read(this.storage.getItem(key));
      if (!draft || !this.isFresh(draft)) this.storage.removeItem(key);
    }
  }

  /** Whether anybody's entries wait at `address`: all a sign-in page may know. */
  waitsAt(address) {
    return this.keys(PREFIX).some((key) => {
      const draft = read(this.storage.getItem(key));
      return key.slice(PREFIX.length).replace(/^[^:]*:/, "") === address && draft && this.isFresh(draft);
    });
  }

  isFresh(draft) {
    const age = this.now() - draft.at;
    return age >= 0 && age < DAY;
  }

  keys(prefix) {
    const all = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index));
    return all.filter((key) => key?.startsWith(prefix));
  }
}

function read(text) {
  try {
    const draft = JSON.parse(text);
    return Array.isArray(draft?.entries) && Number.isFinite(draft.at) ? draft : null;
  } catch {
    return null;
  }
}

/** Field types that never leave the page. */
export const SECRET = new Set(["password", "file"]);
const TOKEN = "csrfmiddlewaretoken";

/** What a form's fields hold, as entries; `fields` are its elements or plain objects like them. */
export function entriesOf(fields) {
  return [...fields].flatMap(entryOf);
}

function entryOf(field) {
  const { name, type, value } = field;
  if (!name || name === TOKEN || SECRET.has(type) || /^(button|submit|reset|image|fieldset|output)$/.test(type)) return [];
  if (type === "checkbox" || type === "radio") return field.checked ? [[name, value]] : [];
  if (!field.options) return [[name, value]];
  return [...field.options].filter((option) => option.selected && option.value).map((option) => [name, option.value, option.text.trim()]);
}

/** {name: [[value, label], …]} of a draft's entries. */
export function byName(entries) {
  const found = new Map();
  for (const [name, value, label] of entries) found.set(name, [...(found.get(name) ?? []), [value, label ?? value]]);
  return found;
}
