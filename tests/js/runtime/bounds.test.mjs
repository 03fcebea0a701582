// The bounds that docs/state.md gives are the worst that the encoder does, and it says so itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import worst from "./worst_case.mjs";

const page = readFileSync(new URL("../../../docs/state.md", import.meta.url), "utf8").split("## Bounds")[1];

// The second column of the table of bounds.
function documented(type) {
  const row = page.match(new RegExp(`^\\| ${type} \\| ([^|]+) \\| `, "m"));
  assert.ok(row, `docs/state.md has no bound for ${type}`);
  return row[1].trim();
}

test("page, video, audio, document, web, any other", () => {
  assert.equal(worst.page(), Number(documented("page")));
  assert.equal(worst.video(), Number(documented("video")));
  assert.equal(worst.audio(), Number(documented("audio")));
  assert.equal(worst.document(), Number(documented("document")));
  assert.equal(worst.web(), Number(documented("web")));
  assert.equal(worst.plain(), Number(documented("any other")));
});

test("slides, by their number", () => {
  assert.equal(documented("slides"), "13 + 2 d + ⌈n/6⌉");
  for (const count of [1, 2, 6, 7, 30, 63, 64, 65, 500, 4095, 4096, 20_000]) {
    const digits = count < 64 ? 1 : count < 4096 ? 2 : 3;
    assert.equal(worst.slides(count), 13 + 2 * digits + Math.ceil(count / 6), `${count} slides`);
  }
});

test("pages whose players count, by their number and that of screens", () => {
  assert.equal(documented("page whose players count"), "17 + 120 m");
  assert.equal(documented("page of screens whose players count"), "17 + 2 d + ⌈n/6⌉ + 120 m");
  for (const count of [2, 6, 7, 30, 64]) {
    const digits = count < 64 ? 1 : 2;
    assert.equal(worst.players(count), 17 + 120 * count, `${count} players`);
    const screens = 17 + 2 * digits + Math.ceil(count / 6);
    assert.equal(worst.playersOnScreens(count), screens + 120 * count, `on ${count} screens`);
  }
});

test("screens, by their number", () => {
  assert.equal(documented("page of screens"), "17 + 2 d + ⌈n/6⌉");
  for (const count of [2, 6, 7, 30, 63, 64, 65, 500, 4095, 4096, 20_000]) {
    const digits = count < 64 ? 1 : count < 4096 ? 2 : 3;
    assert.equal(worst.screens(count), 17 + 2 * digits + Math.ceil(count / 6), `${count} screens`);
  }
});
