// The table of the data model (spec/cmi.json) as questions that an LMS asks. Pure.

const ERROR = { none: "0", invalid: "201", noChildren: "202", noCount: "203" };

export function createDataModel(table) {
  const leaves = new Map(Object.entries(table.elements));
  const groups = new Set(Object.keys(table.children));
  const arrays = new Set(table.arrays);
  for (const name of [...leaves.keys(), ...arrays]) {
    const parts = name.split(".");
    for (let i = 1; i < parts.length; i += 1) groups.add(parts.slice(0, i).join("."));
  }

  // "cmi.objectives.0.id" becomes "cmi.objectives.n.id" with the indexes [0].
  function generic(element) {
    const indexes = [];
    const parts = element.split(".").map((part) => {
      if (!/^(0|[1-9][0-9]*)$/.test(part)) return part;
      indexes.push(Number(part));
      return "nm"[indexes.length - 1] || "?";
    });
    return { name: parts.join("."), indexes };
  }

  // What an element is: { kind: "leaf" | "children" | "count", ... } or { error }.
  function find(element) {
    const { name, indexes } = generic(element);
    const keyword = /^(.*)\.(_children|_count)$/.exec(name);
    if (keyword) {
      const [, owner, word] = keyword;
      const known = leaves.has(owner) || groups.has(owner) || arrays.has(owner);
      if (!known) return { error: ERROR.invalid };
      if (word === "_children") {
        if (!(owner in table.children)) return { error: ERROR.noChildren };
        return { kind: "children", list: table.children[owner], indexes };
      }
      if (!arrays.has(owner)) return { error: ERROR.noCount };
      return { kind: "count", array: element.slice(0, -"._count".length), indexes };
    }
    const row = leaves.get(name);
    return row ? { kind: "leaf", name, row, indexes } : { error: ERROR.invalid };
  }

  // The arrays that an indexed element stands in, outermost first, each with the index used.
  function steps(element) {
    const parts = element.split(".");
    const found = [];
    parts.forEach((part, i) => {
      if (/^(0|[1-9][0-9]*)$/.test(part)) {
        found.push({ array: parts.slice(0, i).join("."), index: Number(part) });
      }
    });
    return found;
  }

  function fits(row, value) {
    if (row.blank && value === "") return true;
    const form = table.types[row.type];
    if (form.words && form.words.includes(value)) return true;
    if (form.words && !form.pattern) return false;
    if (form.pattern && !new RegExp(form.pattern).test(value)) return false;
    if ("min" in form && !(Number(value) >= form.min && Number(value) <= form.max)) return false;
    return value.length <= (form.longest || 65536);
  }

  function defaults() {
    const values = {};
    for (const [name, row] of leaves) {
      if (!name.includes(".n.")) values[name] = row.default || "";
    }
    return values;
  }

  return { find, steps, fits, defaults, rows: leaves };
}
