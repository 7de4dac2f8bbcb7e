/**
 * Ctrl/Cmd+Enter sends from anywhere, Ctrl/Cmd+K opens the palette, ? shows the keys.
 *
 * The palette offers what the page can do anyway: its areas, the requests of its
 * collections, its buttons. Choosing one presses the original.
 */
const OFFERED =
  ".bar__areas a, .places a, .kept .tree a, #builder .row button, #builder .row a";

export function installKeys() {
  document.addEventListener("keydown", (event) => {
    const withControl = event.ctrlKey || event.metaKey;
    if (withControl && event.key === "Enter" && !event.target.form) {
      document.getElementById("builder").requestSubmit();
    } else if (withControl && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPalette();
    } else if (event.key === "?" && !withControl && !isTyping(event.target)) {
      document.getElementById("keys").showModal();
    }
  });

  const words = document.getElementById("palette-words");
  words.addEventListener("input", list);
  words.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") choose(chosen());
    else return;
    event.preventDefault();
  });
  found().addEventListener("click", ({ target }) => choose(target.closest("li")));
}

const found = () => document.getElementById("palette-found");
const chosen = () => found().querySelector("[aria-selected=true]");

function isTyping(element) {
  return element.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

function openPalette() {
  const palette = document.getElementById("palette");
  if (palette.open) return;

  document.getElementById("palette-words").value = "";
  list();
  palette.showModal();
}

function list() {
  const words = document.getElementById("palette-words").value.toLowerCase().split(/\s+/);
  const offered = [...document.querySelectorAll(OFFERED)].filter((element) => {
    const label = element.textContent.toLowerCase();
    return words.every((word) => label.includes(word));
  });
  found().replaceChildren(...offered.map(option));
  move(0);
}

function option(element, number) {
  const item = document.createElement("li");
  item.id = `found-${number}`;
  item.role = "option";
  item.textContent = element.textContent.trim();
  item.original = element;
  return item;
}

function move(by) {
  const items = [...found().children];
  const here = Math.max(items.indexOf(chosen()), 0);
  const there = items[(here + by + items.length) % items.length];
  for (const item of items) item.ariaSelected = String(item === there);
  there?.scrollIntoView({ block: "nearest" });
  document.getElementById("palette-words").setAttribute("aria-activedescendant", there?.id ?? "");
}

function choose(item) {
  if (!item) return;

  document.getElementById("palette").close();
  item.original.click();
}
