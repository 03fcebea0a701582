// A field for a text or a number.

import { decimal } from "../strings.js";

export function createTyping(element, { changed, finished, text }) {
  const field = element.querySelector("input");
  const page = field.ownerDocument;
  const unit = element.querySelector(".typing-unit");
  const note = element.querySelector('[data-role="note"]');
  // Whether something stands in the field that is no answer yet.
  let isUnread = false;
  let isPressed = false;
  field.addEventListener("input", () => changed(field.value));
  field.addEventListener("blur", leave);
  // While a button of the mouse is down nothing may move: the click would miss what it was meant for.
  for (const type of ["mousedown", "mouseup"]) {
    page.addEventListener(type, () => press(type === "mousedown"), true);
  }
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    tell();
    finished();
  });

  function press(isDown) {
    isPressed = isDown;
    leave();
  }

  // Nobody is told of half a number while typing it.
  function leave() {
    if (!isPressed && page.activeElement !== field) tell();
  }

  function tell() {
    if (!note) return;
    field.setAttribute("aria-invalid", String(isUnread));
    note.hidden = !isUnread;
  }

  return {
    arrange() {},
    show(answer, isAnswered) {
      // Writing the same again would move the cursor; blanks alone are no answer yet.
      if (field.value.trim() !== (answer || "").trim()) field.value = answer || "";
      isUnread = Boolean(answer) && !isAnswered;
      // What is mended is said at once.
      if (isUnread) leave();
      else tell();
    },
    // True if there is something to mend: the field has the focus then.
    askAgain() {
      if (!isUnread) return false;
      tell();
      field.focus();
      return true;
    },
    lock(locked) {
      field.disabled = locked;
    },
    reveal(right) {
      const words = right === null ? "" : said(text, right, unit ? ` ${unit.textContent}` : "");
      if (!words) return null;
      const paragraph = page.createElement("p");
      paragraph.textContent = words;
      paragraph.dir = "auto";
      return { key: "quiz_right_answer_is", node: paragraph };
    },
  };
}

// Texts that are accepted, or a number, or from where to where it may lie.
export function said(text, right, unit) {
  if (Array.isArray(right)) {
    return right.reduce((one, other) => (one ? text("quiz_or", { one, other }) : other), "");
  }
  const { low, high, value } = right;
  if (value !== null || low === high) return written(text, value === null ? low : value, unit);
  return text("quiz_range", { low: written(text, low, ""), high: written(text, high, unit) });
}

// "6.02 \u00d7 10^23" for what a program writes as 6.02e+23. A number is isolated, and so is it with its
// unit: in a line from right to left its minus would stand behind it.
const written = (text, number, unit) =>
  `\u2068\u2066${decimal(text, number).replace(/e\+?/, " \u00d7 10^")}\u2069${unit}\u2069`;
