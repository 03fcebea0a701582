// What teachers can look up: each answer, and how it went by objectives. Only units that ask
// something bring this along.

import { createInteractions } from "./interactions.js";
import { createObjectives } from "./objectives.js";

export function createReports({ lms, ...unit }) {
  const interactions = createInteractions({ lms, ...unit });
  const objectives = createObjectives({ lms });

  return {
    // Whether anything was set, so that it must be committed.
    record(answers, aims) {
      const answered = interactions.record(answers);
      return objectives.record(aims) || answered;
    },
  };
}
