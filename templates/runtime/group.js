// An array of records that an LMS need not have: cmi.interactions, cmi.objectives.

// Nothing is asked before it is needed: in some LMSs each question waits for the server.
export function createGroup(lms, name) {
  let parts = null;
  let count = 0;
  let given = true;

  // A blank list of children is that of an LMS which answers everything with nothing; then a blank
  // count says nothing either, and a record written at 0 could be a second first one.
  function ask() {
    if (parts !== null) return;
    parts = lms.get(`${name}._children`).split(",").map((part) => part.trim());
    given = parts.includes("id");
    const said = given ? lms.get(`${name}._count`) : "";
    count = /^\d{1,6}$/.test(said) ? Number(said) : 0;
  }

  return {
    isThere() {
      ask();
      return given;
    },
    count: () => count,
    id: (index) => lms.get(`${name}.${index}.id`),

    // The record of that index, by its id, without which it can have nothing else. An LMS that takes
    // no id takes none of the others: it is not asked again.
    open(index, id) {
      const element = `${name}.${index}.id`;
      given = given && lms.set(element, id) && !lms.lacks(element);
      if (given) count = Math.max(count, index + 1);
      return given;
    },

    // A part that the LMS does not have, or does not like, is left out.
    set(index, part, value) {
      const [first] = part.split(".");
      return parts.includes(first) && lms.set(`${name}.${index}.${part}`, value);
    },
  };
}
