// The longest record that the encoder writes for a quiz. Run by itself it reads quizzes, as pages
// carry them, as a JSON list from standard input and prints the lengths as JSON.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createQuiz } from "../../../templates/runtime/quiz/attempt.js";
import { OPEN, writeEntry } from "../../../templates/runtime/quiz/entries.js";
import { formatRecord, formatState, MOST_SECONDS } from "../../../templates/runtime/state.js";
import { createCore } from "../../../templates/runtime/units/practice.js";

const EMPTY = 1;
// All digits that the head of a record may have: attempts, passed, seed, both scores, and seconds while
// it is under way, or that the course has changed once it was handed in.
const HEADS = [
  ["__", "O", "____", "CcR", "CcR", "___"],
  ["__", "S", "____", "CcR", "CcR", "B"],
];
const FAR = 64 ** 3 - 1;

function longestAnswer({ kind, options, targets, max }) {
  if (kind === "multiple" || kind === "sequencing") return options;
  if (kind === "matching") return Object.fromEntries(options.map((left) => [left, targets[0]]));
  return kind === "fill-in" || kind === "numeric" ? "\uffff".repeat(max) : options[0];
}

// Of what chance may draw, the longest.
function asked(entries, draw) {
  if (Object.keys(draw).length === 0) return entries;
  const poolOf = ({ question }) => ("" in draw ? "" : question.pool);
  return [...new Set(entries.map(poolOf))].flatMap((pool) => {
    const here = entries.filter((one) => poolOf(one) === pool).sort((a, b) => b.entry.length - a.entry.length);
    return here.slice(0, pool in draw ? draw[pool] : here.length);
  });
}

export function worstQuiz(quiz, key) {
  const rules = { ...quiz.rules, attempts: 0, seconds: FAR };
  const entries = quiz.questions.map((question) => {
    const entry = writeEntry(question, { mark: OPEN, answer: longestAnswer(question) });
    return { question, entry };
  });
  const lengths = HEADS.map((head) => {
    const core = createQuiz({ quiz: { ...quiz, rules }, key, now: () => 0, random: () => 0 });
    core.restore({ place: FAR, fields: [...head, ...asked(entries, rules.draw).map(({ entry }) => entry)] });
    const { shown } = core.view();
    core.show(shown[shown.length - 1]);
    return recordOf(core);
  });
  return Math.max(...lengths);
}

// A page with questions for practice, in one piece or of screens: all answered, all seen.
export function worstPractice(body, key) {
  const core = createCore({ body, key, now: () => 0 });
  for (const question of body.quiz.questions) {
    core.practice.answer(question.key, longestAnswer(question));
    core.practice.check(question.key);
  }
  if (core.show) core.show(FAR, FAR);
  for (let screen = 1; core.turn && screen <= body.screens.length; screen += 1) {
    core.turn(screen);
    core.end();
  }
  core.end();
  return recordOf(core);
}

function recordOf(core) {
  const state = {
    status: "incomplete",
    letter: core.letter,
    seconds: MOST_SECONDS,
    place: core.place(),
    fields: core.fields(),
  };
  return formatState(new Map([["abc", formatRecord(state)]]), new Map()).length - EMPTY;
}

if (import.meta.url === pathToFileURL(process.argv[1] || "").href) {
  const quizzes = JSON.parse(readFileSync(0, "utf8"));
  const worst = ({ quiz, key }) => (quiz.practice ? worstPractice({ quiz }, key) : worstQuiz(quiz, key));
  console.log(JSON.stringify(quizzes.map(worst)));
}
