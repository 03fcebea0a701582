// R10: without an LMS a unit works, and keeps its progress in the browser where it may.
import assert from "node:assert/strict";
import test from "node:test";
import { connect } from "../../../templates/runtime/lms/connect.js";

function fakeStorage(items = {}) {
  return {
    items,
    getItem: (name) => (name in items ? items[name] : null),
    setItem(name, value) {
      items[name] = String(value);
    },
  };
}

const join = (storage) => connect({ api: null, accepts: () => true, storage, name: "unit" });

test("what is committed comes back", () => {
  const storage = fakeStorage();
  const first = join(() => storage);
  assert.equal(first.link, "browser");
  first.set("cmi.suspend_data", "1abcip~");
  assert.equal(join(() => storage).get("cmi.suspend_data"), "");
  assert.equal(first.commit(), true);
  first.finish();
  assert.equal(join(() => storage).get("cmi.suspend_data"), "1abcip~");
  assert.equal(join(() => storage).get("cmi.core.lesson_mode"), "");
});

test("a browser that forbids storage, at whatever moment", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  for (const storage of [refuse, () => null, () => undefined]) {
    const lms = join(storage);
    assert.equal(lms.link, "none");
    assert.equal(lms.set("cmi.suspend_data", "1"), true);
    assert.equal(lms.commit(), true);
    assert.equal(lms.get("cmi.suspend_data"), "1");
  }
  const full = join(() => ({ ...fakeStorage(), setItem: refuse }));
  assert.equal(full.commit(), true);
  assert.equal(full.link, "none");
  assert.equal(join(() => ({ getItem: refuse, setItem: refuse })).get("cmi.suspend_data"), "");
});

test("somebody else's text under our name is not ours", () => {
  for (const text of ["{", "null", "7", '"x"', "[1]", '{"cmi.suspend_data":7}']) {
    assert.equal(join(() => fakeStorage({ unit: text })).get("cmi.suspend_data"), "", text);
  }
});
