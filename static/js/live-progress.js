import { swap } from "./swap.js";

/**
 * `<section id="progress" data-poll="/verification/1f">` is fetched again and again, as
 * long as what comes has a `data-poll`; after that the whole page is, because it is over.
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
  if (!document.hidden && !isHeld) await swap(id, new URL(element.dataset.poll, location));
  const arrived = document.getElementById(id);
  if (arrived.dataset.poll) setTimeout(poll, PAUSE_MS, id);
  else location.reload();
}
