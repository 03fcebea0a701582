// docs/state.md: the text of cmi.suspend_data.
import assert from "node:assert/strict";
import test from "node:test";
import {
  decodeBits,
  decodeNumber,
  encodeBits,
  encodeNumber,
} from "../../../templates/runtime/digits.js";
import {
  formatRecord,
  formatState,
  parseRecord,
  parseState,
  STATE_LIMIT,
} from "../../../templates/runtime/state.js";
import { higher, readStatus } from "../../../templates/runtime/status.js";
import { seeded } from "./fakes.mjs";

const ALPHABET = /^[A-Za-z0-9._~-]*$/;

test("numbers come back, in the fewest digits", () => {
  assert.equal(encodeNumber(0), "");
  assert.equal(encodeNumber(63), "_");
  assert.equal(encodeNumber(64), "BA");
  const random = seeded(1);
  for (let run = 0; run < 2000; run += 1) {
    const number = random.whole(2 ** random.whole(40));
    assert.equal(decodeNumber(encodeNumber(number)), number);
  }
  for (const text of ["!", "A B", "=", "ÄA", "AAAAAAAAA"]) assert.equal(decodeNumber(text), null);
});

test("flags come back; damage only takes away", () => {
  const random = seeded(2);
  for (let run = 0; run < 500; run += 1) {
    const flags = Array.from({ length: random.whole(300) }, () => random.real(1) < 0.5);
    const text = encodeBits(flags);
    assert.deepEqual(decodeBits(text, flags.length), flags);
    assert.ok(text.length <= Math.ceil(flags.length / 6));
    const cut = decodeBits(text.slice(0, random.whole(text.length + 1)), flags.length);
    assert.ok(cut.every((flag, index) => !flag || flags[index]));
  }
  assert.deepEqual(decodeBits("!!", 3), [false, false, false]);
});

test("a state comes back whole", () => {
  const random = seeded(3);
  const statuses = ["not attempted", "incomplete", "failed", "completed", "passed"];
  for (let run = 0; run < 500; run += 1) {
    const record = {
      status: random.pick(statuses),
      letter: random.pick([..."pvsdx"]),
      seconds: random.whole(262144),
      place: random.whole(2 ** 24),
      fields: Array.from({ length: random.whole(4) }, () => random.text("AZaz09-_", 1 + random.whole(9))),
    };
    const text = formatState(new Map([["a-_", formatRecord(record)]]), new Map());
    assert.match(text, ALPHABET);
    assert.deepEqual(parseRecord(parseState(text).get("a-_")), record);
  }
});

test("records of others are carried along while they fit, the last go first", () => {
  const stored = `1abcip.C.D~${"xyzcs.QUESTION_1~"}${`big${"A".repeat(3000)}~`}newip~`;
  const records = parseState(stored);
  assert.deepEqual([...records.keys()], ["abc", "xyz", "big", "new"]);
  const kept = formatState(new Map([["abc", "cp"]]), records);
  assert.equal(kept, `1abccp~xyzcs.QUESTION_1~big${"A".repeat(3000)}~newip~`);
  const brim = (length) => new Map([["abc", `ip.${"B".repeat(length)}`]]);
  const one = new Map([["new", "ip"]]);
  const room = STATE_LIMIT - "1abcip.~newip~".length;
  assert.equal(formatState(brim(room), one).length, STATE_LIMIT);
  assert.ok(!formatState(brim(room + 1), one).includes("new"));
  const tight = formatState(new Map([["abc", `ip.${"B".repeat(2000)}`]]), records);
  assert.ok(tight.length <= STATE_LIMIT);
  assert.ok(tight.includes("xyzcs.QUESTION_1~"));
  assert.ok(!tight.includes("big") && !tight.includes("new"));
});

test("of another version all is kept, if all of it has the form of records", () => {
  const records = "abcip.C.D~deccs.A.D.E.-_~xyz-q.NEW_FIELD..9~";
  const known = parseState(`1${records}`);
  for (const version of "023456789abcdefghijklmnopqrstuvwxyz") {
    assert.deepEqual(parseState(version + records), known, version);
  }
  const cut = parseState(`2${records}newfv.AB`);
  assert.deepEqual(Object.fromEntries(cut), { ...Object.fromEntries(known), new: "fv" });
});

test("of another version nothing is kept, if anything of it has another form", () => {
  for (const text of [
    // No whole record: a short text of another program may look so by chance.
    "2",
    "2abcip",
    "2abcip.C.D",
    // Something of it that no version of ours writes.
    "2abcip.C~~",
    "2abcip.C~de~",
    "2abcip.C~defgh~",
    "2abcip.C~abcip C~",
    "2abcip.C~abcip=~",
    "2abcipC~",
    "2abcxp.C~",
    "2abciP.C~",
    "2abcip.C~{}",
    "2abcip.C~ ",
    "2abcip.C~\n",
    // A first character that is no version.
    "Aabcip.C~",
    "-abcip.C~",
    " abcip.C~",
    "22abcip.C~",
    "abcip.C~",
  ]) {
    assert.equal(parseState(text).size, 0, text);
  }
});

test("a text of another version is not kept with any character put in that we do not write", () => {
  const random = seeded(4);
  const ours = "2abcip.C.D~deccs.A.D.E.-_~xyzfq.NEW_FIELD.9~";
  for (let run = 0; run < 2000; run += 1) {
    const at = random.whole(ours.length + 1);
    const strange = random.pick([..."{}[]\"'=+/ ,;:|&%#$^*()<>\n\0é字"]);
    assert.equal(parseState(ours.slice(0, at) + strange + ours.slice(at)).size, 0);
  }
});

test("foreign and empty text: nothing of it is ours", () => {
  for (const text of [
    "",
    "1",
    "{}",
    "2d3",
    "0",
    "7#1##,3,3,3,7,0,0#0#",
    "2Y5a0d7081212m0101012w4001112k5o~_player.6Xn~2f5Z4ip.A~",
    "2abcdefghijklmnop==",
    "a1b2c3d4e5f6",
    "eyJzdGF0dXMiOiJjb21wbGV0ZWQiLCJzbGlkZXMiOlsxLDAsMV19",
    "eJyrVkrOzy3ISS1JVbJSMtRRUCrOSExOTc4vzStRslJQMlCqBQC-jQoR~",
    "page~3~completed~100",
    "intro-2.seen~intro-3.seen~",
    '{"status":"completed"}',
    "1|2|3",
    "viewed=1,2,3|lastviewedslide=3|7#1##,3",
    "null",
    "undefined",
    "1 abccp ~",
    "100",
    "Ünïcode~",
  ]) {
    assert.equal(parseState(text).size, 0, text);
  }
  for (const value of [null, undefined, 7, {}, []]) assert.equal(parseState(value).size, 0);
});

test("of broken text what has the form is kept", () => {
  const records = parseState("1abcip.C.D~a b~~xy~defcs~abcpp~ghiip.BROKEN");
  assert.deepEqual(Object.fromEntries(records), { abc: "ip.C.D", def: "cs", ghi: "ip" });
});

test("a record cut off by the LMS keeps its status and type, not half a number", () => {
  const whole = "1abccv.C.DDDD.EEEE~";
  for (let length = 6; length < whole.length; length += 1) {
    assert.equal(parseState(whole.slice(0, length)).get("abc"), "cv", whole.slice(0, length));
  }
  for (let length = 0; length < 6; length += 1) {
    assert.equal(parseState(whole.slice(0, length)).size, 0);
  }
});

test("a payload without status and type is no record; parts of seconds are not kept", () => {
  for (const payload of ["", "i", "xp.C", "iP", "ip2", ".C"]) assert.equal(parseRecord(payload), null);
  assert.equal(formatRecord({ status: "incomplete", letter: "p", seconds: 3.9, place: 0, fields: [] }), "ip.D");
});

test("of statuses the higher counts, and of equals the one that is there", () => {
  const ranks = [["not attempted", "browsed"], ["incomplete"], ["failed"], ["completed", "passed"]];
  ranks.forEach((lower, rank) => {
    for (const one of lower) {
      for (const other of lower) assert.equal(higher(one, other), one);
      for (const above of ranks.slice(rank + 1).flat()) {
        assert.equal(higher(one, above), above);
        assert.equal(higher(above, one), above);
      }
    }
  });
  for (const word of ["", "Passed", "toString", "null"]) assert.equal(readStatus(word), "not attempted");
});

test("no text whatever makes reading throw or the writing too long", () => {
  const random = seeded(4);
  const alphabets = ["1~.abcip-_AZ", "1~ \u0000{}\",:;|\\äß漢\ud83d", "ABC~1."];
  for (let run = 0; run < 3000; run += 1) {
    const text = (random.real(1) < 0.7 ? "1" : "") + random.text(random.pick(alphabets), random.whole(400));
    const records = parseState(text);
    for (const payload of records.values()) parseRecord(payload);
    const written = formatState(new Map([["abc", "ip"]]), records);
    assert.match(written, ALPHABET);
    assert.ok(written.length <= STATE_LIMIT);
    assert.deepEqual(parseState(written).get("abc"), "ip");
  }
});
