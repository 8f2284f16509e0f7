// The pictures of the guide: each is of a page that works; with UPDATE_DOCS=1 they are taken anew.
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open, root, serve, settled } from './lab.mjs';

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser.close();
  site.close();
});

/** Of each: the page, what must be there, and what is done before it is taken. */
const PICTURES = {
  compare: ['#/compare?f=fast-software&n=12', '.verdict [role=status]', () => {}],
  watch: ['#/watch?f=mid-market&a=defined&b=integrated', '.log li', (page) => page.locator('#day').fill('200')],
  change: ['#/change?f=start-up&from=defined&p=c1c1.--.--.--.--.--.--.--', 'figure svg', () => {}],
  class: ['#/class?c=K7QX', '#student', async (page) => {
    await page.getByLabel('Your number in the class').fill('7');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.locator('#start-up-aligned').waitFor();
  }],
};

for (const [name, [hash, there, before]] of Object.entries(PICTURES)) {
  test(`the picture of ${name} is of a page that works`, async () => {
    const { page, close, complaints } = await open(browser, site.base + hash, { viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
    await page.waitForSelector(there, { state: 'attached' });
    await before(page);
    await settled(page, 10);
    const file = join(root, `docs/guide/pictures/lab-${name}.png`);
    if (process.env.UPDATE_DOCS) await page.screenshot({ path: file });
    assert.ok((await stat(file)).size > 10_000);
    assert.deepEqual(complaints, []);
    await close();
  });
}
