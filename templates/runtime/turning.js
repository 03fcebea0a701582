// The two buttons that turn to the part before and the part after, and the words between them.

// `turn(step)` is called with 1 or -1. The controls are there as soon as this is called.
export function createTurning(root, turn) {
  const controls = root.querySelector('[data-role="controls"]');
  const position = root.querySelector('[data-role="position"]');
  const previous = root.querySelector('[data-action="previous"]');
  const next = root.querySelector('[data-action="next"]');
  previous.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  controls.hidden = false;

  return {
    controls,
    // Part `current` of `count` is shown; `words` say so.
    show(current, count, words) {
      position.textContent = words;
      // Not `disabled`: that would take the focus from under the learner's finger.
      previous.setAttribute("aria-disabled", String(current === 1));
      next.setAttribute("aria-disabled", String(current === count));
    },
  };
}

// Where an arrow key leads: 1 onward, -1 back, 0 nowhere. Onward is the way the language runs.
export function stepForArrow(key, rightToLeft) {
  if (key === "ArrowRight") return rightToLeft ? -1 : 1;
  if (key === "ArrowLeft") return rightToLeft ? 1 : -1;
  return 0;
}
