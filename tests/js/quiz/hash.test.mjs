// Chance that is none: the hash by its definition, and the orders that are made of it.
import assert from "node:assert/strict";
import test from "node:test";
import { byRank, hash32, rank } from "../../../templates/runtime/quiz/hash.js";
import { arranged, drawn, optionOrder, targetOrder } from "../../../templates/runtime/quiz/order.js";
import { unseal } from "../../../templates/runtime/quiz/seal.js";
import { choice, likert, matching, seal, sequencing, truth } from "./makers.mjs";

// The finaliser of MurmurHash3, undone: it is a bijection, so that what comes out can be compared
// with the published vectors of FNV-1a.
function unstirred(hash) {
  const inverse = (odd) => {
    let found = odd;
    for (let step = 0; step < 5; step += 1) found = Math.imul(found, 2 - Math.imul(odd, found));
    return found;
  };
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, inverse(0xc2b2ae35));
  value ^= (value >>> 13) ^ (value >>> 26);
  value = Math.imul(value, inverse(0x85ebca6b));
  return (value ^ (value >>> 16)) >>> 0;
}

test("the hash is FNV-1a, stirred: vectors of its authors", () => {
  const vectors = { "": 0x811c9dc5, a: 0xe40c292c, b: 0xe70c2de5, foobar: 0xbf9cf968 };
  for (const [text, fnv] of Object.entries(vectors)) {
    assert.equal(unstirred(hash32(text)), fnv, text);
  }
});

test("what is sealed comes back, in any alphabet, and cannot be read", () => {
  for (const facts of [{}, { abc: { right: ["a"] } }, { q: "Größe \u{1f525} \u0410", w: [1.5, null, true] }]) {
    for (const key of ["abc", "-_9"]) assert.deepEqual(unseal(seal(facts, key), key), facts);
  }
  assert.ok(!atob(seal({ abc: { right: ["a"] } }, "abc")).includes("right"));
});

const many = (count, more = () => ({})) =>
  Array.from({ length: count }, (_, at) => choice(`q${String(at).padStart(2, "0")}`, "a", more(at)));
const keysOf = (questions) => questions.map(({ key }) => key);
const none = () => 0;

test("an order is another for most seeds, always the same for one, and never loses anything", () => {
  const items = keysOf(many(20));
  const name = (item) => ["order", item];
  const orders = new Set();
  for (let seed = 0; seed < 200; seed += 1) {
    const order = byRank(items, seed, name);
    assert.deepEqual([...order].sort(), items);
    assert.deepEqual(byRank(items, seed, name), order);
    orders.add(order.join());
  }
  assert.equal(orders.size, 200);
});

test("over many seeds everything comes everywhere about as often", () => {
  const items = ["a", "b", "c", "d"];
  const seen = items.map(() => new Map(items.map((item) => [item, 0])));
  for (let seed = 0; seed < 4000; seed += 1) {
    byRank(items, seed * 977, (item) => ["kch", item]).forEach((item, at) => seen[at].set(item, seen[at].get(item) + 1));
  }
  for (const place of seen) for (const times of place.values()) assert.ok(Math.abs(times - 1000) < 150, `${times} of 1000`);
});

test("what is added or taken away does not change the order of the others", () => {
  const before = many(12);
  const after = [...before.slice(0, 4), choice("new"), ...before.slice(5)];
  for (let seed = 0; seed < 50; seed += 1) {
    const kept = (questions) => keysOf(arranged(questions, "questions", seed)).filter((key) => key !== "new" && key !== "q04");
    assert.deepEqual(kept(after), kept(before));
  }
});

test("questions are mixed only where that is asked for; fixed ones keep their place", () => {
  const questions = many(9, (at) => ({ fixed: at === 0 || at === 8 }));
  for (const shuffle of ["none", "options"]) assert.deepEqual(arranged(questions, shuffle, 5), questions);
  const orders = new Set();
  for (let seed = 0; seed < 50; seed += 1) {
    const order = keysOf(arranged(questions, seed % 2 ? "both" : "questions", seed));
    assert.deepEqual([order[0], order[8]], ["q00", "q08"]);
    orders.add(order.join());
  }
  assert.ok(orders.size > 40);
});

test("options are mixed only where that is asked for, never of true-false, scale and fixed ones", () => {
  const free = choice("kch", "a", { options: ["a", "b", "c", "d", "e"], last: ["b"] });
  const orders = new Set();
  for (let seed = 0; seed < 400; seed += 1) {
    const order = optionOrder(free, free.facts, seed % 2 ? "both" : "options", seed);
    assert.equal(order[4], "b", "the last stays last");
    assert.deepEqual([...order].sort(), free.options);
    orders.add(order.join());
    for (const still of [truth("ktf"), likert("kli"), { ...free, fixed: true }]) {
      assert.deepEqual(optionOrder(still, still.facts, "both", seed), still.options);
    }
    for (const shuffle of ["none", "questions"]) assert.deepEqual(optionOrder(free, free.facts, shuffle, seed), free.options);
  }
  assert.equal(orders.size, 24);
});

test("a sequence and the right column are always mixed, and never come solved", () => {
  const orders = new Set();
  for (let seed = 0; seed < 400; seed += 1) {
    const shuffle = ["none", "both"][seed % 2];
    const steps = sequencing("kse");
    const order = optionOrder(steps, steps.facts, shuffle, seed);
    assert.deepEqual([...order].sort(), steps.options);
    assert.notDeepEqual(order, steps.facts.right);
    orders.add(order.join());
    const two = sequencing("kse", false, { options: ["a", "b"] });
    two.facts.right = ["a", "b"];
    assert.deepEqual(optionOrder(two, two.facts, shuffle, seed), ["b", "a"]);

    const roles = matching("kma");
    const lefts = optionOrder(roles, roles.facts, shuffle, seed);
    const targets = targetOrder(roles, roles.facts, seed, lefts);
    assert.deepEqual([...targets].sort(), roles.targets);
    assert.ok(!lefts.every((left, at) => roles.facts.pairs[left] === targets[at]), `${lefts} ${targets}`);
  }
  assert.equal(orders.size, 23, "every order but the right one");
});

const pooled = () => many(10, (at) => ({ pool: ["", "easy", "hard"][at % 3] }));

test("of each pool as many are drawn as asked for; what is in no such pool is always asked", () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const pools = drawn(pooled(), { easy: 2, hard: 1 }, seed, none).map(({ pool }) => pool);
    assert.deepEqual([...pools].sort(), ["", "", "", "", "easy", "easy", "hard"]);
    assert.equal(drawn(pooled(), { "": 4 }, seed, none).length, 4);
    assert.deepEqual(drawn(pooled(), {}, seed, none), pooled());
    // More than there are in a new version of a course: all of them.
    assert.equal(drawn(pooled(), { easy: 9 }, seed, none).length, 10);
  }
});

test("which are drawn depends on the seed, and every one is drawn by some", () => {
  const draws = new Set();
  const ever = new Set();
  for (let seed = 0; seed < 60; seed += 1) {
    const keys = keysOf(drawn(pooled(), { "": 3 }, seed, none));
    assert.deepEqual(keys, keysOf(drawn(pooled(), { "": 3 }, seed, none)));
    assert.deepEqual(keys, [...keys].sort(), "in the order of the source");
    draws.add(keys.join());
    for (const key of keys) ever.add(key);
  }
  assert.ok(draws.size > 30);
  assert.equal(ever.size, 10);
});

test("what was drawn stays drawn; one that is lost makes room for the next of the same seed", () => {
  const questions = pooled();
  for (let seed = 0; seed < 50; seed += 1) {
    const first = keysOf(drawn(questions, { "": 4 }, seed, none));
    const had = ({ key }) => Number(first.includes(key));
    assert.deepEqual(keysOf(drawn([...questions, choice("new")], { "": 4 }, seed, had)), first);
    const left = questions.filter(({ key }) => key !== first[1]);
    const next = keysOf(drawn(left, { "": 4 }, seed, had));
    assert.equal(next.length, 4);
    assert.deepEqual(next.filter((key) => first.includes(key)), first.filter((key) => key !== first[1]));
    const fifth = keysOf(drawn(questions, { "": 5 }, seed, none)).find((key) => !first.includes(key));
    assert.ok(next.includes(fifth), "the next by rank");
  }
});

test("a name in a rank is a name of its own", () => {
  assert.notEqual(rank(1, "a", "b"), rank(1, "ab"));
  assert.notEqual(rank(1, "a"), rank(2, "a"));
});
