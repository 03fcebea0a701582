// A page that is read screen by screen: done when the end of each was on the screen, and the page
// visible for long enough.

import { measureReading } from "./reading.js";
import { createSeen } from "./seen.js";
import { createTurning, stepForArrow } from "./turning.js";

// `keys` are what the screens are known by, however many come before them; some have none.
export function createScreens(keys) {
  const seen = createSeen(keys.length);
  let current = 1;

  return {
    restore({ place, fields }) {
      seen.restore(fields);
      const [count, , key] = fields;
      // A record without a count is of a page in one piece: its place means something else.
      if (count) current = seen.nearest(key ? keys.indexOf(key) + 1 || place : place);
    },
    place: () => current,
    fields: () => [...seen.fields(), keys[current - 1]],

    // False if screen `number`, from 1, is shown already, or is none.
    turn(number) {
      const wanted = seen.nearest(number);
      const news = wanted !== current;
      current = wanted;
      return news;
    },
    // The end of the screen that is shown was to be seen. True if that is news.
    end: () => seen.mark(current),

    measure(so) {
      const share = seen.sum() / keys.length;
      return measureReading(so, share, "progress_screens", { seen: seen.sum(), all: keys.length });
    },
  };
}

function put(element, attribute, value) {
  if (value) element.setAttribute(attribute, value);
  else element.removeAttribute(attribute);
}

export function bindScreens(core, root, stage) {
  const screens = Array.from(root.querySelectorAll("[data-screen]"));
  const ends = Array.from(root.querySelectorAll('[data-role="screen-end"]'));
  const turning = createTurning(root, (step) => turn(core.place() + step));
  const names = screens.map((screen) => screen.getAttribute("aria-label"));
  const shown = () => screens[core.place() - 1];

  function draw() {
    const current = core.place();
    screens.forEach((screen, index) => {
      const isShown = index + 1 === current;
      // A search in the page finds what is hidden so; older browsers take the word for true.
      screen.hidden = isShown ? false : "until-found";
      // It is still there to screen readers: a group with a name and nothing in it.
      put(screen, "role", isShown && "group");
      put(screen, "aria-label", isShown && names[index]);
      // What is out of sight is not to be heard.
      if (screen.hidden) for (const player of screen.querySelectorAll(".player")) player.pause();
    });
    const words = stage.text("screen_of", { n: current, all: screens.length });
    turning.show(current, screens.length, words);
  }

  // Turns without moving the focus. False if that screen is shown already.
  function show(number) {
    if (!core.turn(number)) return false;
    draw();
    stage.changed();
    return true;
  }
  function turn(number) {
    if (!show(number)) return;
    const [first] = shown().querySelector(".screen-text").children;
    const start = first && /^H[1-6]$/.test(first.tagName) ? first : shown();
    start.tabIndex = -1;
    start.focus({ preventScroll: true });
    // Each screen begins where the one before did, below the title, if the window has room for both.
    root.scrollIntoView({ behavior: "instant", block: "start" });
    start.scrollIntoView({ behavior: "instant", block: "nearest" });
  }

  const atEnd = new Set();
  function look() {
    const end = ends[core.place() - 1];
    if (atEnd.has(end) && stage.isVisible() && core.end()) stage.changed();
  }

  screens.forEach((screen, index) => screen.addEventListener("beforematch", () => show(index + 1)));
  draw();
  const led = stage.onAnchor((element) => {
    const index = screens.findIndex((screen) => screen.contains(element));
    return index >= 0 && show(index + 1);
  });
  if (!led && core.place() > 1) stage.goTo(shown());
  stage.onKey((event) => {
    const step = stepForArrow(event.key, stage.rightToLeft);
    if (step === 0) return;
    event.preventDefault();
    turn(core.place() + step);
  });
  stage.onScreen(ends, (end, share) => {
    if (share > 0) atEnd.add(end);
    else atEnd.delete(end);
    look();
  });
  stage.onVisible(look);
}
