// UI strings come with the page, in its language; "{name}" is a hole.

export function createText(strings) {
  return (key, values = {}) =>
    String(strings[key] || "").replace(/\{(\w+)\}/g, (hole, name) =>
      name in values ? String(values[name]) : hole,
    );
}

// Numbers as the language writes them.
export function decimal(text, number) {
  return String(number).replace(".", text("decimal_mark"));
}

// Seconds as people say them: the time that is still to go is never said shorter than it is.
export function duration(text, seconds) {
  if (seconds > 90) return text("minutes", { n: Math.ceil(seconds / 60) });
  return text("seconds", { n: Math.ceil(seconds) });
}
