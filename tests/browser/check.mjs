// Open each page in a browser; the last line printed says what is wrong with each, as JSON:
// {"page": ["problem", ...]}.
//
//   node check.mjs CHROMIUM DIRECTORY [PICTURES]
//
// DIRECTORY holds the pages, *.html; into PICTURES go those of the newest release: what one
// sees of it first, its figure, and what comes out of a printer. Each stays under 150 kB.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { chromium } from "playwright-core";

const [executablePath, directory, pictures] = process.argv.slice(2);

// Zooming to 200 % leaves a window of 1280 pixels the room of 640.
const SCREENS = {
  phone: { viewport: { width: 320, height: 640 } },
  phone_dark: { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
  desktop: { viewport: { width: 1280, height: 900 } },
  desktop_dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  zoomed: { viewport: { width: 640, height: 450 } },
  paper: { viewport: { width: 700, height: 600 }, media: "print" },
  paper_dark: { viewport: { width: 700, height: 900 }, colorScheme: "dark", media: "print" },
};
const LARGEST_PRINT = 12; // sheets
const SMALLEST_PRINT = 11; // points
const READER = readFileSync(
  createRequire(import.meta.url).resolve("@mozilla/readability/Readability.js"), "utf8",
);
const PAPERS = ["A4", "Letter"];
const PICTURED = ["desktop", "phone_dark", "paper"];

const profile = mkdtempSync(join(tmpdir(), "jerking-info-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath,
  args: [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
const problems = {};
const files = readdirSync(directory).filter((name) => name.endsWith(".html")).sort();
const newest = files.filter(isRelease).at(-1);
try {
  for (const file of files) {
    const address = pathToFileURL(resolve(directory, file)).href;
    problems[file] = [];
    // Of other pages than the newest release only the hardest.
    const names = file === newest ? Object.keys(SCREENS) : ["phone", "desktop_dark"];
    for (const [name, screen] of Object.entries(SCREENS).filter(([name]) => names.includes(name))) {
      await onScreen(address, file, name, screen);
    }
    if (isRelease(file)) {
      await inReaderView(address, file);
      for (const paper of file === newest ? PAPERS : PAPERS.slice(0, 1)) {
        await onPaper(address, file, paper);
      }
    }
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
console.log(JSON.stringify(problems));

function isRelease(file) {
  return /^[0-9.]+html$/.test(file);
}

async function open(address, file, options) {
  const page = await browser.newPage();
  await page.setViewportSize(options.viewport);
  await page.emulateMedia({
    colorScheme: options.colorScheme ?? "light",
    media: options.media ?? "screen",
  });
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) {
      problems[file].push(`asks for ${request.url()}`);
    }
  });
  page.on("console", (message) => problems[file].push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems[file].push(`error: ${error.message}`));
  await page.goto(address, { waitUntil: "load" });
  return page;
}

async function onScreen(address, file, name, screen) {
  const page = await open(address, file, screen);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0 && !screen.media) {
    problems[file].push(`${name}: ${wide} pixels wider than the screen`);
  }
  if (pictures && file === newest && PICTURED.includes(name)) {
    await page.screenshot({ path: join(pictures, `page-${name}.png`) });
    const drawn = page.locator("figure");
    await drawn.screenshot({ path: join(pictures, `figure-${name}.png`) });
  }
  // What is folded away is checked too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  const folded = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (folded > 0 && !screen.media) {
    problems[file].push(`${name}: ${folded} pixels wider than the screen, unfolded`);
  }
  // The policy of the page forbids scripts, also those of `addScriptTag`, but not the debugger's.
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate(() => axe.run());
  for (const { id, help, nodes } of violations) {
    problems[file].push(`${name}: ${id}: ${help}: ${nodes[0].html}`);
  }
  for (const { id, nodes } of incomplete.filter((rule) => rule.id !== "color-contrast")) {
    problems[file].push(`${name}: undecided: ${id}: ${nodes[0].html}`);
  }
  await page.close();
}

async function inReaderView(address, file) {
  const page = await open(address, file, SCREENS.desktop);
  const disclaimers = await page.locator(".ji-disclaimer").allTextContents();
  const text = await page.evaluate(
    `${READER}; new Readability(document.cloneNode(true)).parse().textContent`,
  );
  for (const disclaimer of disclaimers) {
    if (!squeezed(text).includes(squeezed(disclaimer))) {
      problems[file].push(`reader view: no "${disclaimer}"`);
    }
  }
  await page.close();
}

async function onPaper(address, file, format) {
  const page = await open(address, file, { viewport: { width: 800, height: 900 }, media: "print" });
  const disclaimers = await page.locator(".ji-disclaimer").allTextContents();
  const sheets = await page.pdf({ format, preferCSSPageSize: false, printBackground: false });
  if (pictures && file === newest && format === PAPERS[0]) {
    writeFileSync(join(pictures, `page-${format}.pdf`), sheets);
  }
  const pdf = await getDocument({ data: new Uint8Array(sheets), verbosity: 0 }).promise;
  if (pdf.numPages > LARGEST_PRINT) {
    problems[file].push(`${format}: ${pdf.numPages} sheets`);
  }
  let text = "";
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const small = items.find(({ str, height }) => str.trim() && height < SMALLEST_PRINT - 0.05);
    if (small) {
      problems[file].push(`${format}: "${small.str}" is ${small.height} points high`);
    }
    text += items.map((item) => item.str).join("");
  }
  for (const disclaimer of disclaimers) {
    if (!squeezed(text).includes(squeezed(disclaimer))) {
      problems[file].push(`${format}: no "${disclaimer}"`);
    }
  }
  await page.close();
}

function squeezed(text) {
  return text.replace(/\s+/g, "");
}
