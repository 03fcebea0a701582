// The strict LMS against npm's scorm-again, an independent data model that real LMSs use: they agree
// on every call but for the differences listed in scorm_again.mjs, and each of these is there.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { Scorm12API } from "scorm-again/scorm12";
import { createDataModel } from "../../../templates/preview/data_model.js";
import { createLms } from "../../../templates/preview/strict_lms.js";
import { seeded } from "../runtime/fakes.mjs";
import { DEFAULTS, DIFFERENCES, SCRIPTS, differencesOf } from "./scorm_again.mjs";
import { ELEMENTS, VALUES, groundwork, table } from "./values.mjs";

const { warn, error } = console;
before(() => Object.assign(console, { warn() {}, error() {} }));
after(() => Object.assign(console, { warn, error }));

function strict() {
  const { API } = createLms(table);
  API.LMSInitialize("");
  return API;
}

function again() {
  const API = new Scorm12API({ autocommit: false, lmsCommitUrl: false, logLevel: 5 });
  API.LMSInitialize("");
  return API;
}

// A call is [element] to read and [element, value] to write; the answer is "result|error".
function make(api, call) {
  const result = call.length === 1 ? api.LMSGetValue(...call) : api.LMSSetValue(...call);
  const text = typeof result === "object" ? JSON.stringify(result) : String(result);
  return `${text}|${api.LMSGetLastError()}`;
}

test("every element, set to every value and read back", () => {
  const seen = new Set();
  for (const element of ELEMENTS) {
    for (const value of VALUES) {
      const apis = [strict(), again()];
      for (const api of apis) groundwork(element).forEach((call) => make(api, call));
      const [ours, theirs] = apis.map((api) => make(api, [element, value]));
      const known = differencesOf(element, value);
      const where = `${element} = ${JSON.stringify(value.slice(0, 40))}`;
      assert.ok(known.length <= 1, `${where}: ${known.map(({ name }) => name)}`);
      if (known.length === 1) {
        seen.add(known[0].name);
        const codes = [ours, theirs].map((answer) => answer.split("|")[1]);
        assert.deepEqual(codes, [known[0].strict, known[0].again], where);
      } else {
        assert.equal(ours, theirs, where);
        if (ours !== "true|0") continue;
        const [read, readAgain] = apis.map((api) => make(api, [element]));
        assert.equal(read, readAgain, `${where}, read back`);
      }
    }
  }
  assert.deepEqual(DIFFERENCES.map(({ name }) => name).filter((name) => !seen.has(name)), []);
});

for (const { name, calls, strict: ours, again: theirs } of SCRIPTS) {
  test(`known to differ: ${name}`, () => {
    const last = (api) => calls.map((call) => make(api, call)).pop();
    assert.equal(last(strict()), ours);
    assert.equal(last(again()), theirs);
  });
}

test("what nobody has set", () => {
  const differ = [];
  for (const element of Object.keys(table.elements).filter((name) => !name.includes(".m."))) {
    const apis = [strict(), again()];
    const [id] = groundwork(element.replace(".n.", ".0."));
    const answers = apis.map((api) => {
      if (id) make(api, id);
      return make(api, [element.replace(".n.", ".0.")]);
    });
    if (answers[0] !== answers[1]) differ.push(element);
  }
  assert.deepEqual(differ.sort(), Object.keys(DEFAULTS).sort());
});

// Long sessions, as SCOs would have them: records are begun in order, values are good or bad. Calls
// that are known to be judged otherwise, or to leave another state behind, are left out.
test("over ten thousand calls in long sessions", () => {
  const random = seeded(12);
  const names = Object.keys(table.elements).filter((name) => name !== "cmi.comments");
  const records = names.filter((name) => name.includes(".n."));
  const keywords = [
    ...table.arrays.map((name) => `${name}._count`),
    ...Object.keys(table.children).map((name) => `${name}._children`),
  ];
  const { accepts } = createDataModel(table);
  const good = new Map(
    names.map((name) => {
      const element = name.replace(".n.", ".0.").replace(".m.", ".0.");
      return [name, VALUES.filter((value) => accepts(element, value, "choice"))];
    }),
  );
  const accepted = new Set();
  let calls = 0;
  for (let session = 0; session < 40; session += 1) {
    const apis = [strict(), again()];
    const done = new Set();
    const both = (call) => {
      calls += 1;
      const [ours, theirs] = apis.map((api) => make(api, call));
      assert.equal(ours, theirs, JSON.stringify(call).slice(0, 120));
      if (ours === "true|0") done.add(call[0]);
      return ours;
    };
    const count = (array) => Number(apis[0].LMSGetValue(`${array}._count`));
    for (let made = 0; made < 500; made += 1) {
      const named = random.pick(random.pick([names, records, records, keywords]));
      const outer = named.split(".n")[0];
      const index = named.includes(".n") ? random.whole(count(outer) + 2) : 0;
      const element = named.replace(".n", `.${index}`).replace(".m.", ".0.");
      const isThere = !named.includes(".n") || index < count(outer);
      const isKeyword = element.includes("._");
      const reads = random.real(1) < 0.5 || element.endsWith(".type");
      if (isKeyword) {
        if (isThere && reads) both([element]);
        else if (isThere && table.arrays.includes(named.replace("._count", ""))) both([element, "1"]);
      } else if (reads) {
        if (!(named in DEFAULTS) || done.has(element)) both([element]);
      } else {
        const fitting = good.get(named);
        const value = random.pick(random.real(1) < 0.4 && fitting.length > 0 ? fitting : VALUES);
        const begins = !isThere && index === count(outer);
        if (begins) groundwork(element).forEach(both);
        // A refused value makes a record in scorm-again, where there was none.
        const nested = /\.\d+\.(objectives|correct_responses)\.0/.test(element);
        const clear = !nested || done.has(element) || fitting.includes(value);
        if (!isThere && !begins) both([element, value]);
        else if (clear && differencesOf(element, value).length === 0) both([element, value]);
      }
    }
    for (const element of done) accepted.add(element.replace(/\d+/g, "n"));
  }
  assert.ok(calls > 10_000, `${calls} calls`);
  const writable = names.filter((name) => table.elements[name].access.includes("w"));
  const never = writable.filter((name) => !accepted.has(name.replace(".m.", ".n.")));
  assert.deepEqual(never, [], "the sessions set everything that can be set");
});
