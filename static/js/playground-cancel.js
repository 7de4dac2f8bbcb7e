/**
 * `<button data-cancel="/playground/cancel">` ends the request that its form has sent.
 *
 * The answer is still waited for: it says whether anything may have been carried out. While
 * one request is under way no other is sent, so a double click sends once.
 */
export function installCancelling() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-cancel]");
    if (!button) return;

    const { csrf_token: token, handle } = button.form.elements;
    const body = new URLSearchParams({ csrf_token: token.value, handle: handle.value });
    fetch(button.dataset.cancel, { method: "post", body });
  });

  // Before swap.js, which would send it.
  document.addEventListener(
    "submit",
    (event) => {
      const sends = event.target.id === "builder" && !("swap" in (event.submitter?.dataset ?? {}));
      if (sends && document.querySelector("#response[aria-busy=true]")) event.preventDefault();
    },
    true,
  );
}
