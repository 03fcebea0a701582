// A type of unit that measures nothing of its own: its rule is time, or a button.

export const letter = "x";

export function createCore() {
  return {
    letter,
    restore() {},
    place: () => 0,
    fields: () => [],
    measure: () => ({ done: false, share: null, key: "progress_manual", values: {} }),
  };
}

export function bind() {}
