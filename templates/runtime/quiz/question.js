// One question on the page: its controls, the button that checks it, and what is said about an answer.

import { createChoices } from "./choices.js";
import { fill } from "./html.js";
import { createMatching } from "./matching.js";
import { createSequencing } from "./sequencing.js";
import { createTyping } from "./typing.js";
import { verdictWords } from "./words.js";

const CONTROLS = {
  choice: createChoices,
  multiple: createChoices,
  "true-false": createChoices,
  likert: createChoices,
  "fill-in": createTyping,
  numeric: createTyping,
  sequencing: createSequencing,
  matching: createMatching,
};

// `answer(value)` and `check()` are called when the learner does so; `text` gives the words.
export function createQuestion(element, { text, answer, check }) {
  const { question: key, kind } = element.dataset;
  const part = (role) => element.querySelector(`[data-role="${role}"]`);
  const checkLine = part("check-line");
  const verdict = part("verdict");
  const controls = CONTROLS[kind](element, {
    several: kind === "multiple",
    text,
    changed: answer,
    finished: () => checkLine && !checkLine.hidden && check(),
  });
  if (checkLine) part("check").addEventListener("click", check);
  let arranged = "";

  // What is where it should be is left alone: it may have the focus.
  function arrange(view) {
    const targets = kind === "matching" ? view.targets(key) : [];
    const order = [view.options(key), targets];
    if (String(order) === arranged) return;
    arranged = String(order);
    controls.arrange(...order);
  }

  function say(view, feedback, right) {
    const { key: words = "", sign = "" } = verdictWords(view.mark(key), view.answered(key)) || {};
    write(part("verdict-words"), text(words), `verdict-words ${sign}`);
    const told = part("feedback");
    told.hidden = !feedback || feedback.general.length === 0;
    fill(told, told.hidden ? "" : feedback.general.join(""));
    const line = part("right-answer");
    line.hidden = right === null;
    line.querySelectorAll(":scope > :not([data-role])").forEach((node) => node.remove());
    if (right === null) return;
    part("right-label").textContent = text(right.key);
    line.append(right.node);
  }

  return {
    key,
    element,
    heading: element.querySelector(".question-heading"),

    // Which one it is, to who does not see the number before its heading; the only one is none.
    count(n, all) {
      const number = part("number");
      if (number) number.textContent = all > 1 ? text("quiz_question", { n, all }) : "";
    },
    // `aloud`: what is said now is news to the learner.
    show(view, aloud = false) {
      verdict.setAttribute("aria-live", aloud ? "polite" : "off");
      const locked = !view.practice && (view.phase !== "open" || view.checked(key));
      arrange(view);
      controls.show(view.answer(key), view.answered(key));
      controls.lock(locked);
      element.classList.toggle("is-locked", locked);
      if (checkLine) {
        checkLine.hidden = !view.canCheck || view.phase !== "open" || view.checked(key);
      }
      const feedback = view.feedback(key);
      const right = view.mark(key) === null ? null : view.right(key);
      say(view, feedback, controls.reveal(right, feedback));
    },
    // Where the focus goes when the button that had it is gone.
    focusVerdict() {
      verdict.tabIndex = -1;
      verdict.focus({ preventScroll: true });
      verdict.scrollIntoView({ behavior: "instant", block: "nearest" });
    },
    askForAnswer() {
      if (controls.askAgain && controls.askAgain()) return;
      verdict.setAttribute("aria-live", "polite");
      write(part("verdict-words"), text("quiz_not_answered"), "verdict-words");
    },
    focus() {
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
      element.scrollIntoView({ behavior: "instant", block: "start" });
    },
  };
}

function write(element, words, classes) {
  element.className = classes;
  element.hidden = !words;
  element.textContent = words;
}
