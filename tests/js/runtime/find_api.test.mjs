// RTE 3.3.6: the API stands in a parent, in the opener, or in a parent of the opener.
import assert from "node:assert/strict";
import test from "node:test";
import { findApi } from "../../../templates/runtime/find_api.js";

// A window as a page sees it: its own parent when it is the top one.
function fakeWindow({ api, parent, opener } = {}) {
  const window = { API: api, opener: opener || null };
  window.parent = parent || window;
  window.top = parent ? parent.top : window;
  return window;
}

// A window of another origin lets its parent be seen, and throws at everything else.
function foreign(parent) {
  const window = {
    get API() {
      throw new Error("SecurityError");
    },
    get opener() {
      throw new Error("SecurityError");
    },
  };
  window.parent = parent || window;
  window.top = parent ? parent.top : window;
  return window;
}

const api = { LMSInitialize() {} };

test("in this window or a parent", () => {
  assert.equal(findApi(fakeWindow({ api })), api);
  let window = fakeWindow({ api });
  for (let depth = 0; depth < 12; depth += 1) window = fakeWindow({ parent: window });
  assert.equal(findApi(window), api, "deeper than the seven of old samples");
});

test("above a parent of another origin", () => {
  const top = fakeWindow({ api });
  assert.equal(findApi(fakeWindow({ parent: foreign(fakeWindow({ parent: top })) })), api);
});

test("in the opener and above it", () => {
  const lms = fakeWindow({ parent: fakeWindow({ api }) });
  assert.equal(findApi(fakeWindow({ opener: lms })), api);
});

test("in the opener of the top window", () => {
  const popup = fakeWindow({ opener: fakeWindow({ api }) });
  assert.equal(findApi(fakeWindow({ parent: fakeWindow({ parent: popup }) })), api);
});

test("the nearest one counts", () => {
  const near = { name: "near" };
  const parent = fakeWindow({ api: near, parent: fakeWindow({ api }) });
  assert.equal(findApi(fakeWindow({ parent, opener: fakeWindow({ api }) })), near);
});

test("none: null, whatever throws", () => {
  assert.equal(findApi(fakeWindow()), null);
  assert.equal(findApi(foreign()), null);
  assert.equal(findApi(fakeWindow({ parent: foreign() })), null);
  assert.equal(findApi(fakeWindow({ opener: foreign() })), null);
  const torn = { API: undefined, get parent() { throw new Error("gone"); }, get top() { throw new Error("gone"); } };
  assert.equal(findApi(torn), null);
});

test("parents without end are given up", () => {
  const endless = () => ({ get parent() { return endless(); }, get top() { return null; } });
  assert.equal(findApi(endless()), null);
});
