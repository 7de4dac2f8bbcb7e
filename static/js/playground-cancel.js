/**
 * `<button data-cancel="/playground/cancel">` ends the request that its form has sent.
 *
 * The answer is still waited for: it says whether anything may have been carried out.
 */
export function installCancelling() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-cancel]");
    if (!button) return;

    const { csrf_token: token, handle } = button.form.elements;
    const body = new URLSearchParams({ csrf_token: token.value, handle: handle.value });
    fetch(button.dataset.cancel, { method: "post", body });
  });
}
