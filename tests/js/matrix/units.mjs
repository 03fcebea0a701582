// Every unit type and every kind of question, as a learner who does half of it, all of it, or fails.
//
//   graded      whether it can be failed
//   report      what an LMS is told of it
//   completion  its rule
//   create      the core of its type, as a page makes it
//   half        something worth keeping, and not enough; `kept(core)` is what of it the next launch shows
//   fail        handed in, below the mark                (graded)
//   finish      done

import * as audio from "../../../templates/runtime/units/audio.js";
import * as document from "../../../templates/runtime/units/document.js";
import * as page from "../../../templates/runtime/units/page.js";
import * as quiz from "../../../templates/runtime/units/quiz.js";
import * as slides from "../../../templates/runtime/units/slides.js";
import * as video from "../../../templates/runtime/units/video.js";
import * as web from "../../../templates/runtime/units/web.js";
import { KEY, body, choice, every, likert } from "../quiz/makers.mjs";

const plain = (unit) => ({ graded: false, report: "completed", kept: (core) => core.place(), ...unit });

const played = (type) =>
  plain({
    completion: { rule: "watched", amount: 0.9 },
    create: ({ now }) => type.createCore({ body: { duration: 300 }, now }),
    ready: (core) => core.measured(300),
    half: (core) => core.play([[0, 120]], 120, false),
    finish: (core) => core.play([[0, 300]], 300, true),
  });

// A quiz of one kind, with a second question that is left open half-way.
function asked({ made, right, wrong }) {
  const second = choice("second", "a");
  const take = (core, answers) => {
    // The first attempt is begun, a further one asked for.
    if (core.outcome()) core.retry();
    else core.begin();
    core.answer(made.key, answers[0]);
    core.answer("second", answers[1]);
    core.submit();
  };
  return {
    graded: true,
    report: "passed",
    completion: { rule: "passed", amount: 0 },
    create: ({ now }) =>
      quiz.createCore({ body: { quiz: body([made, second], { passing: 100 }) }, key: KEY, now, random: () => 0.5 }),
    half(core) {
      core.begin();
      core.answer(made.key, right);
    },
    kept: (core) => JSON.stringify(core.fields()),
    fail: (core) => take(core, [wrong, "b"]),
    finish: (core) => take(core, [right, "a"]),
  };
}

const KINDS = [...every(), { made: likert("kli"), right: "a", wrong: "b" }];

export const UNITS = {
  page: plain({
    completion: { rule: "end", amount: 0 },
    create: ({ now }) => page.createCore({ body: {}, now }),
    half: (core) => core.show(7, 40),
    finish: (core) => core.end(),
  }),
  slides: plain({
    completion: { rule: "all-slides", amount: 0 },
    create: ({ now }) => slides.createCore({ body: { slides: 5 }, now }),
    half: (core) => core.turn(3, true),
    finish(core) {
      for (const slide of [1, 2, 3, 4, 5]) core.turn(slide, true);
    },
  }),
  video: played(video),
  audio: played(audio),
  document: plain({
    completion: { rule: "opened", amount: 0 },
    create: ({ now }) => document.createCore({ body: {}, now }),
    half: (core) => core.show(true),
    finish: (core) => core.open(),
  }),
  web: {
    graded: true,
    report: "passed",
    completion: { rule: "passed", amount: 0 },
    create: () => web.createCore({ body: { passing: 80 } }),
    half: () => {},
    kept: (core) => core.place(),
    fail: (core) => core.score(40),
    finish: (core) => core.score(90),
  },
  ...Object.fromEntries(KINDS.map((kind) => [`quiz of ${kind.made.kind}`, asked(kind)])),
};
