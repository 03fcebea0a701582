// A page that is read screen by screen. The browser is a fake that remembers; the real one plays the
// built page in tests/browser.
import assert from "node:assert/strict";
import test from "node:test";
import { followAnchors } from "../../../templates/runtime/anchors.js";
import { formatRecord, parseRecord } from "../../../templates/runtime/state.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import { stepForArrow } from "../../../templates/runtime/turning.js";
import * as page from "../../../templates/runtime/units/page.js";
import { fakeClock, seeded } from "./fakes.mjs";
import { fakeRoot, fakeStage } from "./stage.mjs";

const FRESH = { seconds: 0, place: 0, fields: [] };
const KEYS = ["aaa", "bbb", "", "ddd"];

function start(keys = KEYS, record = FRESH, amount = 5) {
  const clock = fakeClock();
  const core = page.createCore({ body: keys ? { screens: keys } : {}, now: clock.now });
  const tracker = createTracker({ completion: { rule: "end", amount }, core, now: clock.now });
  tracker.restore(record);
  const stored = () => parseRecord(formatRecord({ status: "incomplete", ...tracker.snapshot() }));
  return { clock, core, tracker, stored };
}

test("done when the end of each was seen, in any order, and the time is over", () => {
  const { clock, core, tracker } = start();
  tracker.show(true);
  clock.pass(4000);
  for (const number of [1, 4, 2]) {
    core.turn(number);
    assert.equal(core.end(), true);
    assert.equal(core.end(), false, "once is enough");
  }
  const { done, key, values } = tracker.progress();
  assert.deepEqual([done, key, values], [false, "progress_screens", { seen: 3, all: 4 }]);
  core.turn(3);
  core.end();
  assert.deepEqual([tracker.progress().done, tracker.progress().key], [false, "progress_time"]);
  clock.pass(1000);
  assert.equal(tracker.progress().done, true);
});

test("turning through them without their ends completes nothing", () => {
  const { clock, core, tracker } = start();
  tracker.show(true);
  clock.pass(3_600_000);
  for (const number of [2, 3, 4]) assert.equal(core.turn(number), true);
  assert.deepEqual([core.turn(5), core.turn(4)], [false, false]);
  assert.deepEqual([tracker.progress().done, tracker.progress().share], [false, 0]);
});

test("resumed by the heading, wherever it stands now, else by the number", () => {
  const at = (number, now, before = KEYS) => {
    const first = start(before);
    first.core.turn(number);
    return start(now, first.stored()).core.place();
  };
  assert.equal(at(2, KEYS), 2);
  assert.equal(at(2, ["aaa", "new", "bbb", "", "ddd"]), 3, "one was put in before it");
  assert.equal(at(4, ["ddd", "aaa"]), 1);
  assert.equal(at(3, KEYS), 3, "without a heading");
  assert.equal(at(4, ["aaa", "eee"]), 2, "gone, and so is its number");
  assert.equal(at(1, ["aaa", "eee"]), 1);
});

test("another number of screens drops what was seen; a changed heading does not", () => {
  const first = start();
  first.core.end();
  first.core.turn(4);
  first.core.end();
  const seen = (keys) => start(keys, first.stored()).tracker.progress().values.seen;
  assert.equal(seen(KEYS), 2);
  assert.equal(seen(["aaa", "xxx", "", "ddd"]), 2);
  assert.equal(seen([...KEYS, "eee"]), 0);
  assert.equal(seen(["aaa", "ddd"]), 0);
});

test("a page in one piece and a page of screens do not take each other's records for their own", () => {
  const whole = start(null);
  whole.core.holds(90);
  whole.core.show(64, 65);
  const screens = start(KEYS, whole.stored());
  assert.equal(screens.core.place(), 1, "block 64 is no screen");
  whole.core.end();
  assert.equal(start(KEYS, whole.stored()).tracker.progress().values.seen, 0);
  const many = start(new Array(65).fill(""));
  many.core.turn(65);
  const back = start(null, many.stored());
  assert.equal(back.core.place(), 0, "screen 65 is no block");
  back.tracker.show(true);
  back.clock.pass(60_000);
  assert.equal(back.tracker.progress().done, false);
});

test("nonsense in a record neither throws nor completes", () => {
  const random = seeded(8);
  for (let run = 0; run < 1000; run += 1) {
    const record = parseRecord(`ip.${random.text("AB._-!%zE", random.whole(30))}`);
    const { core, tracker } = start(KEYS, record);
    assert.ok(core.place() >= 1 && core.place() <= 4);
    tracker.progress();
    tracker.snapshot();
  }
});

test("arrows go the way the language runs", () => {
  assert.deepEqual(["ArrowRight", "ArrowLeft", "PageDown", "a"].map((k) => stepForArrow(k, false)), [1, -1, 0, 0]);
  assert.deepEqual(["ArrowRight", "ArrowLeft", "PageDown", "a"].map((k) => stepForArrow(k, true)), [-1, 1, 0, 0]);
});

function fakeElement(more = {}) {
  const listeners = {};
  return {
    attributes: {},
    hidden: false,
    textContent: "",
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
    getAttribute(name) {
      return this.attributes[name];
    },
    removeAttribute(name) {
      delete this.attributes[name];
    },
    addEventListener(name, act) {
      listeners[name] = act;
    },
    fire: (name) => listeners[name]({}),
    focus() {
      this.focused = (this.focused || 0) + 1;
    },
    scrollIntoView() {
      this.scrolled = (this.scrolled || 0) + 1;
    },
    ...more,
  };
}

// Four screens; the second begins with a heading, the third has nothing.
function open(record = FRESH, changes = {}) {
  const heading = fakeElement({ tagName: "H2" });
  const texts = [[fakeElement({ tagName: "P" })], [heading], [], [fakeElement({ tagName: "UL" })]];
  const paused = texts.map(() => 0);
  const players = texts.map((_, index) => ({ pause: () => (paused[index] += 1) }));
  const screens = texts.map((children, index) =>
    fakeElement({
      attributes: { role: "group", "aria-label": "a screen" },
      contains: (element) => children.includes(element),
      querySelector: () => ({ children }),
      querySelectorAll: (selector) => (selector === ".player" ? [players[index]] : []),
    }),
  );
  const ends = KEYS.map(() => fakeElement());
  const [controls, position, previous, next] = [0, 1, 2, 3].map(() => fakeElement());
  controls.hidden = true;
  const table = {
    "[data-screen]": screens,
    '[data-role="screen-end"]': ends,
    '[data-role="controls"]': [controls],
    '[data-role="position"]': [position],
    '[data-action="previous"]': [previous],
    '[data-action="next"]': [next],
  };
  const root = fakeElement(fakeRoot(table));
  const stage = fakeStage(changes);
  const core = page.createCore({ body: { screens: KEYS } });
  core.restore(record);
  page.bind(core, root, stage);
  const shown = () => screens.flatMap(({ hidden }, index) => (hidden ? [] : [index + 1]));
  const seen = () => core.measure({ amount: 0, seconds: 0 }).values.seen;
  return { paused, root, heading, texts, screens, ends, controls, position, previous, next, stage, core, shown, seen };
}

test("what plays on a screen is stopped when that is turned", () => {
  const { next, paused } = open();
  paused.fill(0);
  next.fire("click");
  assert.equal(paused[0], 1);
  assert.equal(paused[1], 0);
});

test("what a search in the page finds on another screen is turned to", () => {
  const { screens, shown, position, stage, heading } = open();
  assert.deepEqual(screens.map(({ hidden }) => hidden), [false, "until-found", "until-found", "until-found"]);
  assert.deepEqual(screens.map(({ attributes }) => attributes["aria-label"] || ""), ["a screen", "", "", ""]);
  screens[1].fire("beforematch");
  assert.deepEqual([shown(), position.textContent, stage.changes], [[2], "screen_of 2/4", 1]);
  assert.deepEqual(screens.map(({ attributes }) => attributes.role || ""), ["", "group", "", ""]);
  assert.equal(heading.focused, undefined, "who searches is led by the browser");
});

test("one screen is shown, and the buttons say which", () => {
  const { controls, position, previous, next, shown, stage } = open();
  assert.equal(controls.hidden, false);
  assert.deepEqual([shown(), position.textContent], [[1], "screen_of 1/4"]);
  assert.deepEqual([previous, next].map((b) => b.attributes["aria-disabled"]), ["true", "false"]);
  previous.fire("click");
  assert.deepEqual([shown(), stage.changes], [[1], 0]);
  for (const _ of [1, 2, 3, 4]) next.fire("click");
  assert.deepEqual([shown(), position.textContent, stage.changes], [[4], "screen_of 4/4", 3]);
  assert.deepEqual([previous, next].map((b) => b.attributes["aria-disabled"]), ["false", "true"]);
});

test("turning takes the focus to the heading that opens the screen, else to the screen", () => {
  const { root, heading, screens, next, previous, stage } = open();
  assert.equal(stage.went, null);
  next.fire("click");
  assert.deepEqual([heading.focused, heading.tabIndex, heading.scrolled, screens[1].focused, root.scrolled], [1, -1, 1, undefined, 1]);
  next.fire("click");
  assert.deepEqual([screens[2].focused, screens[2].tabIndex], [1, -1], "a screen of nothing");
  next.fire("click");
  assert.equal(screens[3].focused, 1, "a screen that opens with a list");
  for (const _ of [1, 2, 3]) previous.fire("click");
  assert.deepEqual([screens[0].focused, screens[0].scrolled], [1, 1]);
});

test("a screen counts when its own end is to be seen, in a visible page", () => {
  const { ends, next, stage, seen } = open();
  stage.see(ends[1], 1);
  assert.equal(seen(), 0, "the end of a screen that is not shown");
  stage.visible = false;
  stage.see(ends[0], 1);
  assert.equal(seen(), 0);
  stage.turn(true);
  assert.deepEqual([seen(), stage.changes], [1, 1]);
  stage.see(ends[0], 0);
  stage.see(ends[1], 0);
  next.fire("click");
  assert.equal(seen(), 1, "its end is further down");
  stage.see(ends[1], 0.001);
  assert.equal(seen(), 2);
});

test("arrows turn; other keys are left to the browser", () => {
  const press = ({ stage }, key) => {
    let prevented = false;
    stage.key({ key, preventDefault: () => (prevented = true) });
    return prevented;
  };
  const unit = open();
  assert.deepEqual([press(unit, "ArrowRight"), unit.shown()], [true, [2]]);
  assert.deepEqual([press(unit, "PageDown"), press(unit, "End"), unit.shown()], [false, false, [2]]);
  assert.deepEqual([press(unit, "ArrowLeft"), unit.shown()], [true, [1]]);
  const arabic = open(FRESH, { rightToLeft: true });
  press(arabic, "ArrowLeft");
  assert.deepEqual(arabic.shown(), [2]);
});

test("opened where the learner was, without taking the focus; a link comes first", () => {
  const record = { ...FRESH, place: 2, fields: ["E", "g", "bbb"] };
  const back = open(record);
  assert.deepEqual([back.shown(), back.stage.went === back.screens[1], back.heading.focused], [[2], true, undefined]);
  const led = open(record, { led: () => true });
  assert.equal(led.stage.went, null);
});

test("a link to something on another screen opens that", () => {
  const { texts, shown, stage } = open();
  assert.equal(stage.follow(texts[3][0]), true);
  assert.deepEqual([shown(), stage.changes], [[4], 1]);
  assert.equal(stage.follow(texts[3][0]), false, "it is open");
  assert.equal(stage.follow(fakeElement()), false, "the title is on none");
  assert.deepEqual(shown(), [4]);
});

function browser(hash) {
  const acts = {};
  const listen = (name, act) => (acts[name] = act);
  const elements = { way: fakeElement(), "übung": fakeElement(), "50%": fakeElement() };
  const window = { location: { hash }, addEventListener: listen };
  const document = { addEventListener: listen, getElementById: (id) => elements[id] || null };
  const opened = [];
  const run = (news = true) =>
    followAnchors(window, document, (element) => {
      opened.push(element);
      return news;
    });
  const click = (href, more = {}) =>
    acts.click({ target: { closest: () => href && { getAttribute: () => href } }, ...more });
  return { acts, elements, window, opened, run, click };
}

test("the place that a page is opened at, in letters or encoded, is scrolled to if it had to be opened", () => {
  for (const [hash, id] of [["#way", "way"], ["#%C3%BCbung", "übung"], ["#50%", "50%"]]) {
    const { elements, opened, run } = browser(hash);
    assert.equal(run(), true);
    assert.deepEqual([opened[0] === elements[id], elements[id].scrolled], [true, 1]);
  }
  for (const hash of ["", "#", "#gone"]) assert.equal(browser(hash).run(), false);
  const open = browser("#way");
  open.run(false);
  assert.equal(open.elements.way.scrolled, undefined);
});

test("links are followed by the browser, once their goal is open; so are its own ways back", () => {
  const { acts, elements, window, opened, run, click } = browser("");
  run();
  click("#way");
  assert.deepEqual([opened.length, elements.way.scrolled], [1, undefined]);
  click(null);
  click("#gone");
  for (const held of ["ctrlKey", "metaKey", "shiftKey", "defaultPrevented"]) click("#way", { [held]: true });
  assert.equal(opened.length, 1);
  window.location.hash = "#way";
  acts.hashchange();
  assert.deepEqual([opened.length, elements.way.scrolled], [2, 1]);
});
