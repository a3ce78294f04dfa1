// Open each page of the documentation site in a browser; the last line printed says what is
// wrong with each, as JSON: {"page": ["problem", ...]}.
//
//   node site.mjs CHROMIUM ADDRESS PAGE...
//
// ADDRESS is where the site is served, with a slash at its end; pages are paths under it. One
// with `?q=` must find something.
import axe from "axe-core";
import { chromium } from "playwright-core";

const [executablePath, address, ...pages] = process.argv.slice(2);

const SCREENS = {
  phone: { viewport: { width: 320, height: 640 }, colorScheme: "light" },
  desktop: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
};
// In the dark all is as on the desktop but for the colours.
const RULES = { dark: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

const problems = Object.fromEntries(pages.map((page) => [page, []]));
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
try {
  // Two at a time: one runs axe while the other loads.
  const waiting = [...pages];
  await Promise.all([visit(waiting), visit(waiting)]);
} finally {
  await browser.close();
}
console.log(JSON.stringify(problems));

async function visit(waiting) {
  const context = await browser.newContext();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await check(context, path, problems[path]);
  }
  await context.close();
}

async function check(context, path, found) {
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith("data:")) {
      found.push(`asks for ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (!response.ok()) found.push(`${response.status()} for ${response.url()}`);
  });
  page.on("console", (message) => found.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => found.push(`error: ${error.message}`));
  await page.goto(address + path, { waitUntil: "load" });
  if (path.includes("?q=")) {
    const results = page.locator("#search-results li");
    await results.first().waitFor({ timeout: 10000 }).catch(() => found.push("finds nothing"));
  }
  await page.evaluate(axe.source);
  for (const [name, { viewport, colorScheme }] of Object.entries(SCREENS)) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wide > 0) found.push(`${name}: ${wide} pixels wider than the screen`);
    const options = { resultTypes: ["violations"], ...(RULES[name] && { runOnly: RULES[name] }) };
    const { violations } = await page.evaluate((options) => axe.run(options), options);
    for (const { id, help, nodes } of violations) {
      found.push(`${name}: ${id}: ${help}: ${nodes.length} times: ${nodes[0].html}`);
    }
  }
  await page.close();
}
