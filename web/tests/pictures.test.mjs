// The pictures of the guide: each is of a page that works; with UPDATE_DOCS=1 they are taken anew.
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open, ready, root, save, serve, settled } from './lab.mjs';

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser.close();
  site.close();
});

/** Of each: the page, what must be there, what is done before it is taken, and where it is of a film, motion. */
const PICTURES = {
  compare: ['#/compare?f=fast-software&n=12', '.verdict [role=status]', () => {}],
  watch: ['#/watch?f=mid-market&a=defined&b=integrated', '.log li', (page) => page.locator('#day').fill('200'), 'no-preference'],
  change: ['#/change?f=start-up&from=defined&p=c1c1.--.--.--.--.--.--.--', 'figure svg', () => {}],
  class: ['#/class?c=K7QX', '#student', async (page) => {
    await page.getByLabel('Your number in the class').fill('7');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.locator('#start-up-aligned').waitFor();
  }],
  board: ['#/board?c=K7QX', '#codes', async (page) => {
    await page.locator('#codes').fill(await page.evaluate(class_, CLASS));
    await page.getByRole('button', { name: 'Reveal this firm' }).click();
    await page.locator('.firms').scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollTo(0, document.querySelector('.firms').getBoundingClientRect().top + scrollY - 40));
  }],
  // The report that is saved from Compare: its first page.
  report: ['#/compare?f=mid-market&set=offer.complexity:0.7,culture.blame:0.6&n=12', '.verdict [role=status]', async (page) => {
    await page.getByText(/^Over 12 futures/).waitFor();
    const report = await save(page, 'Report');
    await page.goto('about:blank');
    await page.setContent(report);
  }],
};
/** A made-up class: as many students, what they lean to, and what came, by structure. */
const CLASS = { students: 36, said: [10, 4, 3, 2], came: [1, 2, 4, 9] };
function class_({ students, said, came }) {
  let seed = 5;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const share = (weights, total) => {
    const all = weights.map((weight) => weight * (0.4 + random()));
    const sum = all.reduce((a, b) => a + b);
    const out = all.map((one) => Math.floor((one / sum) * total));
    out[out.indexOf(Math.max(...out))] += total - out.reduce((a, b) => a + b);
    return out;
  };
  const six = (make) => Array.from({ length: 6 }, make);
  return Array.from({ length: students }, (_, at) => globalThis.verona.code.encode('K7QX', { student: at + 1, said: six(() => share(said, 20)), came: six(() => share(came, 12)) })).join('\n');
}

for (const [name, [hash, there, before, reducedMotion = 'reduce']] of Object.entries(PICTURES)) {
  test(`the picture of ${name} is of a page that works`, async () => {
    const { page, close, complaints } = await open(browser, site.base + hash, { viewport: { width: 1280, height: 860 }, reducedMotion });
    await page.waitForSelector(there, { state: 'attached' });
    await ready(page);
    await before(page);
    await settled(page, 10);
    const file = join(root, `docs/guide/pictures/lab-${name}.png`);
    if (process.env.UPDATE_DOCS) await page.screenshot({ path: file });
    assert.ok((await stat(file)).size > 10_000);
    assert.deepEqual(complaints, []);
    await close();
  });
}
