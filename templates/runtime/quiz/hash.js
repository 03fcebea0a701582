// A number from a text: what looks like chance in a quiz, and is the same whenever asked.

// FNV-1a of 32 bits over the UTF-16 units, stirred by the finaliser of MurmurHash3; unsigned.
export function hash32(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

// Where something stands in an order that looks like chance. It depends on its own names alone, so
// the others keep their order, whatever a new version of a course adds or takes away.
export function rank(seed, ...names) {
  return hash32(`${seed}/${names.join("/")}`);
}

// The lowest rank first; `name` gives what an item is called.
export function byRank(items, seed, name) {
  const ranked = items.map((item) => ({ item, at: rank(seed, ...name(item)) }));
  return ranked.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
