// What each type of unit calls done, and what it remembers.
import assert from "node:assert/strict";
import test from "node:test";
import { createTracker } from "../../../templates/runtime/tracker.js";
import * as document from "../../../templates/runtime/units/document.js";
import * as page from "../../../templates/runtime/units/page.js";
import * as plain from "../../../templates/runtime/units/plain.js";
import * as slides from "../../../templates/runtime/units/slides.js";
import { formatRecord, parseRecord } from "../../../templates/runtime/state.js";
import { fakeClock, seeded } from "./fakes.mjs";

const FRESH = { seconds: 0, place: 0, fields: [] };

function start(type, body, rule, amount, record = FRESH) {
  const clock = fakeClock();
  const core = type.createCore({ body, now: clock.now });
  const tracker = createTracker({ completion: { rule, amount }, core, now: clock.now });
  tracker.restore(record);
  // What the next session reads of this one.
  const stored = () => parseRecord(formatRecord({ status: "incomplete", ...tracker.snapshot() }));
  return { clock, core, tracker, stored, done: () => tracker.progress().done };
}

test("a page is done when its end was seen and it was visible for long enough, in any order", () => {
  const early = start(page, {}, "end", 5);
  early.core.holds(10);
  early.tracker.show(true);
  early.core.end();
  early.clock.pass(4999);
  assert.equal(early.done(), false);
  assert.equal(early.tracker.progress().key, "progress_time");
  early.clock.pass(1);
  assert.equal(early.done(), true);

  const late = start(page, {}, "end", 5);
  late.tracker.show(true);
  late.clock.pass(3_600_000);
  assert.equal(late.done(), false);
  late.core.end();
  assert.equal(late.done(), true);
});

test("a page in a hidden tab does not come nearer to its end", () => {
  const { clock, core, tracker, done } = start(page, {}, "end", 5);
  core.end();
  clock.pass(60_000);
  assert.equal(done(), false);
  tracker.show(true);
  clock.pass(3000);
  tracker.show(false);
  clock.pass(60_000);
  assert.equal(done(), false);
});

test("a page remembers the topmost block, its end and the seconds", () => {
  const first = start(page, {}, "end", 30);
  first.core.holds(40);
  first.tracker.show(true);
  first.clock.pass(12_000);
  first.core.show(7, 11);
  first.core.end();
  const second = start(page, {}, "end", 30, first.stored());
  assert.equal(second.core.place(), 7);
  second.tracker.show(true);
  second.clock.pass(17_999);
  assert.equal(second.done(), false);
  second.clock.pass(1);
  assert.equal(second.done(), true);
});

test("the rule `time` counts what is visible, over sessions; seconds beyond it are not kept", () => {
  const first = start(page, {}, "time", 90);
  first.tracker.show(true);
  first.clock.pass(60_000);
  const second = start(page, {}, "time", 90, first.stored());
  second.clock.pass(100_000);
  assert.equal(second.done(), false);
  second.tracker.show(true);
  second.clock.pass(29_999);
  assert.equal(second.done(), false);
  assert.equal(second.tracker.isCounting(), true);
  second.clock.pass(1);
  assert.equal(second.done(), true);
  second.clock.pass(600_000);
  assert.equal(second.tracker.isCounting(), false);
  assert.equal(second.tracker.snapshot().seconds, 90);
});

test("half seconds are not rounded up when they are kept, and no time at all is at once over", () => {
  const { clock, tracker } = start(page, {}, "time", 90);
  tracker.show(true);
  clock.pass(3900);
  assert.equal(tracker.snapshot().seconds, 3);
  assert.deepEqual(start(page, {}, "time", 0).tracker.progress(), {
    done: true,
    share: 1,
    key: "progress_time",
    values: { left: 0 },
  });
});

test("the rule `manual` waits for the button, and for nothing else, in every type", () => {
  for (const [type, body] of [[page, {}], [slides, { slides: 1 }], [document, {}], [plain, {}]]) {
    const { clock, core, tracker, done } = start(type, body, "manual", 0);
    tracker.show(true);
    clock.pass(3_600_000);
    if (core.end) core.end();
    if (core.look) core.look();
    if (core.open) core.open();
    assert.equal(done(), false);
    tracker.press();
    assert.equal(done(), true);
  }
});

test("slides: done when each was shown; the one that a launch shows counts when it was looked at", () => {
  const { core, done } = start(slides, { slides: 3 }, "all-slides", 0);
  assert.deepEqual([1, 2, 3].map(core.isSeen), [false, false, false]);
  core.turn(3, true);
  assert.deepEqual([1, 2, 3].map(core.isSeen), [true, false, true]);
  assert.equal(done(), false);
  core.turn(2, true);
  assert.equal(done(), true);
});

test("a deck of one slide is not done by loading it", () => {
  const { core, done } = start(slides, { slides: 1 }, "all-slides", 0);
  assert.equal(core.turn(2, true), false);
  assert.equal(core.turn(0, true), false);
  assert.equal(done(), false);
  assert.equal(core.look(), true);
  assert.equal(core.look(), false);
  assert.equal(done(), true);
});

test("a slide that was turned to in a hidden tab was not seen", () => {
  const { core, tracker } = start(slides, { slides: 3 }, "all-slides", 0);
  core.turn(2, false);
  assert.equal(tracker.progress().values.seen, 0);
});

test("slides come back one by one; another number of slides drops them and keeps the place", () => {
  const random = seeded(5);
  for (let run = 0; run < 200; run += 1) {
    const count = 1 + random.whole(200);
    const first = start(slides, { slides: count }, "all-slides", 0);
    for (let turn = random.whole(2 * count); turn > 0; turn -= 1) first.core.turn(1 + random.whole(count), true);
    const second = start(slides, { slides: count }, "all-slides", 0, first.stored());
    for (let slide = 1; slide <= count; slide += 1) {
      assert.equal(second.core.isSeen(slide), first.core.isSeen(slide));
    }
    assert.equal(second.core.place(), first.core.place());
    const other = start(slides, { slides: count + 1 }, "all-slides", 0, first.stored());
    assert.equal(other.tracker.progress().values.seen, 0);
    assert.equal(other.core.place(), first.core.place());
    const shorter = start(slides, { slides: 1 }, "all-slides", 0, first.stored());
    assert.equal(shorter.core.place(), 1);
  }
});

test("keys and fingers turn slides the way the language runs", () => {
  const { slideForKey, turnForSwipe } = slides;
  assert.equal(slideForKey("ArrowRight", 3, 9, false), 4);
  assert.equal(slideForKey("ArrowLeft", 3, 9, false), 2);
  assert.equal(slideForKey("ArrowRight", 3, 9, true), 2);
  assert.equal(slideForKey("ArrowLeft", 3, 9, true), 4);
  assert.equal(slideForKey("PageDown", 3, 9, false), 4);
  assert.equal(slideForKey("PageUp", 3, 9, false), 2);
  assert.equal(slideForKey("Home", 3, 9, false), 1);
  assert.equal(slideForKey("End", 3, 9, false), 9);
  for (const key of ["ArrowUp", "ArrowDown", " ", "Enter", "a"]) {
    assert.equal(slideForKey(key, 3, 9, false), null);
  }
  assert.equal(turnForSwipe(-120, 10, false), 1);
  assert.equal(turnForSwipe(120, 10, false), -1);
  assert.equal(turnForSwipe(-120, 10, true), -1);
  assert.equal(turnForSwipe(-20, 0, false), 0, "a tap");
  assert.equal(turnForSwipe(-60, 200, false), 0, "scrolling");
});

test("a document is done when it was opened", () => {
  const { core, done } = start(document, {}, "opened", 0);
  assert.equal(done(), false);
  core.open();
  assert.equal(done(), true);
});

test("a document is done after ten seconds on the screen, over sessions", () => {
  const first = start(document, {}, "opened", 0);
  first.clock.pass(60_000);
  first.core.show(true);
  first.clock.pass(6000);
  first.core.show(false);
  first.clock.pass(60_000);
  assert.equal(first.done(), false);
  const second = start(document, {}, "opened", 0, first.stored());
  second.core.show(true);
  assert.equal(second.core.left(), 4000);
  second.clock.pass(3999);
  assert.equal(second.done(), false);
  second.clock.pass(1);
  assert.equal(second.done(), true);
});

test("nonsense in a record neither throws nor completes", () => {
  const random = seeded(6);
  const types = [[page, {}, "end", 5], [slides, { slides: 12 }, "all-slides", 0], [document, {}, "opened", 0], [plain, {}, "time", 60]];
  for (let run = 0; run < 1000; run += 1) {
    const [type, body, rule, amount] = random.pick(types);
    const payload = `i${random.pick([..."psdx"])}.${random.text("AB._-!%z", random.whole(30))}`;
    const record = parseRecord(payload);
    const { tracker } = start(type, body, rule, amount, record);
    tracker.progress();
    tracker.snapshot();
  }
});
