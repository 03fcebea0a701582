// A deck: one slide at a time; done when every slide was seen.

import { decodeBits, decodeNumber, encodeBits, encodeNumber } from "../digits.js";

export const letter = "s";

// A slide that the learner turned to is seen at once. The one that a launch shows by itself only
// after this time, or when the learner turns away from it: loading a page completes nothing.
const LOOK = 2000;
const SWIPE = 40;

export function createCore({ body }) {
  const count = body.slides;
  let current = 1;
  let seen = new Array(count).fill(false);

  const marked = () => seen.filter(Boolean).length;

  return {
    letter,
    restore({ place, fields }) {
      current = Math.min(Math.max(place, 1), count);
      if (decodeNumber(fields[0] || "") === count) seen = decodeBits(fields[1] || "", count);
    },
    place: () => current,
    fields: () => [encodeNumber(count), encodeBits(seen)],

    // The learner turns to slide `number`, from 1: the slide left was seen, and so is the new one.
    // False if it is shown already, or is none.
    turn(number, visible) {
      const wanted = Math.min(Math.max(number, 1), count);
      if (wanted === current) return false;
      if (visible) seen[current - 1] = true;
      current = wanted;
      if (visible) seen[current - 1] = true;
      return true;
    },
    // The slide on the screen was looked at. True if that is news.
    look() {
      const news = !seen[current - 1];
      seen[current - 1] = true;
      return news;
    },
    isSeen: (number) => seen[number - 1],

    measure: () => ({
      done: marked() === count,
      share: marked() / count,
      key: "progress_slides",
      values: { seen: marked(), all: count },
    }),
  };
}

// The slide that a key leads to, or null. `forward` is the arrow that points to the next one.
export function slideForKey(key, current, count, forward) {
  const back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
  if (key === forward || key === "PageDown") return current + 1;
  if (key === back || key === "PageUp") return current - 1;
  if (key === "Home") return 1;
  return key === "End" ? count : null;
}

// What a finger that went (x, y) pixels asks for: 1 onward, -1 back, 0 nothing.
export function turnForSwipe(x, y, rightToLeft) {
  if (Math.abs(x) < SWIPE || Math.abs(x) < 2 * Math.abs(y)) return 0;
  return x < 0 === !rightToLeft ? 1 : -1;
}

export function bind(core, root, stage) {
  const slides = Array.from(root.querySelectorAll("[data-slide].slide"));
  const thumbs = Array.from(root.querySelectorAll(".thumbs [data-slide]"));
  const controls = root.querySelector('[data-role="controls"]');
  const position = root.querySelector('[data-role="position"]');
  const previous = root.querySelector('[data-action="previous"]');
  const next = root.querySelector('[data-action="next"]');
  const forward = stage.rightToLeft ? "ArrowLeft" : "ArrowRight";

  function draw() {
    const current = core.place();
    slides.forEach((slide, index) => {
      slide.hidden = index + 1 !== current;
    });
    // The neighbours are fetched before they are asked for.
    for (const near of slides.slice(Math.max(current - 2, 0), current + 1)) {
      for (const image of near.querySelectorAll("img")) image.loading = "eager";
    }
    thumbs.forEach((thumb, index) => {
      if (index + 1 === current) thumb.setAttribute("aria-current", "true");
      else thumb.removeAttribute("aria-current");
      thumb.classList.toggle("seen", core.isSeen(index + 1));
    });
    position.textContent = stage.text("slide_of", { n: current, all: slides.length });
    // Not `disabled`: that would take the focus from under the learner's finger.
    previous.setAttribute("aria-disabled", String(current === 1));
    next.setAttribute("aria-disabled", String(current === slides.length));
  }

  function turn(number) {
    if (!core.turn(number, stage.isVisible())) return;
    draw();
    wait();
    // The new slide may lie above what is on the screen.
    controls.scrollIntoView({ block: "nearest" });
    stage.changed();
  }

  let cancel = null;
  function wait() {
    if (cancel) cancel();
    cancel = stage.isVisible() && !core.isSeen(core.place()) ? stage.after(LOOK, look) : null;
  }
  function look() {
    cancel = null;
    if (!stage.isVisible() || !core.look()) return;
    draw();
    stage.changed();
  }

  previous.addEventListener("click", () => turn(core.place() - 1));
  next.addEventListener("click", () => turn(core.place() + 1));
  for (const thumb of thumbs) {
    thumb.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      turn(Number(thumb.dataset.slide));
      // A link leads somewhere: reading goes on there, as it would without this script.
      const slide = slides[core.place() - 1];
      slide.tabIndex = -1;
      slide.focus({ preventScroll: true });
    });
  }
  stage.onKey((event) => {
    const wanted = slideForKey(event.key, core.place(), slides.length, forward);
    if (wanted === null) return;
    event.preventDefault();
    turn(wanted);
  });
  stage.onSwipe(root.querySelector("#deck"), (x, y) => {
    const step = turnForSwipe(x, y, stage.rightToLeft);
    if (step !== 0) turn(core.place() + step);
  });
  stage.onVisible(wait);

  controls.hidden = false;
  draw();
  if (core.place() > 1) stage.goTo(controls);
  wait();
}
