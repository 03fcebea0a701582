// A page with questions for practice: done as any page is; what was answered is kept beside it.

import { decodeNumber, encodeNumber } from "../digits.js";
import { bindPractice } from "../quiz/bind.js";
import { createPractice } from "../quiz/practice.js";
import { bind as bindPage, createCore as createPage } from "./page.js";

// The fields are not those of a page: how many answers there are, these, and then the page's own.
export const letter = "e";

export function createCore({ body, key, now }) {
  const page = createPage({ body });
  const practice = createPractice({ quiz: body.quiz, key, now });

  return {
    ...page,
    letter,
    practice,
    restore(record) {
      const [count = "", ...fields] = record.fields;
      const answers = decodeNumber(count) || 0;
      practice.restore(fields.slice(0, answers));
      page.restore({ ...record, fields: fields.slice(answers) });
    },
    fields() {
      const answers = practice.fields();
      return [encodeNumber(answers.length), ...answers, ...page.fields()];
    },
  };
}

export function bind(core, root, stage) {
  bindPage(core, root, stage);
  bindPractice(core.practice, root, stage);
}
