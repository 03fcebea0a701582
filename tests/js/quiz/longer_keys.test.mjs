// Questions whose keys begin alike: neither gets the other's answer (docs/state.md, "Quiz").
import assert from "node:assert/strict";
import test from "node:test";
import { readEntries, writeEntry } from "../../../templates/runtime/quiz/entries.js";
import { choice, every, launch, practise, take } from "./makers.mjs";

const pair = () => [choice("abc"), choice("abcd")];
const record = (fields) => ({ seconds: 0, place: 0, fields });
const HEAD = ["", "o", "A", "", "", ""];

test("letter by letter: the mark is a capital, and the fourth character stands behind it", () => {
  const { core } = launch(pair());
  core.begin();
  core.answer("abc", "a");
  core.answer("abcd", "b");
  assert.deepEqual(core.fields().slice(6), ["abcs1oa", "abcs1Odb"]);
  core.submit();
  assert.deepEqual(core.fields().slice(6), ["abcs1ra", "abcs1Wdb"]);
});

test("each gets its own answer back, whichever of them is still asked", () => {
  const fields = [...HEAD, "abcs1oa", "abcs1Odb"];
  for (const questions of [pair(), pair().reverse(), pair().slice(0, 1), pair().slice(1)]) {
    const { core } = launch(questions, {}, { record: record(fields) });
    const answers = questions.map(({ key }) => core.view().answer(key));
    assert.deepEqual(answers, questions.map(({ key }) => ({ abc: "a", abcd: "b" })[key]));
  }
});

test("what was kept before there were longer keys is the answer of the question that had it", () => {
  const { core } = launch(pair(), {}, { record: record([...HEAD, "abcs1oa"]) });
  assert.equal(core.view().answer("abc"), "a");
  assert.equal(core.view().answer("abcd"), null);
});

test("whatever an entry holds, it is read as one question's alone", () => {
  // Signatures and answers made of letters that are marks, too.
  for (const sig of ["oc", "OC", "ko", "--", "_W"]) {
    for (const { made, right, wrong } of every()) {
      for (const mark of "ockrpwn") {
        for (const answer of [right, wrong]) {
          const short = { ...made, key: "abo", sig };
          const long = { ...made, key: "aboc", sig };
          for (const one of [short, long]) {
            const found = readEntries([short, long], [writeEntry(one, { mark, answer })]);
            assert.deepEqual([...found.keys()], [one.key]);
            assert.equal(found.get(one.key).mark, mark);
            assert.equal(found.get(one.key).current, true);
          }
        }
      }
    }
  }
});

test("an attempt after the other, and practice", () => {
  const { core, stored } = launch(pair(), { retry: "wrong" });
  take(core, { abc: "b", abcd: "a" });
  const again = launch(pair(), { retry: "wrong" }, { record: stored() }).core;
  again.retry();
  assert.deepEqual(again.fields().slice(6), ["abcs1Kda"]);
  const page = practise(pair());
  page.core.answer("abcd", "c");
  const later = practise(pair(), page.core.fields());
  assert.equal(later.view().answer("abcd"), "c");
  assert.equal(later.view().answer("abc"), null);
});
