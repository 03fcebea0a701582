// HTML that our own build made and sealed.

// The content of `element` becomes that of `html`.
export function fill(element, html) {
  const { DOMParser } = element.ownerDocument.defaultView;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  element.replaceChildren(...body.childNodes);
}

// The content of `element` becomes a copy of that of `other`.
export function copy(element, other) {
  element.replaceChildren(...other.cloneNode(true).childNodes);
}
