// Which adapter a session talks to. LMSInitialize is called here, and nowhere again: a second call
// makes Moodle forget what was not yet committed.

import { createLocal } from "./local.js";
import { createScorm12 } from "./scorm12.js";

// `storage` is a function, since reading window.localStorage may throw.
export function connect({ api, accepts, storage, name }) {
  if (!api) return createLocal(allowed(storage), name);
  const lms = createScorm12(api, accepts);
  if (lms.initialize()) return lms;
  // Nothing is kept in the browser then: who sits there is for the LMS to say.
  return { ...createLocal(null, name), link: "refused", errors: lms.errors };
}

function allowed(storage) {
  try {
    return storage() || null;
  } catch (refused) {
    return null;
  }
}
