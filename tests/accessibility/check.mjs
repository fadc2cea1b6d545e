// Holds the HTML pages to axe in a headless Chromium: see README.md.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const program = process.env.REKINDLE ?? join(root, "target/debug/rekindle");
const shots = process.env.SHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const example = (name) => join(root, "questions/examples", `${name}.toml`);
const summary = (name) => ["summary", "--answers", example(name)];
const pages = {
  open: summary("open"),
  crisis: summary("crisis"),
  "not-safe-now": summary("not-safe-now"),
  "fear-me": summary("fear-me"),
  law: summary("law"),
  stop: summary("stop"),
  wait: summary("wait"),
  "compare-stop-open": ["compare", example("stop"), example("open")],
  "compare-open-fear-me": ["compare", example("open"), example("fear-me")],
};
const windows = [
  { width: 800, height: 1000 },
  { width: 360, height: 740 },
];
const schemes = ["light", "dark"];

function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // The next one.
    }
  }
  throw new Error("there is no Chromium: set CHROMIUM to its path");
}

/** What is wrong with a page in one window and scheme, one line each. */
async function faults(page) {
  // The page's own policy forbids every script; this one comes in through the debugger, and the policy stays as it is.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  const found = violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.html}`),
  );
  const [content, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  if (content > width) found.push(`wider than its window: ${content} > ${width}`);
  return found;
}

async function look(browser, name, file) {
  const found = [];
  const page = await browser.newPage();
  const own = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== own) found.push(`asks for ${request.url()}`);
  });
  page.on("pageerror", (error) => found.push(`error: ${error.message}`));
  for (const viewport of windows) {
    for (const scheme of schemes) {
      await page.setViewport(viewport);
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(own);
      const where = `${name}, ${viewport.width} px, ${scheme}`;
      found.push(...(await faults(page)).map((fault) => `${where}: ${fault}`));
      if (shots) {
        const path = join(shots, `${name}-${viewport.width}-${scheme}.png`);
        await page.screenshot({ path, fullPage: true });
      }
    }
  }
  if (shots) {
    for (const format of ["A4", "Letter"]) {
      await page.pdf({ path: join(shots, `${name}-${format}.pdf`), format, preferCSSPageSize: false });
    }
  }
  await page.close();
  return found;
}

const folder = mkdtempSync(join(tmpdir(), "rekindle-pages-"));
if (shots) mkdirSync(shots, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: chromium(),
  // In a container there is often no other user to be.
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
let count = 0;
try {
  for (const [name, command] of Object.entries(pages)) {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, execFileSync(program, [...command, "--region", "GB", "--format", "html"]));
    const found = await look(browser, name, file);
    found.forEach((fault) => console.error(fault));
    count += found.length;
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
const seen = Object.keys(pages).length * windows.length * schemes.length;
console.log(`${seen} views of ${Object.keys(pages).length} pages, ${count} faults`);
process.exit(count === 0 ? 0 : 1);
