/**
 * A file that is dropped on `<textarea data-drop="file">` is chosen in `<input id="file">`.
 *
 * Dropped text is left to the browser. Without JavaScript the file can still be dropped on
 * its chooser.
 */
const boxOf = (event) =>
  event.dataTransfer?.types.includes("Files") ? event.target.closest?.("[data-drop]") : null;

document.addEventListener("dragover", (event) => {
  const box = boxOf(event);
  if (!box) return;

  event.preventDefault();
  box.dataset.state = "over";
});

document.addEventListener("dragleave", (event) => {
  const box = event.target.closest?.("[data-drop]");
  if (box) delete box.dataset.state;
});

document.addEventListener("drop", (event) => {
  const box = boxOf(event);
  if (!box) return;

  event.preventDefault();
  delete box.dataset.state;
  const chooser = document.getElementById(box.dataset.drop);
  chooser.files = event.dataTransfer.files;
  chooser.focus();
});
