// The table of the data model (spec/cmi.json) as questions that an LMS asks. Pure.
//
//   createDataModel(table, { types, missing }) -> { find, steps, fits, accepts, defaults }
//
// `types` replaces types of the table, for LMSs that are looser or tighter than the standard;
// `missing` names optional groups that an LMS does not have ("cmi.interactions").

const INDEX = /^(0|[1-9][0-9]*)$/;

export function createDataModel(table, { types = {}, missing = [] } = {}) {
  const forms = { ...table.types, ...types };
  const leaves = new Map(Object.entries(table.elements));
  const arrays = new Set(table.arrays);
  const groups = new Set([...Object.keys(table.children), ...arrays]);
  for (const name of [...leaves.keys(), ...arrays]) {
    const parts = name.split(".");
    for (let i = 1; i < parts.length; i += 1) groups.add(parts.slice(0, i).join("."));
  }

  // "cmi.objectives.0.id" is "cmi.objectives.n.id" in the table. A SCO that writes the letter itself
  // names nothing.
  function generic(element) {
    const letters = ["n", "m"];
    return element
      .split(".")
      .map((part) => (INDEX.test(part) ? letters.shift() || "?" : /^[nm]$/.test(part) ? "?" : part))
      .join(".");
  }

  const isMissing = (name) => missing.some((group) => name === group || name.startsWith(`${group}.`));

  // What an element is:
  //   { kind: "leaf", name, row }
  //   { kind: "_children", list }   list undefined: the element has no children
  //   { kind: "_count", array }     array undefined: the element is no array
  //   { error }                     "201" no such element, "401" not in this LMS
  function find(element) {
    const name = generic(element);
    const keyword = /^(.*)\.(_children|_count)$/.exec(name);
    const owner = keyword ? keyword[1] : name;
    const row = leaves.get(owner);
    if (!row && !(keyword && groups.has(owner))) return { error: "201" };
    if (isMissing(owner)) return { error: "401" };
    if (!keyword) return { kind: "leaf", name, row };
    if (keyword[2] === "_children") return { kind: "_children", list: table.children[owner] };
    const array = arrays.has(owner) ? element.slice(0, -"._count".length) : undefined;
    return { kind: "_count", array };
  }

  // The arrays that an indexed element stands in, outermost first, each with the index used.
  function steps(element) {
    const parts = element.split(".");
    return parts.flatMap((part, i) =>
      INDEX.test(part) ? [{ array: parts.slice(0, i).join("."), index: Number(part) }] : [],
    );
  }

  // The name of the type of a row; what an answer looks like depends on its interaction's type.
  function typeOf(row, interaction) {
    return row.type === "feedback" && interaction ? table.feedback[interaction] : row.type;
  }

  // Whether a value is of a type: words, pattern, range, length in UTF-16 units.
  function fits(row, value, interaction) {
    if (row.blank && value === "") return true;
    const { words, pattern, min, max, longest } = forms[typeOf(row, interaction)];
    if (words && (words.includes(value) || !pattern)) return words.includes(value);
    if (pattern && !new RegExp(pattern).test(value)) return false;
    if (min !== undefined && Number(value) < min) return false;
    if (max !== undefined && Number(value) > max) return false;
    return longest === undefined || value.length <= longest;
  }

  // Whether a SCO may set an element to a value, by access and form alone.
  function accepts(element, value, interaction) {
    const { row } = find(element);
    return row !== undefined && row.access.includes("w") && fits(row, value, interaction);
  }

  // What is there before anybody set anything.
  function defaults() {
    const single = [...leaves].filter(([name]) => !name.includes(".n."));
    return Object.fromEntries(single.map(([name, row]) => [name, row.default || ""]));
  }

  return { find, steps, typeOf, fits, accepts, defaults };
}
