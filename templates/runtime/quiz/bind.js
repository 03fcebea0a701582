// The questions on their page: what is shown of a quiz, and what learners do with it.

export function bind(core, root, stage) {
  core.begin();
  stage.refresh(root);
}
