// What a browser makes of the pages in a folder: node page.mjs FOLDER-WITH-NODE-MODULES FOLDER-WITH-PAGES
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, "index.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core"), "utf-8");

const WIDTHS = [320, 360, 768, 1280];
const PHONE_AND_DESKTOP = [320, 1280];
const SCHEMES = ["light", "dark"];
const RULES = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};
// WCAG 2.2, 1.4.4 and 1.4.12: letters twice as large, and lines, words and letters further apart.
const LARGE = "html { font-size: 200% !important }";
const SPACED =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } " +
  "p { margin-bottom: 2em !important }";

const faults = [];
const count = { passes: 0, parts: 0 };

// What sticks out of the window on the right; the header row that only screen readers meet does not count.
const sticksOut = () => {
  const width = document.documentElement.clientWidth;
  const seen = [...document.querySelectorAll("body *")].filter((e) => getComputedStyle(e.closest("thead") ?? e).clipPath === "none");
  const out = seen.filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => e.outerHTML.slice(0, 100));
  return document.documentElement.scrollWidth > width ? ["the page scrolls sideways", ...out] : out;
};

// The tables as a screen reader is told of them.
const tables = async (page) => {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes
    .filter((node) => ["table", "row", "columnheader", "rowheader", "cell"].includes(node.role?.value))
    .map((node) => `${node.role.value}: ${(node.name?.value ?? "").replace(/\s+/g, " ").trim()}`);
};

// All that axe-core knows to be a barrier, and what it could not decide.
const barriers = async (page) => {
  const found = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
  count.passes += found.passes.length;
  return [...found.violations, ...found.incomplete].map(
    ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).slice(0, 3).join("\n    ")}`,
  );
};

const look = async (browser, name, colorScheme) => {
  const page = await browser.newPage({ colorScheme });
  let width = 0;
  const tell = (fault) => faults.push(`${name}, ${width} px, ${colorScheme}: ${fault}`);
  const asked = [];
  page.on("request", (request) => request.url().startsWith("data:") || asked.push(request.url()));
  page.on("console", (message) => tell(message.text()));
  page.on("pageerror", (error) => tell(error.message));
  await page.goto(pathToFileURL(join(folder, name)).href);
  await page.evaluate(axe);
  const heard = new Set();
  for (const css of ["", LARGE, SPACED]) {
    if (css) await page.addStyleTag({ content: css });
    for (width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      (await page.evaluate(sticksOut)).forEach((fault) => tell(`${css} ${fault}`));
      if (css || !PHONE_AND_DESKTOP.includes(width)) continue;
      (await barriers(page)).forEach(tell);
      const read = await tables(page);
      count.parts += read.length;
      heard.add(read.join("\n"));
    }
  }
  if (heard.size !== 1) tell("a screen reader hears other tables on a phone than on a desktop");
  if (asked.length !== 1) tell(`the page asks for ${asked.join(", ")}`);
  await page.close();
};

const print = async (browser, name) => {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folder, name)).href);
  await page.pdf({ path: join(folder, name.replace(/html$/, "pdf")), preferCSSPageSize: true });
  await page.close();
};

const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
});
for (const name of names) {
  for (const scheme of SCHEMES) await look(browser, name, scheme);
  await print(browser, name);
}
await browser.close();

if (names.length < 10 || !count.passes || !count.parts) faults.push("Too little was seen.");
console.log(`${names.length} pages, ${count.passes} rules passed, ${count.parts} parts of tables.`);
if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
