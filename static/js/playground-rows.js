/** The empty row at the end of a list is followed by another as soon as it is typed in. */
export function installRows() {
  document.addEventListener("input", ({ target }) => {
    const row = target.closest(".entry");
    if (!row || !target.value || row.nextElementSibling) return;

    const next = row.cloneNode(true);
    const number = Number(row.dataset.row) + 1;
    next.dataset.row = number;
    for (const input of next.querySelectorAll("input")) {
      input.name = input.name.replace(/\d+/, number);
      input.id = input.id.replace(/\d+/, number);
      input.ariaLabel = input.ariaLabel.replace(/\d+/, number + 1);
      if (input.type !== "checkbox") input.value = "";
    }
    row.after(next);
  });
}
