import { swap } from "./swap.js";

/**
 * `<details data-unfold><summary>…</summary><p id="evidence-L303"><a href="…">…</a></p></details>`
 * fetches what its link leads to when it is opened for the first time: the paragraph is
 * replaced by the element of the same id that is there.
 */
export function installUnfolding() {
  // A toggle does not bubble, but is captured on its way down.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.open || !("unfold" in target.dataset)) return;

      delete target.dataset.unfold;
      const link = target.querySelector("a");
      swap(link.parentElement.id, new URL(link.href));
    },
    true,
  );
}
