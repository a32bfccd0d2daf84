// What a validator of Google's rules says of the postings in pages: node posting.mjs FOLDER-WITH-NODE-MODULES FOLDER
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2).map((path) => resolve(path));
const source = join(modules, "node_modules/@adobe/structured-data-validator/src/index.js");
const { default: Found, Validator = Found } = await import(pathToFileURL(source).href);
// Recommended, and not ours to know: who may work from home, and where a link leads.
const LEFT_OUT = ["applicantLocationRequirements", "directApply", "jobLocationType"];

const issues = async (posting, location) =>
  new Validator().validate({ jsonld: { JobPosting: [{ ...posting, "@location": location }] }, errors: [] });
const said = ({ severity, issueMessage }) => `${severity}: ${issueMessage}`;

const faults = [];
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
for (const name of pages) {
  const page = readFileSync(join(folder, name), "utf-8");
  const scripts = [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
  if (scripts.length !== 1 || page.split("<script").length !== 2) faults.push(`${name}: ${scripts.length} scripts`);
  const posting = JSON.parse(scripts[0][1]);
  const alone = JSON.parse(readFileSync(join(folder, name.replace(/html$/, "jsonld")), "utf-8"));
  if (!isDeepStrictEqual(posting, alone)) faults.push(`${name}: the page says something else than the file`);
  const place = `${scripts[0].index},${scripts[0].index + scripts[0][0].length}`;
  const found = (await issues(posting, place)).map(said);
  const told = found.filter((issue) => !LEFT_OUT.some((left) => issue.startsWith("WARNING") && issue.includes(`"${left}"`)));
  if (found.length - told.length !== LEFT_OUT.length) faults.push(`${name}: the validator told ${found.join("; ")}`);
  faults.push(...told.map((issue) => `${name}: ${issue}`));
  for (const needed of ["title", "description", "datePosted", "hiringOrganization", "jobLocation"]) {
    const { [needed]: left, ...rest } = posting;
    const missed = (await issues(rest, place)).some((issue) => issue.severity === "ERROR" && issue.issueMessage.includes(needed));
    if (!left || !missed) faults.push(`${name}: the validator does not miss ${needed}`);
  }
}
if (pages.length < 10) faults.push("Too little was seen.");
console.log(`${pages.length} pages.`);
if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
