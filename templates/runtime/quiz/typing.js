// A field for a text or a number.

import { decimal } from "../strings.js";

export function createTyping(element, { changed, finished, text }) {
  const field = element.querySelector("input");
  const unit = element.querySelector(".typing-unit");
  field.addEventListener("input", () => changed(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    finished();
  });

  return {
    arrange() {},
    show(answer) {
      // Writing the same again would move the cursor; blanks alone are no answer yet.
      if (field.value.trim() !== (answer || "").trim()) field.value = answer || "";
    },
    lock(locked) {
      field.disabled = locked;
    },
    reveal(right) {
      const words = right === null ? "" : said(text, right, unit ? ` ${unit.textContent}` : "");
      if (!words) return null;
      const paragraph = field.ownerDocument.createElement("p");
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
  if (value !== null) return decimal(text, value) + unit;
  const range = { low: decimal(text, low), high: decimal(text, high) };
  return (low === high ? range.low : text("quiz_range", range)) + unit;
}
