// Reads names of JavaScript files, one a line, and prints the tokens of each by acorn as JSON, but
// templates: their pieces are cut differently.
import { readFileSync } from "node:fs";
import { parse } from "acorn";

const TEMPLATE = new Set(["`", "template", "invalidTemplate", "eof"]);

function tokens(text, sourceType) {
  const found = [];
  const braces = [];
  parse(text, {
    ecmaVersion: "latest",
    sourceType,
    allowReturnOutsideFunction: true,
    onToken(token) {
      const { label } = token.type;
      if (label === "${" || label === "{") braces.push(label);
      const isHole = label === "${" || (label === "}" && braces.pop() === "${");
      if (!isHole && !TEMPLATE.has(label)) found.push(text.slice(token.start, token.end));
    },
  });
  return found;
}

for (const name of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const text = readFileSync(name, "utf8");
  let answer = null;
  for (const type of ["script", "module"]) {
    try {
      answer ??= { type, tokens: tokens(text, type) };
    } catch {
      // Perhaps it is the other type; what is neither has no answer.
    }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
