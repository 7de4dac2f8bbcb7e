/**
 * `<form method="get" data-swap="found" data-live>` is sent while one types.
 *
 * `swap.js` replaces what was found; the address follows, so that it can be kept, sent to
 * somebody, or loaded again.
 */
const PAUSE_MS = 200;

let timer;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !("live" in form.dataset)) return;

  clearTimeout(timer);
  timer = setTimeout(() => {
    const url = new URL(form.action, location);
    url.search = new URLSearchParams(new FormData(form));
    history.replaceState(null, "", url);
    form.requestSubmit();
  }, PAUSE_MS);
});
