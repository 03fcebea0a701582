// Typed text as it is kept: docs/state.md, "Quiz".
import assert from "node:assert/strict";
import test from "node:test";
import { cut, escapeText, unescapeText } from "../../../templates/runtime/quiz/typed.js";
import { seeded } from "../runtime/fakes.mjs";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const unit = (code) => `-${DIGITS[code >> 12]}${DIGITS[(code >> 6) & 63]}${DIGITS[code & 63]}`;

test("letters and figures are themselves, a blank is _, all else - and three digits", () => {
  const rows = {
    Oxygen2: "Oxygen2",
    "fire door": "fire_door",
    "a-b_c.d~e": `a${unit(45)}b${unit(95)}c${unit(46)}d${unit(126)}e`,
    "Öl": `${unit(0xd6)}l`,
    "\u{1f525}": unit(0xd83d) + unit(0xdd25),
    "\ufffd\uffff\u0000": unit(0xfffd) + unit(0xffff) + unit(0),
    "": "",
  };
  for (const [text, stored] of Object.entries(rows)) {
    assert.equal(escapeText(text), stored);
    assert.equal(unescapeText(stored), text);
  }
});

test("every UTF-16 unit comes back, in at most four characters of the alphabet", () => {
  for (let code = 0; code <= 0xffff; code += 1) {
    const char = String.fromCharCode(code);
    const stored = escapeText(char);
    assert.match(stored, /^[A-Za-z0-9_-]{1,4}$/);
    if (unescapeText(stored) !== char) assert.fail(`unit ${code}`);
  }
});

test("what is none of ours is no text, and nothing is thrown", () => {
  for (const broken of ["-", "-A", "-AA", "a-AA", "-___", "-QAA", "ä", "a b", "a.b", "-A.A"]) {
    assert.equal(unescapeText(broken), null, broken);
  }
  const random = seeded(32);
  for (let run = 0; run < 2000; run += 1) {
    const stored = random.text("AZaz09-_", random.whole(12));
    const text = unescapeText(stored);
    assert.ok(text === null || typeof text === "string");
  }
});

test("a text is cut at its length, and never through a character", () => {
  assert.equal(cut("abc", 3), "abc");
  assert.equal(cut("abcd", 3), "abc");
  assert.equal(cut("ab\u{1f525}", 3), "ab");
  assert.equal(cut("ab\u{1f525}", 4), "ab\u{1f525}");
  assert.equal(cut("", 3), "");
});
