// Questions on a page and what the learner does with them. The rules are those of the core
// (attempt.js, practice.js): here they are only shown and obeyed.

import { decimal } from "../strings.js";
import { createClock } from "./clock.js";
import { createOpenQuestions } from "./open_questions.js";
import { createQuestion } from "./question.js";
import { createResult } from "./result.js";

const TICK = 1000;

// Every question below `root`, by its key; the page's order is that of the Map. `acted` is
// called after each act of the learner.
function bindQuestions(core, root, stage, acted) {
  const questions = new Map();
  for (const element of root.querySelectorAll("[data-question]")) {
    const { question: key } = element.dataset;
    const question = createQuestion(element, {
      text: stage.text,
      answer(value) {
        if (core.answer(key, value)) acted(question);
      },
      check() {
        if (!core.check(key)) {
          question.askForAnswer();
          return;
        }
        acted(question, true);
        question.focusVerdict();
      },
    });
    questions.set(key, question);
  }
  return questions;
}

function count(questions) {
  questions.forEach((question, at) => question.count(at + 1, questions.length));
}

// Questions in a page, each for itself.
export function bindPractice(core, root, stage) {
  const questions = bindQuestions(core, root, stage, (question, aloud) => {
    question.show(core.view(), aloud);
    stage.changed();
  });
  for (const question of questions.values()) question.show(core.view());
  count(Array.from(questions.values()));
}

export function bind(core, root, stage) {
  const { text } = stage;
  const part = (role) => root.querySelector(`[data-role="${role}"]`);
  const quiz = part("quiz");
  const open = createOpenQuestions(root);
  const result = createResult(root, stage, retry);
  const clock = part("clock") ? createClock(root, text) : null;
  const questions = bindQuestions(core, root, stage, (question, aloud) => {
    question.show(core.view(), aloud);
    if (open.isShown()) pointOut();
    stage.changed();
  });
  // Questions change their places among each other; the text between them stays.
  const places = Array.from(questions.values(), ({ element }) => {
    const mark = root.ownerDocument.createComment("");
    element.before(mark);
    return mark;
  });
  const onScreen = new Set();
  let opened = false;
  let late = false;
  let laidOut = null;
  let stop = () => {};

  function shownIf(role, wanted) {
    const element = part(role);
    if (element) element.hidden = !wanted;
  }

  const shown = () => core.view().shown.map((key) => questions.get(key));

  function layOut() {
    const { shown: keys } = core.view();
    if (String(keys) === laidOut) return;
    laidOut = String(keys);
    for (const { element } of questions.values()) element.remove();
    shown().forEach(({ element }, at) => places[at].after(element));
    count(shown());
  }

  function draw() {
    const view = core.view();
    quiz.classList.toggle("is-waiting", view.phase === "ready");
    if (view.phase !== "ready") {
      layOut();
      for (const question of shown()) question.show(view);
    }
    result.show(view, late);
    shownIf("rules", view.phase !== "done");
    shownIf("start-line", view.phase === "ready");
    shownIf("hand-in-line", view.phase === "open");
    if (part("passing") && view.passing !== null) {
      part("passing").textContent = text("quiz_rule_passing", { percent: decimal(text, view.passing) });
    }
    if (clock) clock.show(view.secondsLeft);
  }

  function pointOut() {
    const { shown: keys, unanswered } = core.view();
    open.show(unanswered.map((key) => ({ number: keys.indexOf(key) + 1, question: questions.get(key) })));
  }

  // The topmost question on the screen is where the learner is. True if that is news.
  function look() {
    if (!stage.isVisible()) return false;
    const visible = shown().filter((question) => onScreen.has(question.element));
    for (const { key } of visible) core.see(key);
    return visible.length > 0 && core.show(visible[0].key);
  }

  function begin() {
    if (!core.begin()) return;
    draw();
    look();
    stage.changed();
    run();
    toFirst();
  }

  function retry() {
    if (!core.retry()) return;
    late = false;
    draw();
    look();
    stage.changed();
    run();
    toFirst();
  }

  function toFirst() {
    const [first] = shown();
    if (first) first.focus();
  }

  function handIn() {
    if (!open.isShown() && core.view().unanswered.length > 0) {
      pointOut();
      open.focus();
      return;
    }
    if (!core.submit()) return;
    finish();
    result.focus();
  }

  function finish() {
    stop();
    open.hide();
    // The result says what was recorded: that goes first.
    stage.changed();
    draw();
  }

  // While time is running, every second is looked at; what counts is the clock.
  function run() {
    stop();
    if (!clock) return;
    if (core.tick()) {
      late = true;
      finish();
      if (opened) result.focus();
      return;
    }
    const { secondsLeft } = core.view();
    clock.show(secondsLeft);
    if (secondsLeft !== null) stop = stage.after(TICK, goOn);
  }

  // Time that passes in silence is news, too: else who has their browser killed has it again.
  function goOn() {
    run();
    stage.changed();
  }

  part("hand-in").addEventListener("click", handIn);
  if (part("start")) part("start").addEventListener("click", begin);
  // Without a time limit there is nothing to wait for.
  const begins = !clock && core.begin();
  draw();
  run();
  opened = true;

  const current = shown()[core.place() - 1];
  if (current && core.place() > 1) stage.goTo(current.element);

  stage.onScreen(Array.from(questions.values(), ({ element }) => element), (element, share) => {
    if (share > 0) onScreen.add(element);
    else onScreen.delete(element);
    if (look()) stage.changed();
  });
  stage.onVisible(run);
  // What chance chose on opening is kept; else nothing is before the learner does something.
  if (begins && core.binding() > 0) stage.changed();
}
