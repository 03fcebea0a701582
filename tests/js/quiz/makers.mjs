// Quizzes for tests, as scorm_builder/quiz/paper.py puts them on a page, and learners who take them.

import { createQuiz } from "../../../templates/runtime/quiz/attempt.js";
import { createPractice } from "../../../templates/runtime/quiz/practice.js";
import { formatRecord, formatState, parseRecord, parseState } from "../../../templates/runtime/state.js";
import { hash32 } from "../../../templates/runtime/quiz/hash.js";
import { fakeClock, seeded } from "../runtime/fakes.mjs";

export const KEY = "abc";
export const FRESH = { seconds: 0, place: 0, fields: [] };
const RULES = {
  passing: null,
  attempts: 0,
  shuffle: "none",
  draw: {},
  feedback: "end",
  answers: "end",
  retry: "all",
  score: "best",
  seconds: 0,
  wrong: 0,
};

// The other half of quiz/seal.js; a test holds it and scorm_builder/quiz/seal.py together.
export function seal(facts, key) {
  const clear = new TextEncoder().encode(JSON.stringify(facts));
  const mixed = clear.map((byte, at) => byte ^ (hash32(`${key}:${Math.floor(at / 4)}`) >>> (8 * (at % 4))));
  return btoa(String.fromCharCode(...mixed));
}

// A question: what lies open, and under `facts` what is sealed.
export function question(kind, key, facts, more = {}) {
  return {
    id: `id-${key}`,
    key,
    sig: "s1",
    kind,
    options: [],
    last: [],
    max: 80,
    points: 1,
    pool: "",
    fixed: false,
    scored: kind !== "likert",
    objective: "",
    ...more,
    facts: { feedback: {}, partial: false, ...facts },
  };
}

const letters = (count) => Array.from("abcdefghijklmnopqrstuvwxyz0123456789".slice(0, count));
export const choice = (key, right = "a", more = {}) =>
  question("choice", key, { right: [right] }, { options: letters(3), ...more });
export const truth = (key, right = "t", more = {}) =>
  question("true-false", key, { right: [right] }, { options: ["t", "f"], ...more });
export const multiple = (key, right, partial = false, more = {}) =>
  question("multiple", key, { right, partial }, { options: letters(4), ...more });
// On the page the elements a, b, c, d have the keys d, a, c, b: right is "abcd" of the source.
export const sequencing = (key, partial = false, more = {}) =>
  question(
    "sequencing",
    key,
    { right: ["d", "a", "c", "b"], names: { d: "a", a: "b", c: "c", b: "d" }, partial },
    { options: letters(4), ...more },
  );
// a belongs to the target that is c on the page, b to a; b matches nothing. In the source a-a, b-b.
export const matching = (key, partial = false, more = {}) =>
  question(
    "matching",
    key,
    { pairs: { a: "c", b: "a" }, names: { c: "a", a: "b", b: "c" }, partial },
    { options: ["a", "b"], targets: ["a", "b", "c"], ...more },
  );
export const likert = (key, more = {}) => question("likert", key, { right: [] }, { options: letters(5), ...more });
export const fillIn = (key, accepted, more = {}) =>
  question(
    "fill-in",
    key,
    { accepted: accepted.map((one) => ({ expression: false, anyCase: true, ...(one.text ? one : { text: one }) })) },
    more,
  );
export const numeric = (key, low, high, value = null, unit = "", more = {}) =>
  question("numeric", key, { low, high, value, unit, decimalMark: "." }, more);

// One of every kind, with an answer that is right, one that is wrong, and one half right.
export const every = () => [
  { made: choice("kch", "b"), right: "b", wrong: "a" },
  { made: truth("ktf", "f"), right: "f", wrong: "t" },
  { made: multiple("kmu", ["a", "c"], true), right: ["a", "c"], wrong: ["b"], half: ["a"] },
  { made: fillIn("kfi", ["oxygen"]), right: "Oxygen", wrong: "water" },
  { made: numeric("knu", 59, 61, 60, "m"), right: "60,5 m", wrong: "62" },
  { made: matching("kma", true), right: { a: "c", b: "a" }, wrong: { a: "b" }, half: { a: "c" } },
  { made: sequencing("kse", true), right: ["d", "a", "c", "b"], wrong: ["b", "c", "a", "d"], half: ["d", "c", "a", "b"] },
];

export function body(questions, rules = {}, practice = false) {
  return {
    practice,
    rules: practice ? {} : { ...RULES, ...rules },
    questions: questions.map(({ facts, ...open }) => open),
    sealed: seal(Object.fromEntries(questions.map(({ key, facts }) => [key, facts])), KEY),
  };
}

// A launch: the quiz as a page opens it. `stored()` is what the next launch reads of it.
export function launch(questions, rules = {}, { record = FRESH, clock = fakeClock(), mark = null, seed = 1 } = {}) {
  const random = seeded(seed);
  const core = createQuiz({ quiz: body(questions, rules), key: KEY, now: clock.now, random: () => random.real(1) });
  core.obey(mark);
  core.restore(record);
  return { core, clock, view: () => core.view(), stored: () => stored(core) };
}

export function stored(core) {
  const kept = { status: "incomplete", letter: "q", seconds: 0, place: core.place(), fields: core.fields() };
  return parseRecord(parseState(formatState(new Map([[KEY, formatRecord(kept)]]), new Map())).get(KEY));
}

// An attempt from its beginning to its end.
export function take(core, answers) {
  core.begin();
  for (const [key, value] of Object.entries(answers)) core.answer(key, value);
  core.submit();
  return core.outcome();
}

export function practise(questions, fields = []) {
  const clock = fakeClock();
  const core = createPractice({ quiz: body(questions, {}, true), key: KEY, now: clock.now });
  core.restore(fields);
  return { core, view: () => core.view() };
}

// Any quiz: questions of all kinds under any rules, some with keys that begin alike.
export function anyQuiz(random, practice = false) {
  const one = () => random.pick(every()).made;
  const yes = () => random.real(1) < 0.3;
  const questions = Array.from({ length: 1 + random.whole(90) }, (_, at) => ({
    ...one(),
    key: at % 4 === 1 ? `q${String(at - 1).padStart(2, "0")}-` : `q${String(at).padStart(2, "0")}`,
    id: `id-${at}`,
    pool: random.pick(["", "p", "r"]),
    points: random.pick([1, 2, 0.5]),
    fixed: yes(),
    scored: !yes(),
    max: random.pick([1, 5, 80]),
    objective: random.pick(["", "aim"]),
  }));
  return body(questions, {
    passing: random.pick([null, 50, 100]),
    attempts: random.pick([0, 1, 3]),
    shuffle: random.pick(["none", "questions", "options", "both"]),
    draw: random.pick([{}, { "": 1 + random.whole(questions.length) }, { p: 1 }, { p: 2, r: 3 }]),
    feedback: random.pick(["each", "end", "never"]),
    answers: random.pick(["never", "end", "passed"]),
    retry: random.pick(["all", "wrong"]),
    score: random.pick(["best", "last"]),
    seconds: random.pick([0, 60, 90_000]),
    wrong: random.pick([0, 0.5, 4]),
  }, practice);
}

// Whatever learners may do in it.
export function anyAnswers(core, random, clock) {
  const values = every().flatMap(({ right, wrong, half = null }) => [right, wrong, half]);
  const others = ["", "\u{1f525}-_ ~.", "x".repeat(99), 7, {}, [], undefined];
  if (random.real(1) < 0.9) core.begin();
  for (let step = random.whole(80); step > 0; step -= 1) {
    const { shown, options, targets } = core.view();
    const key = random.pick([...shown, "zzz"]);
    if (shown.includes(key)) {
      options(key);
      targets(key);
      core.show(key);
    }
    core.answer(key, random.pick(random.real(1) < 0.8 ? values : others));
    if (random.real(1) < 0.3) core.check(key);
    clock.pass(random.whole(9000));
    if (core.view().practice) continue;
    if (random.real(1) < 0.1) random.pick([core.begin, core.submit, core.retry, core.tick])();
    core.takeAnswers();
    core.objectives();
    core.outcome();
  }
}
