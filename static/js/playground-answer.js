/** An answer that arrives out of sight is scrolled to; the focus stays where one types. */
export function installAnswers() {
  const column = document.querySelector(".console__answer");
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      const [arrived] = addedNodes;
      if (arrived && isOutOfSight(arrived)) arrived.scrollIntoView();
    }
  }).observe(column, { childList: true });
}

function isOutOfSight(element) {
  const { top } = element.getBoundingClientRect();
  return top < 0 || top > innerHeight * 0.8;
}
