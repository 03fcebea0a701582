// Page, document and slides, and the page they stand in: what the learner does there, and what it
// does. The browser is a fake that remembers; the real one plays the built pages in tests/browser.
import assert from "node:assert/strict";
import test from "node:test";
import * as document from "../../../templates/runtime/units/document.js";
import * as page from "../../../templates/runtime/units/page.js";
import * as slides from "../../../templates/runtime/units/slides.js";
import { fakeClock } from "./fakes.mjs";
import { fakeRoot, fakeStage } from "./stage.mjs";

const FRESH = { seconds: 0, place: 0, fields: [] };

function fakeElement(data = {}) {
  const listeners = {};
  const attributes = {};
  const classes = new Set();
  return {
    dataset: data,
    attributes,
    hidden: false,
    textContent: "",
    images: [{ loading: "lazy" }],
    classes,
    classList: { toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)) },
    setAttribute(name, value) {
      attributes[name] = value;
    },
    removeAttribute(name) {
      delete attributes[name];
    },
    querySelectorAll() {
      return this.images;
    },
    querySelector() {
      return this.images[0];
    },
    addEventListener(name, act) {
      listeners[name] = act;
    },
    fire(name, event = {}) {
      const prevented = [];
      listeners[name]({ preventDefault: () => prevented.push(name), ...event });
      return prevented.length > 0;
    },
    focus() {
      this.focused = true;
    },
    scrollIntoView() {
      this.scrolled = true;
    },
  };
}

function openPage(record = FRESH, changes = {}) {
  const blocks = [0, 1, 2, 3].map(() => fakeElement());
  const end = fakeElement();
  const clock = fakeClock();
  const stage = fakeStage({ after: clock.after, ...changes });
  const core = page.createCore();
  core.restore(record);
  page.bind(core, fakeRoot({ "#unit-body > :not(#unit-end)": blocks, "#unit-end": [end] }), stage);
  const measure = () => core.measure({ amount: 5, seconds: 5 });
  return { blocks, end, stage, core, measure };
}

test("a page follows the topmost block on the screen, and how far the reader came", () => {
  const { blocks, stage, core, measure } = openPage();
  assert.equal(measure().share, 0);
  stage.see(blocks[0], 1);
  stage.see(blocks[1], 0.3);
  assert.deepEqual([core.place(), measure().share], [0, 0.25]);
  stage.see(blocks[2], 0.5);
  stage.see(blocks[0], 0);
  assert.deepEqual([core.place(), measure().share], [1, 0.5]);
  const before = stage.changes;
  stage.see(blocks[1], 0.9);
  assert.equal(stage.changes, before, "the same blocks are no news");
  stage.see(blocks[2], 0);
  stage.see(blocks[1], 0);
  assert.equal(core.place(), 1, "between two blocks the place stays");
  stage.see(blocks[0], 1);
  assert.deepEqual([core.place(), measure().share], [0, 0.5], "going back takes nothing away");
});

test("a page in a hidden tab sees nothing", () => {
  const { blocks, end, stage, core, measure } = openPage(FRESH, { visible: false });
  stage.see(blocks[3], 1);
  stage.see(end, 1);
  assert.deepEqual([core.place(), measure().done, stage.changes], [0, false, 0]);
  stage.turn(true);
  assert.deepEqual([measure().done, stage.changes], [true, 1]);
});

test("the end of a page counts when it is on the screen, once, and stays", () => {
  const { end, stage, core, measure } = openPage();
  stage.see(end, 0);
  stage.turn(true);
  assert.equal(measure().done, false);
  stage.see(end, 0.001);
  assert.deepEqual([measure().done, measure().share, stage.changes], [true, 1, 1]);
  stage.see(end, 0);
  stage.see(end, 1);
  assert.equal(stage.changes, 1);
  assert.equal(core.measure({ amount: 5, seconds: 4 }).key, "progress_time");
  assert.equal(core.measure({ amount: 5, seconds: 4 }).share, 0.8);
  assert.equal(core.measure({ amount: 0, seconds: 0 }).done, true);
});

test("a page is opened where the reader was, also when it has become shorter", () => {
  for (const [place, index] of [[2, 2], [3, 3], [99, 3]]) {
    const { blocks, stage, measure } = openPage({ ...FRESH, place });
    assert.equal(stage.went, blocks[index]);
    assert.ok(measure().share > 0 && measure().share <= 1);
  }
  assert.equal(openPage().stage.went, null);
});

function openDocument(changes = {}) {
  const [open, download, embed, fallback] = [0, 1, 2, 3].map(() => fakeElement());
  const clock = fakeClock();
  const stage = fakeStage({ after: clock.after, ...changes });
  const core = document.createCore({ now: clock.now });
  core.restore(FRESH);
  const table = {
    '[data-role="open"]': [open],
    '[data-role="download"]': [download],
    '[data-role="embed"]': changes.plain ? [] : [embed],
    '[data-role="embed"], [data-role="fallback"]': [embed, fallback],
  };
  document.bind(core, fakeRoot(table), stage);
  return { open, download, embed, fallback, clock, stage, done: () => core.measure().done };
}

test("a document that was opened or saved, with whatever button, is done", () => {
  for (const [role, event, button] of [["open", "click", 0], ["download", "click", 0], ["open", "auxclick", 1]]) {
    const unit = openDocument();
    unit[role].fire(event, { button });
    assert.deepEqual([unit.done(), unit.stage.changes], [true, 1]);
  }
  const menu = openDocument();
  menu.open.fire("auxclick", { button: 2 });
  assert.deepEqual([menu.done(), menu.stage.changes], [false, 0], "a context menu opens nothing");
});

test("an embedded document counts while at least half of it, or of the screen, is its", () => {
  const { embed, clock, stage, done } = openDocument();
  stage.see(embed, 0.4, 0.4);
  clock.pass(60_000);
  assert.equal(done(), false);
  stage.see(embed, 0.5, 0);
  clock.pass(4000);
  stage.turn(false);
  clock.pass(60_000);
  stage.turn(true);
  stage.see(embed, 0, 0);
  clock.pass(60_000);
  stage.see(embed, 0.1, 0.5);
  clock.pass(5999);
  assert.deepEqual([done(), stage.changes], [false, 0]);
  clock.pass(1);
  assert.deepEqual([done(), stage.changes], [true, 1]);
  clock.pass(60_000);
  assert.equal(stage.changes, 1);
});

test("where no PDF can be shown the frame goes, and what it counts with it", () => {
  const { embed, fallback, open, done } = openDocument({ showsPdf: false });
  assert.deepEqual([embed.hidden, fallback.hidden], [true, true]);
  open.fire("click", { button: 0 });
  assert.equal(done(), true);
  assert.doesNotThrow(() => openDocument({ plain: true }));
});

function openDeck(record = FRESH, changes = {}, count = 4) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const figures = numbers.map(() => fakeElement());
  const thumbs = numbers.map((number) => fakeElement({ slide: String(number) }));
  const [controls, position, previous, next, deck] = [0, 1, 2, 3, 4].map(() => fakeElement());
  controls.hidden = true;
  const clock = fakeClock();
  const stage = fakeStage({ after: clock.after, ...changes });
  const core = slides.createCore({ body: { slides: count } });
  core.restore(record);
  const table = {
    "[data-slide].slide": figures,
    ".thumbs [data-slide]": thumbs,
    '[data-role="controls"]': [controls],
    '[data-role="position"]': [position],
    '[data-action="previous"]': [previous],
    '[data-action="next"]': [next],
    "#deck": [deck],
  };
  slides.bind(core, fakeRoot(table), stage);
  return {
    figures, thumbs, controls, position, previous, next, clock, stage, core,
    shown: () => figures.flatMap(({ hidden }, index) => (hidden ? [] : [index + 1])),
    current: () => thumbs.flatMap((thumb, index) => (thumb.attributes["aria-current"] === "true" ? [index + 1] : [])),
    ticked: () => thumbs.flatMap(({ classes }, index) => (classes.has("seen") ? [index + 1] : [])),
  };
}

test("a deck shows one slide, says which, and fetches its neighbours", () => {
  const { figures, controls, position, previous, next, shown, current, core } = openDeck();
  assert.equal(controls.hidden, false);
  assert.deepEqual([shown(), current(), position.textContent], [[1], [1], "slide_of 1/4"]);
  assert.deepEqual([previous.attributes["aria-disabled"], next.attributes["aria-disabled"]], ["true", "false"]);
  assert.deepEqual(figures.map(({ images }) => images[0].loading), ["eager", "eager", "lazy", "lazy"]);
  next.fire("click");
  next.fire("click");
  next.fire("click");
  assert.deepEqual([shown(), current(), position.textContent], [[4], [4], "slide_of 4/4"]);
  assert.deepEqual([previous.attributes["aria-disabled"], next.attributes["aria-disabled"]], ["false", "true"]);
  next.fire("click");
  assert.deepEqual(shown(), [4]);
  previous.fire("click");
  assert.deepEqual(shown(), [3]);
  assert.equal(core.measure().done, true);
});

test("the slide that the launch shows counts after two visible seconds", () => {
  const { clock, stage, ticked } = openDeck();
  clock.pass(1000);
  stage.turn(false);
  clock.pass(60_000);
  assert.deepEqual(ticked(), []);
  stage.turn(true);
  clock.pass(1999);
  assert.deepEqual([ticked(), stage.changes], [[], 0]);
  clock.pass(1);
  assert.deepEqual([ticked(), stage.changes], [[1], 1]);
  stage.turn(false);
  stage.turn(true);
  clock.pass(60_000);
  assert.equal(stage.changes, 1);
});

test("turning on before that, every slide is told once", () => {
  const { clock, stage, next, ticked } = openDeck();
  clock.pass(500);
  next.fire("click");
  assert.deepEqual([ticked(), stage.changes], [[1, 2], 1]);
  clock.pass(60_000);
  assert.equal(stage.changes, 1);
});

test("a slide that is turned to in a hidden tab counts when it has been looked at", () => {
  const { clock, stage, next, ticked } = openDeck();
  stage.turn(false);
  next.fire("click");
  clock.pass(60_000);
  assert.deepEqual(ticked(), []);
  stage.turn(true);
  clock.pass(2000);
  assert.deepEqual(ticked(), [2]);
});

test("a thumbnail leads to its slide, the focus too; with a key held down it is a plain link", () => {
  const { thumbs, figures, controls, shown } = openDeck();
  assert.equal(thumbs[2].fire("click"), true);
  assert.deepEqual([shown(), figures[2].focused, figures[2].tabIndex, controls.scrolled], [[3], true, -1, true]);
  for (const held of ["ctrlKey", "metaKey", "shiftKey"]) {
    assert.equal(thumbs[0].fire("click", { [held]: true }), false);
    assert.deepEqual(shown(), [3]);
  }
});

test("keys and fingers turn; other keys are left alone", () => {
  const { stage, shown } = openDeck();
  const press = (key) => {
    let prevented = false;
    stage.key({ key, preventDefault: () => (prevented = true) });
    return prevented;
  };
  assert.equal(press("End"), true);
  assert.deepEqual(shown(), [4]);
  assert.equal(press("a"), false);
  assert.deepEqual(shown(), [4]);
  stage.swipe(100, 0);
  assert.deepEqual(shown(), [3]);
  stage.swipe(5, 0);
  assert.deepEqual(shown(), [3]);
  const arabic = openDeck(FRESH, { rightToLeft: true });
  arabic.stage.key({ key: "ArrowLeft", preventDefault() {} });
  assert.deepEqual(arabic.shown(), [2]);
  arabic.stage.swipe(100, 0);
  assert.deepEqual(arabic.shown(), [3]);
});

test("a deck is opened at the slide where the learner was, without taking the focus", () => {
  const { stage, shown, current, ticked, figures, controls } = openDeck({ ...FRESH, place: 3, fields: ["E", "g"] });
  assert.deepEqual([shown(), current(), ticked()], [[3], [3], [1]]);
  assert.equal(stage.went, controls);
  assert.ok(!figures[2].focused);
  assert.equal(stage.changes, 0);
  assert.equal(openDeck().stage.went, null);
});
