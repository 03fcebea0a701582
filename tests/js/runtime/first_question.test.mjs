// A new version of a course gives a page its first question, or takes its last: who is half-way
// through the page stays there. docs/state.md, "What a new version of a course does to it".

import assert from "node:assert/strict";
import test from "node:test";
import { createSession } from "../../../templates/runtime/session.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import { createCore as createPage } from "../../../templates/runtime/units/page.js";
import { createCore as createPractice } from "../../../templates/runtime/units/practice.js";
import { body, choice, KEY } from "../quiz/makers.mjs";
import { fakeAdapter, fakeClock } from "./fakes.mjs";

const QUIZ = body([choice("one"), choice("two")], {}, true);
const FORMS = {
  whole: {},
  screens: { screens: ["k1", "k2", "k3"] },
  players: { players: [{ key: "f1f", duration: 10 }] },
};

const page = (more) => createPage({ body: more });
const practice = (more) => createPractice({ body: { quiz: QUIZ, ...more }, key: KEY, now: () => 0 });

// One launch in the LMS that holds `values`.
function launch(core, values) {
  const clock = fakeClock();
  const tracker = createTracker({ completion: { rule: "end", amount: 5 }, core, now: clock.now });
  const unit = { key: KEY, report: "completed", exitWhenDone: "suspend" };
  const lms = fakeAdapter(values);
  const session = createSession({ lms, tracker, now: clock.now, after: clock.after, unit, tell() {} });
  session.start();
  tracker.show(true);
  return {
    read() {
      clock.pass(3000);
      if (core.turn) core.turn(3);
      else core.show(4, 6);
      core.end();
      session.update();
    },
    leave: () => session.leave(),
    kept: () => ({ ...tracker.snapshot(), letter: null, fields: null }),
  };
}

function readHalf(core, values) {
  const visit = launch(core, values);
  visit.read();
  const kept = visit.kept();
  visit.leave();
  assert.ok(kept.place > 2 && kept.seconds === 3);
  return kept;
}

for (const [form, more] of Object.entries(FORMS)) {
  test(`the first question of a page: ${form}`, () => {
    const values = {};
    const kept = readHalf(page(more), values);
    const before = page(more);
    launch(before, { ...values });
    const core = practice(more);
    assert.deepEqual(launch(core, values).kept(), kept);
    assert.deepEqual(core.fields().slice(1), before.fields());
    assert.equal(core.practice.view().counts.answered, 0);
  });

  test(`the last question of a page goes: ${form}`, () => {
    const values = {};
    const first = practice(more);
    const visit = launch(first, values);
    first.practice.answer("one", "a");
    visit.read();
    const kept = visit.kept();
    const own = first.fields().slice(2);
    visit.leave();
    const core = page(more);
    assert.deepEqual(launch(core, values).kept(), kept);
    assert.deepEqual(core.fields(), own);
  });

  test(`there and back: ${form}`, () => {
    const values = {};
    readHalf(page(more), values);
    const there = launch(practice(more), values);
    there.read();
    const kept = there.kept();
    there.leave();
    assert.equal(kept.seconds, 5);
    assert.deepEqual(launch(page(more), values).kept(), kept);
  });
}

test("a place alone, which an LMS kept without our state, is one of both", () => {
  for (const [core, location] of [[page({}), "e.4"], [practice({}), "p.4"]]) {
    launch(core, { "cmi.core.lesson_location": location });
    assert.equal(core.place(), 4);
  }
});

test("the record of another type is still none of a page", () => {
  for (const core of [page({}), practice({})]) {
    launch(core, { "cmi.suspend_data": `1${KEY}is.D.H.J~`, "cmi.core.lesson_location": "s.7" });
    assert.equal(core.place(), 0);
  }
});
