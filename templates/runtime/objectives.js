// cmi.objectives: how far a learner came with each objective that questions name. As with
// interactions, what an LMS does not have is left out.

import { createGroup } from "./group.js";
import { formatScore } from "./scores.js";

const GROUP = "cmi.objectives";

export function createObjectives({ lms }) {
  const group = createGroup(lms, GROUP);
  const held = new Map();
  let places = null;

  // Other units, or the LMS itself, may have some there already.
  function place(id) {
    if (places === null) {
      places = new Map();
      for (let index = 0; index < group.count(); index += 1) places.set(group.id(index), index);
    }
    if (!places.has(id)) {
      const index = group.count();
      if (group.open(index, id)) places.set(id, index);
    }
    return places.get(id);
  }

  // What changes only; whether anything did.
  function set(index, part, value) {
    const element = `${index}.${part}`;
    if (held.get(element) === value) return false;
    held.set(element, value);
    return group.set(index, part, value);
  }

  function write({ id, raw, status }) {
    const index = place(id);
    if (index === undefined) return false;
    let written = false;
    if (raw !== null && set(index, "score.raw", formatScore(raw))) {
      set(index, "score.min", "0");
      set(index, "score.max", "100");
      written = true;
    }
    return set(index, "status", status) || written;
  }

  return {
    // `all` are { id, raw, status }. Whether anything was set.
    record(all) {
      if (all.length === 0 || !group.isThere()) return false;
      let written = false;
      for (const one of all) written = write(one) || written;
      return written;
    },
  };
}
