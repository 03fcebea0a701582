// Where an LMS keeps its API object (SCORM 1.2 RTE, 3.3.6): in a parent of this window, or in the
// window that opened it or a parent of that one.

// LMSs nest a handful of frames; the bound is for windows whose parents never end.
const MOST_PARENTS = 500;

// The API object, or null. A window of another origin throws when it is looked into: climb on, for
// the LMS may stand above it.
export function findApi(window) {
  return (
    climb(window) ||
    climb(look(() => window.opener)) ||
    climb(look(() => window.top.opener))
  );
}

function climb(start) {
  let window = start;
  for (let climbed = 0; window && climbed <= MOST_PARENTS; climbed += 1) {
    const here = window;
    const api = look(() => here.API);
    if (api) return api;
    const parent = look(() => here.parent);
    if (parent === here) return null;
    window = parent;
  }
  return null;
}

function look(read) {
  try {
    return read() || null;
  } catch (refused) {
    return null;
  }
}
