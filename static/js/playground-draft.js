import { swap } from "./swap.js";

const KEPT_AS = "grantlab-playground-draft";
const PAUSE_MS = 250;

let timer;

/**
 * What is typed is looked at by the server while it is typed, and kept by this browser as
 * the server tells it again: with placeholders for secrets. A reload brings it back, also
 * where the address named a request that was changed since.
 */
export function installDrafts() {
  document.addEventListener("input", ({ target }) => {
    if (target.form?.id !== "builder") return;

    // What stands there is no longer this request.
    document.getElementById("code").replaceChildren();
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS, target.form);
  });

  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-fresh]")) store("");
  });

  if (document.getElementById("look").dataset.draft) keep();
  else if (namesNothing()) restore();
}

/** The form is about to be another: what was typed in this one is not looked at any more. */
export function forgetTyped() {
  clearTimeout(timer);
}

/** Keeps what was changed in the form, which is no longer what the address names. */
export function keepDraft() {
  keep();
  if (!location.search || !store()) return;

  const collection = document.getElementById("builder").elements.collection.value;
  const shown = collection ? `?${new URLSearchParams({ collection })}` : "";
  history.replaceState(history.state, "", `${location.pathname}${shown}`);
}

/** Keeps what the server has told of the form last. */
function keep() {
  const { draft } = document.getElementById("look").dataset;
  const { connection, collection } = document.getElementById("builder").elements;
  const here = { connection: connection.value, collection: collection.value };
  store(draft && `${new URLSearchParams(here)}&${draft}`);
}

/** Whether the address leaves the request open: it chooses the column beside it at most. */
function namesNothing() {
  return [...new URLSearchParams(location.search).keys()].every((name) => name === "collection");
}

async function look(form) {
  if (!form.isConnected) return;

  const body = new URLSearchParams(new FormData(form));
  await swap("look", form.dataset.look, { method: "post", body });
  if (form.isConnected) keepDraft();
}

function restore() {
  const draft = store();
  if (draft) swap("builder", `${location.pathname}?${draft}`);
}

/** Reads or writes the draft; a browser that keeps nothing is no reason to fail. */
function store(draft) {
  try {
    if (draft === undefined) return localStorage.getItem(KEPT_AS);
    if (draft) localStorage.setItem(KEPT_AS, draft);
    else localStorage.removeItem(KEPT_AS);
  } catch {
    return null;
  }
}
