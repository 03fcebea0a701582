// A deck: one slide at a time; done when every slide was seen.

import { createSeen } from "../seen.js";
import { createTurning, stepForArrow } from "../turning.js";

export const letter = "s";

// A slide that the learner turned to is seen at once. The one that a launch shows by itself only
// after this time, or when the learner turns away from it: loading a page completes nothing.
const LOOK = 2000;
const SWIPE = 40;

export function createCore({ body }) {
  const count = body.slides;
  let current = 1;
  const seen = createSeen(count);

  return {
    letter,
    restore({ place, fields }) {
      current = seen.nearest(place);
      seen.restore(fields);
    },
    place: () => current,
    fields: seen.fields,

    // The learner turns to slide `number`, from 1: the slide left was seen, and so is the new one.
    // False if it is shown already, or is none.
    turn(number, visible) {
      const wanted = seen.nearest(number);
      if (wanted === current) return false;
      if (visible) seen.mark(current);
      current = wanted;
      if (visible) seen.mark(current);
      return true;
    },
    // The slide on the screen was looked at. True if that is news.
    look: () => seen.mark(current),
    isSeen: seen.has,

    measure: () => ({
      done: seen.isAll(),
      share: seen.sum() / count,
      key: "progress_slides",
      values: { seen: seen.sum(), all: count },
    }),
  };
}

// The slide that a key leads to, or null.
export function slideForKey(key, current, count, rightToLeft) {
  const step = stepForArrow(key, rightToLeft);
  if (step !== 0) return current + step;
  if (key === "PageDown") return current + 1;
  if (key === "PageUp") return current - 1;
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
  const turning = createTurning(root, (step) => turn(core.place() + step));

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
      const seen = core.isSeen(index + 1);
      thumb.classList.toggle("seen", seen);
      // The tick is for the eye.
      thumb.querySelector("img").alt = stage.text(seen ? "slide_seen" : "slide_n", { n: index + 1 });
    });
    const words = stage.text("slide_of", { n: current, all: slides.length });
    turning.show(current, slides.length, words);
  }

  function turn(number) {
    if (!core.turn(number, stage.isVisible())) return;
    draw();
    wait();
    // The new slide may lie above what is on the screen.
    turning.controls.scrollIntoView({ block: "nearest" });
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
    const wanted = slideForKey(event.key, core.place(), slides.length, stage.rightToLeft);
    if (wanted === null) return;
    event.preventDefault();
    turn(wanted);
  });
  stage.onSwipe(root.querySelector("#deck"), (x, y) => {
    const step = turnForSwipe(x, y, stage.rightToLeft);
    if (step !== 0) turn(core.place() + step);
  });
  stage.onVisible(wait);

  draw();
  if (core.place() > 1) stage.goTo(turning.controls);
  wait();
}
