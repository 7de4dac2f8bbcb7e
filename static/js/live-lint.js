import { swap } from "./swap.js";

/**
 * `<input data-lint="uri-problems" data-lint-address="/walk/lint">` has its value
 * looked at while it is typed: `#uri-problems` is replaced by the answer.
 *
 * Only this one value is sent, never the rest of its form.
 */
const PAUSE_MS = 250;

let timer;
document.addEventListener("input", (event) => {
  const { name, value, dataset } = event.target;
  if (!dataset.lint) return;

  clearTimeout(timer);
  timer = setTimeout(() => {
    const url = new URL(dataset.lintAddress, location);
    url.search = new URLSearchParams({ [name]: value });
    swap(dataset.lint, url);
  }, PAUSE_MS);
});
