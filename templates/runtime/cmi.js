// Which values the data model of SCORM 1.2 takes from a unit. `table` is scorm_builder/spec/cmi.json.

// A function (element, value) -> whether the value may be set. A score is never set blank, though
// the standard lets it: Moodle makes 0 of it, and Open edX loses all that came with it.
export function createAccepts(table) {
  return (element, value) => {
    const row = table.elements[generic(element)];
    if (!row || !row.access.includes("w")) return false;
    return fits(value, table.types[row.type]);
  };
}

// "cmi.interactions.0.objectives.1.id" as the table names it: "cmi.interactions.n.objectives.m.id".
function generic(element) {
  const names = ["n", "m"];
  return element.replace(/\.\d+(?=\.|$)/g, () => `.${names.shift() || "?"}`);
}

function fits(value, { words, pattern, min, max, longest = 65_536 }) {
  if (typeof value !== "string" || value.length > longest) return false;
  if (words && words.includes(value)) return true;
  if (words && !pattern) return false;
  if (pattern && !new RegExp(pattern).test(value)) return false;
  return min === undefined || (Number(value) >= min && Number(value) <= max);
}
