// A film: done when enough of it was really played.

import { bindPlayed, createPlayed } from "../played.js";

export const letter = "v";

export function createCore(data) {
  return createPlayed(letter, data);
}

export function bind(core, root, stage) {
  bindPlayed(core, root.querySelector("#medium"), stage);
}
