// Radio buttons and check boxes: one of several, several of them, a step of a scale.

import { fill } from "./html.js";

export function createChoices(element, { several, changed, text }) {
  const list = element.querySelector('[data-role="options"]');
  const rows = new Map();
  for (const row of list.querySelectorAll("[data-option]")) rows.set(row.dataset.option, row);
  const input = (key) => rows.get(key).querySelector("input");

  function chosen() {
    const keys = [...rows.keys()].filter((key) => input(key).checked);
    return several ? keys : keys[0] || null;
  }
  list.addEventListener("change", () => changed(chosen()));

  function mark(row, key, sign) {
    const sight = row.querySelector('[data-role="mark"]');
    if (!sight) return;
    sight.hidden = !key;
    sight.className = `option-mark ${sign}`;
    sight.textContent = text(key);
  }

  return {
    arrange(options) {
      options.forEach((key) => list.append(rows.get(key)));
    },
    show(answer) {
      const keys = [].concat(answer || []);
      for (const key of rows.keys()) input(key).checked = keys.includes(key);
    },
    lock(locked) {
      for (const key of rows.keys()) input(key).disabled = locked;
    },
    // `right` is null where it may not be told, or not yet.
    reveal(right, feedback) {
      const keys = [].concat(right || []);
      for (const [key, row] of rows) {
        const isRight = keys.includes(key);
        const { checked } = input(key);
        if (right === null || !(isRight || checked)) mark(row, "", "");
        else if (!checked) mark(row, "quiz_right_answer", "is-right");
        else if (isRight) mark(row, "quiz_right", "is-right");
        else mark(row, "quiz_wrong", "is-wrong");
        tell(row.querySelector('[data-role="option-feedback"]'), feedback && feedback.options[key]);
      }
      return null;
    },
  };
}

function tell(element, html) {
  if (!element) return;
  element.hidden = !html;
  fill(element, html || "");
}
