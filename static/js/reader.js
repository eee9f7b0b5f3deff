/** A page the browser kept is asked anew when somebody else has signed in since, or nobody is. */
const PLACE = "pembaca";

export function stayWithReader() {
  const reader = document.body.dataset.user ?? "";
  remember(reader);
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", () => remember(""));
  }
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || remembered() === reader) return;
    document.documentElement.hidden = true;
    window.location.reload();
  });
}

// A browser that keeps nothing shows its kept pages as before: signing out empties them as well.
function remember(reader) {
  try {
    localStorage.setItem(PLACE, reader);
  } catch {
    /* nothing to do */
  }
}

function remembered() {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null;
  }
}
