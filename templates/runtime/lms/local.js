// No LMS: the same calls over the browser's own storage, where it may be used.

// `storage` is a Storage or null; browsers forbid it in frames of other origins, and then it throws.
export function createLocal(storage, name) {
  let values = {};
  let keeps = storage !== null;

  if (keeps) {
    try {
      const read = JSON.parse(storage.getItem(name) || "{}");
      if (read !== null && typeof read === "object") values = read;
    } catch (unreadable) {
      // Refused, or text of somebody else's. The first commit finds out which.
      values = {};
    }
  }

  return {
    get link() {
      return keeps ? "browser" : "none";
    },
    errors: () => [],
    get: (element) => (typeof values[element] === "string" ? values[element] : ""),
    set(element, value) {
      values[element] = value;
      return true;
    },
    lacks: () => false,
    commit() {
      if (!keeps) return true;
      try {
        storage.setItem(name, JSON.stringify(values));
      } catch (refused) {
        keeps = false;
      }
      return true;
    },
    finish: () => true,
  };
}
