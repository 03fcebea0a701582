// What is not answered yet, pointed out before it is handed in.

export function createOpenQuestions(root) {
  const box = root.querySelector('[data-role="open"]');
  const list = box.querySelector('[data-role="open-list"]');

  // `questions` are { number, question }: each becomes a link that leads there.
  function show(questions) {
    const { ownerDocument } = box;
    const items = questions.map(({ number, question }) => {
      const item = ownerDocument.createElement("li");
      const link = ownerDocument.createElement("a");
      link.href = `#${question.heading.id}`;
      link.textContent = `${number}. ${question.element.dataset.text}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        question.focus();
      });
      item.append(link);
      return item;
    });
    list.replaceChildren(...items);
    box.hidden = items.length === 0;
  }

  return {
    isShown: () => !box.hidden,
    show,
    hide: () => show([]),
    focus() {
      box.focus({ preventScroll: true });
      box.scrollIntoView({ behavior: "instant", block: "start" });
    },
  };
}
