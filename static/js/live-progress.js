import { swap } from "./swap.js";

/**
 * `<section id="progress" data-poll="/verification/1f">` is fetched again and again, as
 * long as what comes has a `data-poll`; after that the whole page is, because it is over.
 *
 * What comes with it as `<p data-decided="L303">…</p>` are the cells of the row of that id:
 * they change where they stand. Whatever would make the row grow comes with the whole page.
 *
 * A page that nobody looks at asks for nothing.
 */
const PAUSE_MS = 700;

export function installPolling() {
  const polled = document.querySelector("[data-poll]");
  if (polled) setTimeout(poll, PAUSE_MS, polled.id);
}

async function poll(id) {
  const element = document.getElementById(id);
  // Somebody who is about to follow a link in it is not to lose the focus.
  const isHeld = element.contains(document.activeElement);
  if (!document.hidden && !isHeld) {
    const answer = await swap(id, new URL(element.dataset.poll, location));
    if (answer) showDecided(answer);
  }
  const arrived = document.getElementById(id);
  if (arrived.dataset.poll) setTimeout(poll, PAUSE_MS, id);
  else location.reload();
}

function showDecided(answer) {
  for (const decided of answer.querySelectorAll("[data-decided]")) {
    // A row that was not sought is not there.
    const row = document.getElementById(decided.dataset.decided);
    const cells = row?.querySelectorAll("td[data-column]") ?? [];
    const shown = [...decided.children];
    cells.forEach((cell, column) => cell.replaceChildren(shown[column]));
  }
}
