// Values that are worth trying on an element: of every form of the data model, at its edges, over
// them, of the wrong kind, and of SCORM 2004. The same list in every run.

import { readFileSync } from "node:fs";

export const table = JSON.parse(
  readFileSync(new URL("../../../scorm_builder/spec/cmi.json", import.meta.url), "utf8"),
);

const words = Object.values(table.types).flatMap(({ words = [] }) => words);
const lengths = [1, 2, 254, 255, 256, 4095, 4096, 4097].map((length) => "a".repeat(length));
const numbers = [
  "0", "1", "-1", "1.5", "1.", ".5", "-.5", "+1", "-0", "007", "99.99", "100", "100.00", "100.01", "101", "-100", "-101",
  "-100.5", "32768", "65536", "65537", "999.9", "1000", "1e2", "0x10", "1,5", "1.2.3", "Infinity", "NaN", "null",
];
const times = [
  "00:00:00", "23:59:59", "24:00:00", "12:60:00", "12:00:60", "12:00:00.1", "12:00:00.12", "12:00:00.123", "12:00:00.",
  "1:00:00", "12:0:00", "12:00", "12:00:00Z", "0000:00:00.00", "0001:05:09.30", "9999:59:59.99", "9999:99:59.99",
  "99999:00:00", "001:00:00", "PT1H5M", "-00:00:01", "00:00:-1", "00:61:00", "00:00:61",
];
const texts = [
  "", " ", "x", " x", "x ", "a b", "a\tb", "a\nb", "\n", "x\n", "\u0000", "Größe", "日本", "\u{1F600}", "ürl:id/1?x#y", "urn:a:b",
  "q-1_a.b", "!~", "\u007f", "<case>Word", "TRUE", "Passed", "completed ", "true", "false", "t", "f", "a", "z", "A", "a,b",
  "a,b,", "a b", "{a,b}", "{a,b", "a.1", "1.c,2.b", "{1.c,2.b}", "1.c;2.b", "[1:5]", "a[,]b", "incorrect", "unknown", "normal",
  "other", "long-fill-in", "exit, message", "ab-initio", "undefined",
];
const astral = ["\u{1F600}".repeat(127), "\u{1F600}".repeat(128), `x${"\u{1F600}".repeat(127)}`];

export const VALUES = [...new Set([...words, ...numbers, ...times, ...texts, ...lengths, ...astral])];

// Every element as a SCO writes it, with the first index of each array.
export const ELEMENTS = Object.keys(table.elements).map((name) =>
  name.replace(".n.", ".0.").replace(".m.", ".0."),
);

// What must be set before an element of a record can be: [element, value].
export function groundwork(element, interaction = "choice") {
  const owner = /^cmi\.(objectives|interactions)\.\d+/.exec(element);
  if (!owner) return [];
  const id = [`${owner[0]}.id`, "q1"];
  return owner[1] === "objectives" ? [id] : [id, [`${owner[0]}.type`, interaction]];
}
