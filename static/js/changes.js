/** What a form holds, as one text: two equal texts mean nothing was changed. Pure, so that it can be tested. */
export function fingerprint(entries, ignored = ["csrfmiddlewaretoken"]) {
  return JSON.stringify(
    [...entries]
      .filter(([name]) => !ignored.includes(name))
      .map(([name, value]) => [name, typeof value === "string" ? value : `${value.name}:${value.size}`]),
  );
}
