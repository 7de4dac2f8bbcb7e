/** Escape closes what a focused tag has unfolded. */
export function installTagDismissal() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.target.closest?.(".tag")?.blur();
  });
}
