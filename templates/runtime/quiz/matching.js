// Pairs: each line has a list to pick from what belongs to it.

import { copy } from "./html.js";

export function createMatching(element, { changed, text }) {
  const box = element.querySelector('[data-role="options"]');
  const list = box.querySelector('[data-role="targets"]');
  const rows = new Map();
  for (const row of box.querySelectorAll("[data-option]")) rows.set(row.dataset.option, row);
  const targets = new Map();
  for (const item of list.querySelectorAll("[data-target]")) targets.set(item.dataset.target, item);
  const numbered = !list.classList.contains("targets-paper");
  const select = (key) => rows.get(key).querySelector("select");

  function chosen() {
    return Object.fromEntries([...rows.keys()].map((key) => [key, select(key).value]));
  }
  box.addEventListener("change", () => changed(chosen()));

  function mark(row, words, sign) {
    const sight = row.querySelector('[data-role="mark"]');
    sight.hidden = !words;
    sight.className = `option-mark ${sign}`;
    sight.textContent = words;
  }

  return {
    arrange(options, shown) {
      for (const key of options) box.insertBefore(rows.get(key), list);
      shown.forEach((target, at) => {
        list.append(targets.get(target));
        for (const key of rows.keys()) {
          const option = select(key).querySelector(`option[value="${target}"]`);
          if (numbered) option.textContent = option.textContent.replace(/^\d+/, at + 1);
          select(key).append(option);
        }
      });
    },
    show(answer) {
      for (const key of rows.keys()) select(key).value = (answer && answer[key]) || "";
    },
    lock(locked) {
      for (const key of rows.keys()) select(key).disabled = locked;
    },
    reveal(right) {
      for (const [key, row] of rows) {
        const { value } = select(key);
        const isWrong = right !== null && value !== right[key];
        const answer = row.querySelector('[data-role="right-target"]');
        answer.hidden = !isWrong;
        if (isWrong) copy(answer, targets.get(right[key]));
        else answer.replaceChildren();
        if (right === null) mark(row, "", "");
        else if (!isWrong) mark(row, text("quiz_right"), "is-right");
        else if (!value) mark(row, text("quiz_right_answer_is"), "");
        else mark(row, `${text("quiz_wrong")}. ${text("quiz_right_answer_is")}`, "is-wrong");
      }
      return null;
    },
  };
}
