// Links to a place on this page.

// `open(element)` shows the element that such a link leads to, and says whether it had to be
// unfolded first. It is called when the page was opened with one (before this returns, which says
// whether that was so), when one is followed, and when the browser goes back to one.
export function followAnchors(window, document, open) {
  function find(hash) {
    const name = hash.slice(1);
    return document.getElementById(name) || document.getElementById(decoded(name));
  }
  function arrive() {
    const element = find(window.location.hash);
    if (element === null) return false;
    if (open(element)) element.scrollIntoView({ behavior: "instant", block: "start" });
    return true;
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest('a[href^="#"]');
    const element = link && find(link.getAttribute("href"));
    // The browser goes there itself, now that it is to be seen.
    if (element) open(element);
  });
  window.addEventListener("hashchange", arrive);
  return arrive();
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
