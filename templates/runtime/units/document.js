// A document: done when it was opened or saved, or was on the screen of the page for ten seconds.

import { decodeNumber, encodeNumber } from "../digits.js";
import { createVisibleTime } from "../visible_time.js";

export const letter = "d";

const ENOUGH = 10;
// What of the frame counts as "on the screen": this share of it, so that an edge does not.
const SHARE = 0.5;

export function createCore({ now }) {
  let time = createVisibleTime(now, 0);
  let opened = false;

  const seconds = () => (opened ? ENOUGH : Math.min(Math.floor(time.seconds()), ENOUGH));

  return {
    letter,
    restore({ fields }) {
      const stored = Math.min(decodeNumber(fields[0] || "") || 0, ENOUGH);
      time = createVisibleTime(now, stored);
    },
    place: () => 0,
    fields: () => [encodeNumber(seconds())],

    open() {
      opened = true;
    },
    show: (visible) => time.show(visible),
    // Milliseconds until it has been on the screen for long enough.
    left: () => Math.max(0, (ENOUGH - time.seconds()) * 1000),

    measure: () => ({
      done: seconds() >= ENOUGH,
      share: null,
      key: "progress_opened",
      values: {},
    }),
  };
}

export function bind(core, root, stage) {
  for (const role of ["open", "download"]) {
    for (const link of root.querySelectorAll(`[data-role="${role}"]`)) {
      for (const press of ["click", "auxclick"]) {
        link.addEventListener(press, (event) => {
          if (event.button === 2) return;
          core.open();
          stage.changed();
        });
      }
    }
  }

  const frame = root.querySelector('[data-role="embed"]');
  if (!frame) return;
  if (!stage.showsPdf) {
    // An empty frame, and the advice what to do when it is empty, help nobody.
    for (const idle of root.querySelectorAll('[data-role="embed"], [data-role="fallback"]')) {
      idle.hidden = true;
    }
    return;
  }

  let onScreen = false;
  let cancel = null;
  function look() {
    const shown = onScreen && stage.isVisible();
    core.show(shown);
    if (cancel) cancel();
    cancel = shown && core.left() > 0 ? stage.after(core.left(), finish) : null;
  }
  function finish() {
    cancel = null;
    stage.changed();
    look();
  }
  stage.onScreen([frame], (element, share, fills) => {
    onScreen = share >= SHARE || fills >= SHARE;
    look();
  });
  stage.onVisible(look);
}
