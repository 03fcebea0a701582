// A page with questions for practice: done as any page is; what was answered is kept beside it.

import { ASKING, joined, PAGE, parted } from "../answers_first.js";
import { bindPractice } from "../quiz/bind.js";
import { createPractice } from "../quiz/practice.js";
import { bind as bindPage, createCore as createPage } from "./page.js";

export const letter = ASKING;

export function createCore({ body, key, now }) {
  const page = createPage({ body });
  const practice = createPractice({ quiz: body.quiz, key, now });

  return {
    ...page,
    letter,
    // The page may have had no questions.
    reads: [PAGE],
    practice,
    restore(record) {
      const kept = parted(record);
      practice.restore(kept.answers);
      page.restore(kept.page);
    },
    fields: () => joined(practice.fields(), page.fields()),
  };
}

export function bind(core, root, stage) {
  bindPage(core, root, stage);
  bindPractice(core.practice, root, stage);
}
