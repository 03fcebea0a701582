// Says how many were sorted right; when all were, the unit around this page is told that it is done.

const form = document.querySelector("form");
const boxes = Array.from(form.querySelectorAll("input"));
const verdict = document.getElementById("verdict");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const right = boxes.filter((box) => box.checked === (box.value === "unit")).length;
  if (right < boxes.length) {
    verdict.textContent = `${right} of ${boxes.length} are right. Which have a number of their own?`;
    return;
  }
  verdict.textContent = "All right. Numbered things are content; what goes with them is not.";
  window.parent.postMessage({ scormBuilder: 1, complete: true }, "*");
});
