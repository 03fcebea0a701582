// A quiz: attempts, their rules, and the score. Pure over a clock and a source of chance.

import { largest } from "../digits.js";
import { CHECKED, KEPT, OPEN } from "./entries.js";
import { scoreOf } from "./marking.js";
import { arranged, drawn, optionOrder, targetOrder } from "./order.js";
import { HEAD_FIELDS, MOST_ATTEMPTS, SEEDS, higherScore, readHead, writeHead } from "./record.js";
import { unseal } from "./seal.js";
import { createSheet } from "./sheet.js";
import { feedbackFor, rightAnswer, verdict } from "./telling.js";

const FRESH = {
  attempts: 0,
  phase: "ready",
  passed: false,
  seed: 0,
  best: null,
  last: null,
  seconds: 0,
  changed: false,
};
const MOST_PLACES = largest(2);
const NEARLY = 0.99;
const HUNDREDTHS = 100;

// `quiz` is what the page says of it; `key` that of the unit; `now()` gives milliseconds,
// `random()` a number from 0 up to 1.
export function createQuiz({ quiz, key: unitKey, now, random }) {
  const { questions, rules } = quiz;
  const facts = unseal(quiz.sealed, unitKey);
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const sheet = createSheet({ questions, facts, now });
  const draws = Object.keys(rules.draw).length > 0;
  // What chance chose, or a clock that runs, would be another one if the start were forgotten.
  const startBinds = draws || rules.shuffle !== "none" || rules.seconds > 0;
  let passing = rules.passing;
  let head = FRESH;
  let since = 0;
  let place = 0;
  let shown = [];
  let pending = [];
  let bindings = 0;
  // Whether the attempt that was handed in last is the one whose score counts.
  let isCounted = false;

  const isOpen = () => head.phase === "open";
  const isDone = () => head.phase === "done";

  // Time goes on while the page is open, seen or not.
  function spent() {
    if (rules.seconds === 0 || !isOpen()) return 0;
    return Math.min(head.seconds + Math.max(0, now() - since) / 1000, rules.seconds);
  }
  const isTimeUp = () => rules.seconds > 0 && spent() >= rules.seconds;

  // What is asked: that which was asked before first, the rest as the seed has it.
  function layOut() {
    const weight = ({ key }) => Number(sheet.isAsked(key)) + Number(sheet.isAnswered(key));
    present(drawn(questions, rules.draw, head.seed, weight));
  }

  function present(asked) {
    shown = arranged(asked, rules.shuffle, head.seed).map(({ key }) => key);
    sheet.ask(shown);
    place = Math.min(place, shown.length, MOST_PLACES);
  }

  function start() {
    const seed = Math.floor(random() * SEEDS);
    head = { ...head, phase: "open", seed, seconds: 0, changed: false };
    since = now();
    place = 0;
    // That another attempt was begun cannot be forgotten either: it is one less.
    bindings += Number(startBinds || head.attempts > 0);
    layOut();
  }

  // Locks of rules that no longer hold are taken off; what is kept must be right today.
  function unlock(key) {
    const isKept =
      sheet.isKept(key) && head.attempts > 0 && rules.retry === "wrong" && sheet.share(key) === 1;
    const isChecked = sheet.isChecked(key) && rules.feedback === "each";
    if (sheet.isLocked(key) && !isKept && !isChecked) sheet.mark(key, OPEN);
  }

  function restore({ place: kept, fields }) {
    head = readHead(fields) || FRESH;
    if (head === FRESH) return;
    const entries = fields.slice(HEAD_FIELDS);
    sheet.restore(entries);
    since = now();
    place = kept;
    if (isOpen()) {
      for (const { key } of questions) unlock(key);
      layOut();
      return;
    }
    // What was handed in stays as it was: nothing is asked in addition.
    present(questions.filter(({ key }) => sheet.isCurrent(key)));
    isCounted = rules.score === "last" || head.last === head.best;
    head = { ...head, changed: head.changed || entries.length > shown.length || isOtherwise() };
  }

  const score = () => scoreOf(shown.map(sheet.result), rules.wrong);
  // Whether today's questions would make something else of what was handed in.
  const isOtherwise = () => !shown.every(sheet.isAsMarked) || score() !== head.last;

  const reached = () =>
    passing !== null && head.best !== null && head.best >= passing * HUNDREDTHS;
  const everPassed = () => head.passed || reached();
  const counts = (key) => byKey.get(key).scored && byKey.get(key).points > 0;
  // Where nothing could be scored, at all or in what chance has drawn, there is nothing to pass.
  const isUnscored = () =>
    !questions.some(({ key }) => counts(key)) || (isDone() && shown.length > 0 && !shown.some(counts));
  function passed() {
    if (passing === null || head.attempts === 0) return null;
    return head.best === null && !head.passed && isUnscored() ? null : everPassed();
  }
  const attemptsLeft = () =>
    rules.attempts === 0 ? null : Math.max(0, rules.attempts - head.attempts - Number(isOpen()));

  const isRight = (key) => sheet.share(key) === 1;
  // Opinions are not asked again.
  const goesOn = (key) => isRight(key) || (sheet.share(key) === null && sheet.isAnswered(key));
  const canRetry = () =>
    isDone() &&
    attemptsLeft() !== 0 &&
    !(rules.retry === "wrong" && !head.changed && shown.length > 0 && shown.every(goesOn));

  function begin() {
    if (head.phase !== "ready") return false;
    start();
    return true;
  }

  function retry() {
    if (!canRetry()) return false;
    if (rules.retry === "wrong") {
      sheet.renew((key) => (isRight(key) ? KEPT : goesOn(key) ? OPEN : null));
    } else {
      sheet.clear();
    }
    start();
    return true;
  }

  const canChange = (key) =>
    isOpen() && !isTimeUp() && shown.includes(key) && !sheet.isLocked(key);

  function check(key) {
    if (rules.feedback !== "each" || !canChange(key) || !sheet.isAnswered(key)) return false;
    sheet.mark(key, CHECKED);
    pending.push(sheet.interaction(key));
    bindings += 1;
    return true;
  }

  function submit() {
    if (!isOpen()) return false;
    // What was checked was told then, what is kept in the attempt before.
    pending.push(...shown.filter((key) => !sheet.isLocked(key)).map(sheet.interaction));
    const last = score();
    const best = higherScore(head.best, last);
    isCounted = rules.score === "last" || head.best === null || best > head.best;
    sheet.close();
    const attempts = Math.min(head.attempts + 1, MOST_ATTEMPTS);
    head = { ...head, attempts, phase: "done", last, best, seconds: 0 };
    head = { ...head, passed: everPassed() };
    return true;
  }

  // What would be marked otherwise today than it was is not marked.
  function isMarked(key) {
    if (isDone() && !sheet.isAsMarked(key)) return false;
    if (sheet.isKept(key)) return true;
    return isDone() ? rules.feedback !== "never" : rules.feedback === "each" && sheet.isChecked(key);
  }
  const answersAllowed = () =>
    isDone() && (rules.answers === "end" || (rules.answers === "passed" && passed() === true));
  const options = (key) => optionOrder(byKey.get(key), facts[key], rules.shuffle, head.seed);
  const percent = (score) => (score === null ? null : score / HUNDREDTHS);
  const unanswered = () => shown.filter((key) => !sheet.isAnswered(key));

  function tally() {
    const right = shown.filter((key) => (isDone() || isMarked(key)) && isRight(key)).length;
    const scored = shown.filter((key) => byKey.get(key).scored).length;
    return { asked: shown.length, answered: shown.length - unanswered().length, scored, right };
  }

  function measure({ rule }) {
    const done = rule === "passed" && passed() !== null ? passed() : head.attempts > 0;
    const asked = shown.length || drawn(questions, rules.draw, 0, () => 0).length;
    const answered = shown.length - unanswered().length;
    if (isDone() && !done) {
      const values = { percent: Math.floor(percent(head.best) || 0) };
      return { done, share: null, key: "progress_passed", values };
    }
    const share = done ? 1 : Math.min(answered / Math.max(asked, 1), NEARLY);
    return { done, share, key: "progress_submitted", values: { answered, all: asked } };
  }

  // After an attempt was handed in whose score counts, how it went by the objectives of its questions.
  function objectives() {
    if (!isDone() || !isCounted) return [];
    const objectiveOf = (key) => byKey.get(key).objective;
    const ids = new Set(shown.map(objectiveOf).filter(Boolean));
    return [...ids].map((id) => {
      const own = shown.filter((key) => objectiveOf(key) === id);
      const earned = scoreOf(own.map(sheet.result), rules.wrong);
      if (passing === null || earned === null) {
        return { id, raw: percent(earned), status: "completed" };
      }
      const status = earned >= passing * HUNDREDTHS ? "passed" : "failed";
      return { id, raw: percent(earned), status };
    });
  }

  return {
    letter: "q",
    // What the LMS asks for goes before what the page does. Called before `restore`.
    obey(mark) {
      if (mark !== null) passing = mark;
    },
    restore,
    place: () => place,
    fields() {
      if (head.phase === "ready") return [];
      // What chance chose, and what was handed in, is remembered even where it is not answered.
      const told = new Set(draws || isDone() ? shown : []);
      const state = { ...head, passed: everPassed(), seconds: spent() };
      return [...writeHead(state), ...sheet.fields(told)];
    },
    measure,

    outcome() {
      if (head.attempts === 0) return null;
      const last = rules.score === "last";
      const over = isDone() && attemptsLeft() === 0;
      const raw = percent(last ? head.last : head.best);
      return { raw, passed: passed(), over, last, count: head.attempts };
    },
    // How often something was done that must be kept at once: see tracker.js.
    binding: () => bindings,
    questions: () => questions.map(({ id }) => id),
    // Answers to be recorded since this was last called.
    takeAnswers: () => pending.splice(0),
    objectives,

    begin,
    // Question `key` is on the screen: from here on time is spent on it.
    see: sheet.see,
    // Question `key` is the topmost on the screen. True if that is another one.
    show(key) {
      sheet.see(key);
      const before = place;
      place = Math.min(shown.indexOf(key) + 1, MOST_PLACES);
      return place !== before;
    },
    answer: (key, value) => canChange(key) && sheet.put(key, value),
    check,
    submit,
    retry,
    // Hands in when the time is up.
    tick: () => isTimeUp() && submit(),

    view: () => ({
      practice: false,
      phase: head.phase,
      attempt: head.attempts + Number(!isDone()),
      attemptsLeft: attemptsLeft(),
      canRetry: canRetry(),
      canCheck: rules.feedback === "each",
      shown,
      options,
      targets: (key) => targetOrder(byKey.get(key), facts[key], head.seed, options(key)),
      answer: sheet.answer,
      answered: sheet.isAnswered,
      checked: sheet.isLocked,
      mark: (key) => (isMarked(key) ? verdict(sheet.share(key), sheet.isKept(key)) : null),
      answersAllowed: answersAllowed(),
      right: (key) => (answersAllowed() ? rightAnswer(byKey.get(key), facts[key]) : null),
      feedback: (key) =>
        isMarked(key) && (isDone() || !sheet.isKept(key))
          ? feedbackFor(facts[key], sheet.answer(key), sheet.share(key))
          : null,
      unanswered: unanswered(),
      secondsLeft: rules.seconds && isOpen() ? Math.ceil(rules.seconds - spent()) : null,
      changed: isDone() && head.changed,
      score: percent(head.last),
      best: percent(head.best),
      last: rules.score === "last",
      passing,
      passed: passed(),
      counts: tally(),
    }),
  };
}
