// A text that was typed for a number and is none: kept as it is, and not answered.
import assert from "node:assert/strict";
import test from "node:test";
import { choice, launch, numeric, practise, stored } from "./makers.mjs";

const TYPED = ["60 metres", "1 000 apples", "6e", "abc"];
const two = () => [numeric("knu", 59, 61, 60, "m"), choice("kch", "a")];

test("it is kept, counts as not answered before and after handing in, and costs nothing", () => {
  for (const typed of TYPED) {
    const { core, view } = launch(two(), { wrong: 1 });
    core.begin();
    core.answer("kch", "a");
    assert.equal(core.answer("knu", typed), true);
    assert.deepEqual([view().answer("knu"), view().answered("knu"), view().unanswered], [typed, false, ["knu"]]);
    assert.deepEqual(core.measure({ rule: "submitted" }).values, { answered: 1, all: 2 });
    core.submit();
    assert.deepEqual(view().counts, { asked: 2, answered: 1, scored: 2, right: 1 });
    assert.equal(view().score, 50, "a wrong answer would have cost the other point");
    assert.deepEqual(core.takeAnswers().map(({ result, response }) => [result, response]), [["unanticipated", ""], ["correct", "a"]]);
  }
});

test("who comes back finds what was typed, mends it, and it is an answer", () => {
  const { core } = launch(two());
  core.begin();
  core.answer("knu", "60 metres");
  const again = launch(two(), {}, { record: stored(core) });
  assert.deepEqual([again.view().answer("knu"), again.view().unanswered], ["60 metres", ["knu", "kch"]]);
  again.core.answer("knu", "60 m");
  assert.deepEqual(again.view().unanswered, ["kch"]);
});

test("it cannot be checked, in a quiz nor in a page", () => {
  for (const { core, view } of [launch(two(), { feedback: "each" }), practise(two())]) {
    core.begin();
    core.answer("knu", "60 metres");
    assert.equal(core.check("knu"), false);
    assert.deepEqual([view().mark("knu"), view().checked("knu")], [null, false]);
    core.answer("knu", "60 m");
    assert.equal(core.check("knu"), true);
    assert.equal(view().mark("knu").right, true);
  }
});

test("what an earlier version took for a wrong answer, and locked, is open again", () => {
  const { core } = launch(two(), { feedback: "each" });
  core.begin();
  core.answer("knu", "7");
  core.check("knu");
  const old = stored(core);
  old.fields = old.fields.map((field) => field.replace(/^(knu..c)7$/, "$1abc"));
  const { view } = launch(two(), { feedback: "each" }, { record: old });
  assert.deepEqual([view().answer("knu"), view().checked("knu"), view().unanswered], ["abc", false, ["knu", "kch"]]);
});

test("an opinion in figures that cannot be read is asked again", () => {
  const asked = [numeric("knu", 0, 0, null, "", { scored: false }), choice("kch", "a")];
  const { core, view } = launch(asked, { retry: "wrong" });
  core.begin();
  core.answer("knu", "many");
  core.submit();
  assert.deepEqual(core.takeAnswers().map(({ result, response }) => [result, response]), [["neutral", ""], ["wrong", ""]]);
  core.retry();
  assert.equal(view().answer("knu"), null);
});
