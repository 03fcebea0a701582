// Lines to be put in order: each has a button to move it up and one to move it down.

import { copy } from "./html.js";

// `order` with `key` moved by `step`; null if there is no place to move it to.
export function moved(order, key, step) {
  const from = order.indexOf(key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= order.length) return null;
  const next = order.filter((each) => each !== key);
  next.splice(to, 0, key);
  return next;
}

export function createSequencing(element, { changed, text }) {
  const list = element.querySelector('[data-role="options"]');
  const said = element.querySelector('[data-role="moved"]');
  const rows = new Map();
  for (const row of list.querySelectorAll("[data-option]")) rows.set(row.dataset.option, row);
  const button = (row, step) => row.querySelector(`[data-move="${step}"]`);
  let mixed = [...rows.keys()];
  let order = mixed;
  let locked = false;

  // Only what has moved is taken out and put in again: what stays keeps the focus.
  function place() {
    order.forEach((key, at) => {
      const row = rows.get(key);
      if (list.children[at] !== row) list.insertBefore(row, list.children[at] || null);
      button(row, -1).setAttribute("aria-disabled", String(at === 0));
      button(row, 1).setAttribute("aria-disabled", String(at === order.length - 1));
    });
  }

  function highlight(moving) {
    for (const row of rows.values()) row.classList.toggle("is-moved", row === moving);
  }

  list.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-move]");
    if (!pressed || locked) return;
    const row = pressed.closest("[data-option]");
    const next = moved(order, row.dataset.option, Number(pressed.dataset.move));
    if (next === null) return;
    order = next;
    place();
    highlight(row);
    pressed.focus();
    row.scrollIntoView({ behavior: "instant", block: "nearest" });
    const n = order.indexOf(row.dataset.option) + 1;
    said.textContent = text("quiz_moved", { text: row.dataset.text, n, all: order.length });
    changed(order);
  });
  list.addEventListener("focusout", (event) => {
    if (!list.contains(event.relatedTarget)) highlight(null);
  });

  return {
    arrange(options) {
      mixed = options;
    },
    show(answer) {
      order = answer || mixed;
      place();
    },
    lock(wanted) {
      locked = wanted;
      for (const row of rows.values()) row.querySelector('[data-role="moves"]').hidden = wanted;
    },
    reveal(right) {
      if (right === null || right.every((key, at) => key === order[at])) return null;
      const inOrder = list.ownerDocument.createElement("ol");
      for (const key of right) {
        const line = list.ownerDocument.createElement("li");
        copy(line, rows.get(key).querySelector(".option-text"));
        inOrder.append(line);
      }
      return { key: "quiz_right_order_is", node: inOrder };
    },
  };
}
