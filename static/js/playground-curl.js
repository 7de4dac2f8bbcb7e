import { forgetTyped, keepDraft } from "./playground-draft.js";
import { swap } from "./swap.js";

const CURL = /^\s*(?:[$%>#]\s+)?curl(?:\.exe)?\s/i;

/**
 * A curl command in the place of the address fills the form: when it is pasted there, when
 * it is sent, and on its button. Enter in the address sends.
 */
export function installCurlReading() {
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    if (event.target.id !== "url" || !CURL.test(text)) return;

    event.preventDefault();
    event.target.value = text;
    read(event.target.form);
  });

  // Before swap.js, which would send it.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.id !== "builder") return;
      const pressed = event.submitter?.dataset.swap;
      if (pressed !== "builder" && (pressed || !CURL.test(form.elements.url.value))) return;

      event.preventDefault();
      read(form);
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "url" || event.key !== "Enter") return;
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;

    event.preventDefault();
    event.target.form.requestSubmit();
  });
}

async function read(form) {
  forgetTyped();
  const button = form.querySelector("[data-swap=builder]");
  const answer = await swap("builder", button.formAction, {
    method: "post",
    body: new URLSearchParams(new FormData(form)),
  });
  if (!answer) return;

  document.getElementById("url").focus();
  keepDraft();
}
