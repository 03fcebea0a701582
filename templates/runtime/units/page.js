// A page: done when its end was on the screen, and the page visible for long enough. A page of
// screens is told of in ../screens.js, one whose players are what counts in ../players.js.

import { ASKING, PAGE, parted } from "../answers_first.js";
import { largest } from "../digits.js";
import { bindPlayers, withPlayers } from "../players.js";
import { measureReading } from "../reading.js";
import { bindScreens, createScreens } from "../screens.js";

export const letter = PAGE;

const MOST_BLOCKS = largest(2);
const SEEN = "B";
const NEARLY = 0.99;

export function createCore({ body = {} } = {}) {
  const text = body.screens ? createScreens(body.screens) : createWhole();
  const core = body.players ? withPlayers(text, body.players) : text;
  return {
    ...core,
    letter,
    // The page may have had questions.
    reads: [ASKING],
    restore: (record) => core.restore(record.letter === ASKING ? parted(record).page : record),
  };
}

function createWhole() {
  let topmost = 0;
  let furthest = 0;
  let count = 0;
  let ended = false;

  return {
    restore({ place, fields }) {
      // A page of screens had other places.
      if (fields[0] && fields[0] !== SEEN) return;
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

    measure(so) {
      // What is on the screen may be all of it, but for the end.
      const share = Math.min(furthest / Math.max(count, 1), NEARLY);
      return measureReading(so, ended ? 1 : share, "progress_end", {});
    },
  };
}

export function bind(core, root, stage) {
  if (root.querySelector("[data-screen]")) bindScreens(core, root, stage);
  else bindWhole(core, root, stage);
  if (core.players) bindPlayers(core, root, stage);
}

function bindWhole(core, root, stage) {
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
