// A quiz: done when it was handed in, or passed.

import { createQuiz } from "../quiz/attempt.js";
import { bind as bindQuiz } from "../quiz/bind.js";
import { createReports as create } from "../reports.js";

export const letter = "q";

export function createCore({ body, key, now, random }) {
  return createQuiz({ quiz: body.quiz, key, now, random });
}

export const createReports = create;

export function bind(core, root, stage) {
  bindQuiz(core, root, stage);
}
