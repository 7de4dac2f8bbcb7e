/**
 * An answer that arrives out of sight is scrolled to; the focus stays where one types.
 *
 * One that has named the company of its connection names it in the form, too.
 */
export function installAnswers() {
  const column = document.querySelector(".console__answer");
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      const [arrived] = addedNodes;
      if (!arrived) continue;
      rename(arrived.dataset);
      if (isOutOfSight(arrived)) arrived.scrollIntoView();
    }
  }).observe(column, { childList: true });
}

function rename({ connection, called }) {
  const option = connection && document.querySelector(`#connection [value="${connection}"]`);
  if (option) option.textContent = called;
}

function isOutOfSight(element) {
  const { top } = element.getBoundingClientRect();
  return top < 0 || top > innerHeight * 0.8;
}
