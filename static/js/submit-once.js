/**
 * A form that was sent is not sent again by a second click.
 *
 * The mark is taken off when the page is shown again out of the history, so that
 * the back button leads to a form that works. A form with `data-repeats` brings a file
 * and leaves the page as it is, so it may be sent as often as one likes.
 */
export function installSubmitOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.swap || "repeats" in form.dataset) return;

    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
  });

  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      // Its buttons may stand outside of it.
      for (const button of form.elements) button.removeAttribute("aria-disabled");
    }
  });
}
