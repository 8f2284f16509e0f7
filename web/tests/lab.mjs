// What the tests share: the site on 127.0.0.1, one browser, pages that complain, and the command line to compare with.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const out = join(root, 'web/out');
const require = createRequire(join(root, 'web/app/package.json'));
const { chromium } = require('playwright-core');
export const axeSource = require.resolve('axe-core/axe.min.js');

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json', '.png': 'image/png' };

/** Serves the site; counts what is asked for. `beside` answers first, and says whether it did. */
export async function serve(beside = () => false) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    asked.push(path);
    if (await beside(path, request, response)) return;
    try {
      const file = join(out, 'lab', normalize(path === '/' ? '/index.html' : path));
      const content = await readFile(file);
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { base: `http://127.0.0.1:${server.address().port}/`, asked, close: () => server.close() };
}

/** How long anything may take before it counts as never coming: machines that check changes are slow, and nothing fails for that. */
export const PATIENCE = 300_000;

export async function launch() {
  const browser = await chromium.launch({
    timeout: PATIENCE,
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const made = await context(options);
    made.setDefaultTimeout(PATIENCE);
    return made;
  };
  return browser;
}

/** A page in a profile of its own. What it complains of, and what it asks of any network, is kept. `first` runs in it before anything of its own. */
export async function open(browser, address, options = {}, first = null) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', acceptDownloads: true, ...options });
  const page = await context.newPage();
  if (first) await page.addInitScript(first);
  const complaints = [];
  const requests = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  context.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, complaints, requests, close: () => context.close() };
}

/** Waits until a page has painted so many frames more. */
export const settled = (page, frames = 3) =>
  page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame++) await new Promise((done) => requestAnimationFrame(done));
  }, frames);

/** Waits until the engine of a page runs. */
export const ready = (page) => page.waitForFunction(() => globalThis.verona?.engine.pool, );

/** A comparison in the page, as the page makes it: of a text, to that many futures; with its report where that is wanted. */
export function compare(page, text, origin, n, reported = false) {
  return page.evaluate(
    async ([text, origin, n, reported]) => {
      const { engine, Comparison } = globalThis.verona;
      const comparison = new Comparison(engine.pool);
      const question = { text, origin, set: [], arms: null };
      await comparison.ask(question, n);
      while (!comparison.over) {
        if (comparison.refused || comparison.broken) throw new Error(comparison.refused?.message ?? comparison.broken);
        await new Promise((done) => setTimeout(done, 20));
      }
      const csv = (await engine.pool.about(question, { op: 'csv', replications: n }, comparison.numbers(n))).reply.text;
      const { outcomes, hours, series } = engine.declared;
      const months = (comparison.results[0][0].length - outcomes.length - hours.length) / series.length;
      const report = reported && (await engine.pool.about(question, { op: 'report', replications: n, months }, comparison.numbers(n, true))).reply.text;
      return { json: comparison.answer.json, csv, report };
    },
    [text, origin, n, reported],
  );
}

/** Presses a button that saves a file, and reads it. */
export async function save(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return readFile(await download.path(), 'utf8');
}

/** Drops a file on the page as a hand would. */
export const drop = (page, name, text) =>
  page.evaluate(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [name, text],
  );

/** What the command prints. */
export async function verona(...words) {
  const { stdout } = await promisify(execFile)(join(root, 'target/debug/verona'), words, { cwd: root, maxBuffer: 1 << 28 });
  return stdout;
}
