// What came of an attempt, at the top of the quiz.

import { resultLines } from "./words.js";

// `recorded()` gives the score that the LMS holds.
export function createResult(root, { text, recorded }, retry) {
  const section = root.querySelector('[data-role="result"]');
  const heading = section.querySelector("h2");
  const lines = section.querySelector('[data-role="result-lines"]');
  const again = section.querySelector('[data-role="retry"]');
  again.addEventListener("click", retry);

  return {
    show(view, late) {
      section.hidden = view.phase !== "done";
      again.hidden = !view.canRetry;
      if (section.hidden) return;
      const made = resultLines(view, text, late, recorded()).map(({ words, sign, large }) => {
        const line = section.ownerDocument.createElement("p");
        line.className = [sign, large ? "result-large" : ""].join(" ").trim();
        line.textContent = words;
        return line;
      });
      lines.replaceChildren(...made);
    },
    focus() {
      heading.focus({ preventScroll: true });
      section.scrollIntoView({ behavior: "instant", block: "start" });
    },
  };
}
