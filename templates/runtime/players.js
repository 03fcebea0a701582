// The players in a text, where they are what counts: done when each was played for its share.

import { decodeNumber, encodeNumber, largest } from "./digits.js";
import { GRAIN } from "./intervals.js";
import { bindPlayed, createPlayed } from "./played.js";

// The fields of the text stand before those of its players; a text that has fewer leaves the others
// empty, so that players are found whatever form the text has.
const OF_TEXT = 3;
const OF_PLAYER = 5;
const KEY_LENGTH = 3;
const WIDTH = 4;
const FRESH = { key: "", place: 0, fields: [] };

// `text` measures the text that `players` stand in; each is { key, duration }, in the order of the
// page. A key is what a player is known by in another version of the course; some have none.
export function withPlayers(text, players) {
  const keys = players.map(({ key }) => key);
  const cores = players.map(({ duration }) => createPlayed("", { body: { duration } }));

  // What was kept of a player: by its key, else at its place, unless that is now somewhere else.
  function find(kept, index) {
    const byKey = keys[index] && kept.find(({ key }) => key === keys[index]);
    if (byKey) return byKey;
    const there = kept[index];
    if (!there) return FRESH;
    const isSame = there.key === keys[index];
    return isSame || (there.key && !keys.includes(there.key)) ? there : FRESH;
  }

  return {
    ...text,
    players: cores,
    restore(record) {
      const { fields } = record;
      text.restore({ ...record, fields: fields.slice(0, OF_TEXT) });
      const kept = readPlayers(fields.slice(OF_TEXT));
      cores.forEach((core, index) => core.restore(find(kept, index)));
    },
    fields() {
      const own = [...text.fields(), "", "", ""].slice(0, OF_TEXT);
      const place = (core) => encodeNumber(core.place());
      return own.concat(...cores.map((core, at) => [keys[at], place(core), ...core.fields()]));
    },

    measure(so) {
      const each = cores.map((core) => core.measure(so));
      if (each.length === 1) return each[0];
      const seen = each.filter(({ done }) => done).length;
      const share = each.reduce((sum, one) => sum + one.share, 0) / each.length;
      // What was played beyond the share that counts makes up for nothing elsewhere.
      const percent = Math.floor(share * so.amount * 100 + GRAIN);
      return {
        done: seen === each.length,
        share,
        key: "progress_players",
        values: { seen, all: each.length, percent },
      };
    },
  };
}

function readPlayers(fields) {
  const kept = [];
  for (let at = 0; at < fields.length; at += OF_PLAYER) {
    const [key = "", place = "", ...played] = fields.slice(at, at + OF_PLAYER);
    kept.push({
      key: key.slice(0, KEY_LENGTH),
      place: Math.min(decodeNumber(place) || 0, largest(WIDTH)),
      fields: played,
    });
  }
  return kept;
}

// What is played in a transcript belongs to no text that counts.
export function bindPlayers(core, root, stage) {
  const shown = Array.from(root.querySelectorAll(".player"));
  const own = shown.filter((player) => !player.closest(".transcript"));
  core.players.forEach((played, index) => {
    if (own[index]) bindPlayed(played, own[index], stage);
  });
}
