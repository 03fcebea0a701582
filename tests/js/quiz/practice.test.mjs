// Questions in a page that is not graded.
import assert from "node:assert/strict";
import test from "node:test";
import { every, likert, practise } from "./makers.mjs";

const asked = () => [...every().map(({ made }) => made), likert("kli")];

test("each question is checked by itself, and tried again as often as one likes", () => {
  const { core, view } = practise(asked());
  for (const { made, wrong, right } of every()) {
    const { key, kind } = made;
    assert.equal(core.check(key), false, "nothing to check");
    for (const [value, share] of [[wrong, 0], [right, 1], [wrong, 0]]) {
      assert.equal(core.answer(key, value), true, kind);
      assert.deepEqual([view().mark(key), view().right(key)], [null, null], "another answer is not checked");
      assert.equal(core.check(key), true);
      assert.equal(core.check(key), false);
      assert.deepEqual(view().mark(key), { share, right: share === 1, kept: false });
      assert.notEqual(view().right(key), null);
    }
  }
  assert.deepEqual(view().counts, { asked: 8, answered: 7, scored: 7, right: 0 });
});

test("an opinion is neither right nor wrong", () => {
  const { core, view } = practise(asked());
  core.answer("kli", "b");
  core.check("kli");
  assert.deepEqual([view().mark("kli"), view().right("kli")], [{ share: null, right: null, kept: false }, null]);
});

test("nothing counts and nothing ends", () => {
  const { core, view } = practise(asked());
  for (const act of ["begin", "submit", "retry", "tick"]) assert.equal(core[act](), false);
  const { practice, phase, score, passed, passing, attemptsLeft, canRetry, canCheck, secondsLeft } = view();
  assert.deepEqual([practice, phase, score, passed, passing, attemptsLeft, canRetry, canCheck, secondsLeft], [true, "open", null, null, null, null, false, true, null]);
  assert.deepEqual(view().shown, asked().map(({ key }) => key));
});

test("it has all that the view of a quiz has", async () => {
  const { launch } = await import("./makers.mjs");
  assert.deepEqual(Object.keys(practise(asked()).view()), Object.keys(launch(asked()).view()));
});

test("what was answered and checked comes back; what was not answered takes no room", () => {
  const { core } = practise(asked());
  core.answer("kch", "a");
  core.answer("kfi", "oxygen");
  core.check("kfi");
  assert.equal(core.fields().length, 2);
  const again = practise(asked(), core.fields());
  assert.deepEqual(again.core.fields(), core.fields());
  assert.deepEqual([again.view().answer("kch"), again.view().mark("kch")], ["a", null]);
  assert.equal(again.view().mark("kfi").right, true);
});

test("fields of other sorts are no answers", () => {
  const { core } = practise(asked(), ["", "B", "kch", "kchs1", "kchs1x", "kchs1oz", "kchs2ob", "zzzs1oa", "kfis1o-", "kses1oab"]);
  assert.deepEqual(core.fields(), []);
});
