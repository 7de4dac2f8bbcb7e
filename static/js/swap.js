/**
 * `<form data-swap="findings">` replaces only `#findings` with the answer.
 *
 * A button's own `data-swap` goes before its form's. The same address is fetched with a
 * `Swap-Target` header. A form that changes something is answered with a redirect, which is
 * followed; if the answer does not hold the element, its page is shown as it would be without
 * JavaScript.
 */
export function installSwap() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const replaced = event.submitter?.dataset.swap ?? form.dataset.swap;
    if (!replaced || event.defaultPrevented) return;

    event.preventDefault();
    const data = new URLSearchParams(new FormData(form, event.submitter));
    const url = new URL(event.submitter?.getAttribute("formaction") ?? form.action, location);
    if (form.method === "get") url.search = data;
    swap(replaced, url, form.method === "get" ? {} : { method: "post", body: data });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.target.form?.requestSubmit();
    }
  });
}

const running = new Map();

/**
 * Replaces the element with that id by its namesake in the answer; the last call wins.
 *
 * Returns the answer, for whoever needs more of it; nothing where it was not used.
 */
export async function swap(id, url, options = {}) {
  running.get(id)?.abort();
  const control = new AbortController();
  running.set(id, control);
  const element = document.getElementById(id);
  element.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, {
      ...options,
      headers: { "Swap-Target": id },
      signal: control.signal,
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const replacement = page.getElementById(id);
    if (replacement) {
      element.replaceWith(replacement);
      return page;
    }
    // What a form is answered has no address of its own: there, nothing can be asked for.
    if (options.method && !answer.redirected) showWhole(page);
    else location.assign(answer.url);
  } catch (error) {
    // Whether a lost request arrived is not known here: ask for the page again.
    if (error.name !== "AbortError") location.reload();
  }
}

function showWhole(page) {
  document.documentElement.replaceWith(page.documentElement);
  document.getElementById("content")?.focus();
}
