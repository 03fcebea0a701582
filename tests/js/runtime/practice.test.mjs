// A page with questions for practice: what was read and what was answered come back, each by itself.

import assert from "node:assert/strict";
import test from "node:test";
import { createCore } from "../../../templates/runtime/units/practice.js";
import { createCore as createPage } from "../../../templates/runtime/units/page.js";
import { body, choice, KEY } from "../quiz/makers.mjs";

const QUESTIONS = [choice("one"), choice("two")];

function core(more = {}, questions = QUESTIONS) {
  const quiz = body(questions, {}, true);
  return createCore({ body: { quiz, ...more }, key: KEY, now: () => 0 });
}

function kept(from) {
  return { place: from.place(), fields: from.fields() };
}

for (const [form, more] of Object.entries({ whole: {}, screens: { screens: ["k1", "k2"] } })) {
  test(`a page with questions comes back: ${form}`, () => {
    const first = core(more);
    first.restore({ place: 0, fields: [] });
    first.practice.answer("two", "b");
    first.practice.check("two");
    if (more.screens) first.turn(2);
    else first.show(3, 4);
    first.end();
    const second = core(more);
    second.restore(kept(first));
    assert.equal(second.place(), more.screens ? 2 : 3);
    assert.equal(second.practice.view().answer("two"), "b");
    assert.equal(second.practice.view().checked("two"), true);
    assert.equal(second.practice.view().answer("one"), null);
    assert.deepEqual(kept(second), kept(first));
  });
}

test("a question that is gone takes nothing of the page along", () => {
  const first = core();
  first.restore({ place: 0, fields: [] });
  first.practice.answer("one", "a");
  first.practice.answer("two", "b");
  first.show(3, 4);
  first.end();
  const second = core({}, QUESTIONS.slice(1));
  second.restore(kept(first));
  assert.equal(second.place(), 3);
  assert.equal(second.measure({ rule: "end", amount: 0, seconds: 5 }).done, true);
  assert.equal(second.practice.view().answer("two"), "b");
});

test("what is foreign or torn does no harm", () => {
  for (const fields of [["B"], ["_"], ["-", "x"], ["", "B"], ["C", "onessoa"], ["BB", "", ""], []]) {
    const some = core();
    some.restore({ place: 2, fields });
    assert.equal(some.practice.view().counts.right, 0);
    some.measure({ rule: "end", amount: 0, seconds: 0 });
  }
});

test("nothing that is answered completes the page", () => {
  const some = core();
  some.restore({ place: 0, fields: [] });
  some.practice.answer("one", "a");
  some.practice.check("one");
  const page = createPage({});
  page.restore({ place: 0, fields: [] });
  const so = { rule: "end", amount: 5, seconds: 100 };
  assert.equal(some.measure(so).done, false);
  assert.deepEqual(some.measure(so), page.measure(so));
});
