// How far a learner is by the unit's rule of completion, and what of it is kept.

import { createVisibleTime } from "./visible_time.js";

// `completion` is { rule, amount }; `core` measures what the type of unit calls done. A core that is
// graded has an outcome, and may obey a mark of the LMS; one that asks has answers and objectives;
// one that `reads` other letters is given records of types that the unit may have had before.
export function createTracker({ completion, core, now }) {
  const { rule, amount } = completion;
  const timed = rule === "time" || rule === "end";
  let visible = createVisibleTime(now, 0);
  let pressed = false;
  let asked = null;

  // Beyond the amount nothing depends on the seconds: then they stand still, and are not written
  // again and again.
  function seconds() {
    return timed ? Math.min(visible.seconds(), amount) : visible.seconds();
  }

  function progress() {
    if (rule === "manual") {
      return { done: pressed, share: null, key: "progress_manual", values: {} };
    }
    if (rule === "time") {
      const left = Math.max(0, amount - seconds());
      const share = amount > 0 ? seconds() / amount : 1;
      return { done: left === 0, share, key: "progress_time", values: { left } };
    }
    return core.measure({ rule, amount, seconds: seconds() });
  }

  return {
    letter: core.letter,
    // Whether a record with this letter is the unit's own, or one that it can read as well.
    reads: (letter) => letter === core.letter || (core.reads || []).includes(letter),
    progress,
    isCounting: () => timed && seconds() < amount,
    show(shown) {
      if (timed) visible.show(shown);
    },
    press() {
      pressed = true;
    },
    // The mark of the LMS, where it completes the unit in place of the one on the page; else null.
    mark: () => (rule === "passed" ? asked : null),
    obey(mark) {
      asked = mark;
      if (core.obey) core.obey(mark);
    },
    outcome: () => (core.outcome ? core.outcome() : null),
    // Grows with each act that must not be forgotten, such as the start of a clock.
    binding: () => (core.binding ? core.binding() : 0),
    takeAnswers: () => (core.takeAnswers ? core.takeAnswers() : []),
    objectives: () => (core.objectives ? core.objectives() : []),
    restore(record) {
      visible = createVisibleTime(now, record.seconds);
      core.restore(record);
    },
    snapshot: () => ({
      letter: core.letter,
      seconds: Math.floor(seconds()),
      place: core.place(),
      fields: core.fields(),
    }),
  };
}
