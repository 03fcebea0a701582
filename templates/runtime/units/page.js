// A page: done when its end was on the screen, and the page visible for long enough.

import { largest } from "../digits.js";

export const letter = "p";

const MOST_BLOCKS = largest(2);
const SEEN = "B";

export function createCore() {
  let topmost = 0;
  let furthest = 0;
  let count = 0;
  let ended = false;

  return {
    letter,
    restore({ place, fields }) {
      topmost = place;
      furthest = place;
      ended = fields[0] === SEEN;
    },
    place: () => Math.min(topmost, MOST_BLOCKS),
    fields: () => (ended ? [SEEN] : []),

    holds(blocks) {
      count = blocks;
    },
    // The blocks from `first` to `last`, counted from 0, are on the screen. True if that is news.
    show(first, last) {
      const news = first !== topmost || last > furthest;
      topmost = first;
      furthest = Math.max(furthest, last);
      return news;
    },
    // True if the end had not been on the screen before.
    end() {
      const news = !ended;
      ended = true;
      return news;
    },

    measure({ amount, seconds }) {
      const left = Math.max(0, amount - seconds);
      const read = ended ? 1 : Math.min(furthest / Math.max(count, 1), 1);
      const share = Math.min(read, amount > 0 ? seconds / amount : 1);
      const waits = ended && left > 0;
      return {
        done: ended && left === 0,
        share,
        key: waits ? "progress_time" : "progress_end",
        values: waits ? { left } : {},
      };
    },
  };
}

export function bind(core, root, stage) {
  const blocks = Array.from(root.querySelectorAll("#unit-body > :not(#unit-end)"));
  const end = root.querySelector("#unit-end");
  core.holds(blocks.length);

  const start = blocks[Math.min(core.place(), blocks.length - 1)];
  if (core.place() > 0 && start) stage.goTo(start);

  const shown = new Set();
  stage.onScreen(blocks, (block, share) => {
    if (share > 0) shown.add(block);
    else shown.delete(block);
    const indexes = blocks.flatMap((each, index) => (shown.has(each) ? [index] : []));
    if (!stage.isVisible() || indexes.length === 0) return;
    if (core.show(indexes[0], indexes[indexes.length - 1])) stage.changed();
  });

  let endShown = false;
  function look() {
    if (endShown && stage.isVisible() && core.end()) stage.changed();
  }
  stage.onScreen([end], (element, share) => {
    endShown = share > 0;
    look();
  });
  stage.onVisible(look);
}
