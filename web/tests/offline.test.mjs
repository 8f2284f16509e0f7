// A site that was visited once works without a network, and hard times each get a clear message and lose nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drop, launch, open, ready, serve, settled } from './lab.mjs';

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser.close();
  site.close();
});
const over = (page) => page.waitForFunction(() => /^Over /.test(document.querySelector('.verdict .small')?.textContent.trim() ?? ''));

test('a site that was visited once answers with the server stopped and the network off', async () => {
  const own = await serve();
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(own.base);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.waitForFunction(() => caches.keys().then(async (names) => names.length === 1 && (await (await caches.open(names[0])).keys()).length > 10));
  own.close();
  await context.setOffline(true);
  await page.close();
  const again = await context.newPage();
  await again.goto(`${own.base}#/compare?f=start-up&n=12`);
  await over(again);
  await again.goto(`${own.base}#/change`);
  await again.getByLabel('Name of the team').waitFor();
  await again.getByRole('button', { name: 'Deutsch' }).click();
  await again.getByRole('heading', { name: 'Einen Wandel führen' }).waitFor();
  await context.close();
});

test('a browser without WebAssembly is told so', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(site.base);
  await page.getByText('This browser has no WebAssembly').waitFor();
  await context.close();
});

test('an engine that does not arrive is said, with what to do', async () => {
  const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route('**/engine.wasm', (route) => route.fulfill({ status: 404 }));
  await page.goto(`${site.base}#/compare`);
  await page.getByText('Loading the page again helps').waitFor();
  await context.close();
});

test('storage that is full or forbidden stops nothing', async () => {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Storage.prototype.getItem = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
  });
  await page.goto(`${site.base}#/change?f=start-up&from=defined&team=Reds`);
  await page.getByLabel('Profit a head of this quarter').fill('1');
  await page.getByLabel('Trust at its end').fill('1');
  await page.getByRole('button', { name: 'Commit the quarter' }).click();
  await page.getByRole('heading', { name: 'Briefing before quarter 2 of 8' }).waitFor();
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('button', { name: 'Light or dark' }).or(page.getByRole('button', { name: 'Hell oder dunkel' })).click();
  await page.goto(`${site.base}#/class?c=K7QX`);
  await page.locator('#student').fill('3');
  await page.locator('form button, button.first').first().click();
  await page.locator('#start-up-aligned').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a file of 100 MB is refused at once, and what stood there stays', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?f=start-up&n=12`);
  await over(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(100_000_000)], 'huge.toml'));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.getByText('It has 100 MB').waitFor();
  await over(page);
  await drop(page, 'picture.toml', '\u0000\u0001PNG');
  await page.getByRole('alert').getByText('picture.toml').waitFor();
  await close();
});

test('a tab in the background goes on computing', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?f=start-up&n=20`);
  await ready(page);
  const front = await page.context().newPage();
  await front.bringToFront();
  await over(page);
  await front.close();
  await close();
});

test('a film stands still in the background and goes on with the next day', async () => {
  const { page, close } = await open(browser, `${site.base}#/watch?f=start-up`);
  await page.locator('.log li').first().waitFor();
  await page.getByLabel('Speed').selectOption('40');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(() => Number(/\d+/.exec(document.querySelector('output[for=day]').textContent)[0]) > 3);
  const [before, after] = await page.evaluate(async () => {
    // A browser gives a page that nobody sees no frames.
    const real = globalThis.requestAnimationFrame;
    const held = [];
    globalThis.requestAnimationFrame = (frame) => held.push(frame);
    const output = document.querySelector('output[for=day]');
    const day = () => Number(/\d+/.exec(output.textContent)[0]);
    await new Promise((done) => setTimeout(done, 3000));
    const before = day();
    const moved = new Promise((done) => new MutationObserver(() => done(day())).observe(output, { characterData: true, childList: true, subtree: true }));
    globalThis.requestAnimationFrame = real;
    for (const frame of held) real(frame);
    return [before, await moved];
  });
  // 3 seconds are 120 days; a frame is a tenth of a second at most.
  assert.ok(after > before && after <= before + 5, `${before} to ${after}`);
  await close();
});

test('links with any value in them show a page or say what is wrong', async () => {
  for (const hash of ['#/map?x=nonsense&y=blame', '#/lead?f=nowhere', '#/lead?deal=99999999', '#/lead?p=1.2.3&future=-5', '#/watch?a=nobody&b=none&future=zz', '#/change?from=nowhere&team=x', '#/change?f=nowhere&team=x', '#/class?c=!!', '#/board', '#/firm?f=nowhere', '#/nowhere', '#/compare?n=99999999999', '#/compare?t=notpacked', '#/%E0%A4%A']) {
    const { page, complaints, close } = await open(browser, site.base + hash);
    await ready(page);
    await page.waitForFunction(() => document.querySelector('main').textContent.trim().length > 20);
    await settled(page, 10);
    const words = (await page.textContent('main')).trim();
    assert.ok(words.length > 20, `${hash}: ${words}`);
    assert.deepEqual(complaints, [], hash);
    await close();
  }
});
