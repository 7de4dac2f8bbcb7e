/**
 * `<button data-copy="#curl">` copies the text of `#curl` and says so.
 *
 * Listens on the document, so buttons that arrive later work too. Without
 * JavaScript the text can still be selected by hand.
 */
export function installCopyButtons() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;

    const source = document.querySelector(button.dataset.copy);
    const label = button.dataset.label ?? button.textContent;
    button.dataset.label = label;
    button.setAttribute("aria-live", "polite");
    try {
      await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
      button.dataset.state = "copied";
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = "Selected: press Ctrl+C";
    }
    setTimeout(() => {
      delete button.dataset.state;
      button.textContent = label;
    }, 2000);
  });
}
