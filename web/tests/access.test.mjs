// Everybody can use every page: axe on each, in light, dark and forced colours, and nothing wider than the screen.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { axeSource, launch, open, serve, settled } from './lab.mjs';

let site, browser, axe;
before(async () => {
  // Evaluated, not put into the page, whose policy forbids that.
  [site, browser, axe] = await Promise.all([serve(), launch(), readFile(axeSource, 'utf8')]);
});
after(async () => {
  await browser.close();
  site.close();
});

/** Answers every statement, and waits for the diagnosis. */
async function placed(page) {
  await page.evaluate(() => document.querySelectorAll('input[type=radio][name^=sales][value="2"], input[type=radio][name^=marketing][value="4"]').forEach((one) => one.click()));
  await page.locator('form button.first').click();
  await page.locator('#found .moves').waitFor();
}

/** Pages, and what must be there before they are looked at; a state of one has a name, and what leads to it. */
const PAGES = [
  ['#/', '.firm'],
  ['#/compare?f=start-up&n=12&a=', '.verdict [role=status]'],
  ['#/class', '.qr'],
  ['#/class?c=K7QX&who=groups', '#group'],
  ['#/board?c=K7QX', '#codes'],
  ['#/board?c=K7QX', '.acts', 'at its second act', (page) => page.locator('.acts button').nth(1).click()],
  ['#/board?c=K7QX', '.acts', 'at its last act', (page) => page.locator('.acts button').nth(3).click()],
  ['#/lead?f=start-up', 'ol li'],
  ['#/watch?f=start-up', '.log li'],
  ['#/change', '#team'],
  ['#/change?f=start-up&rehearse=1', 'form #profit'],
  ['#/change?f=start-up&from=defined&p=c1c1.--.--.--.--.--.--.--', 'figure svg'],
  ['#/map?f=start-up', '.cell[href]'],
  ['#/firm?f=start-up', 'details li'],
  ['#/stand', 'ol li'],
  ['#/stand', 'ol li', 'placed', placed],
  ['#/about', 'h1'],
];

for (const [hash, there, state = '', act = () => {}] of PAGES) {
  test(`${hash}${state && ' '}${state} is accessible, and fits screens of 320 to 1920 pixels`, async () => {
    const { page, close } = await open(browser, site.base + hash, { reducedMotion: 'reduce' });
    await page.waitForSelector(there, { state: 'attached' });
    await act(page);
    await page.evaluate(axe);
    for (const [name, media] of [
      ['light', { colorScheme: 'light' }],
      ['dark', { colorScheme: 'dark' }],
      ['forced colours', { colorScheme: 'light', forcedColors: 'active' }],
      ['German', { forcedColors: 'none' }],
    ]) {
      await page.emulateMedia(media);
      if (name === 'German') {
        await page.getByRole('button', { name: 'Deutsch' }).click();
        await page.waitForFunction(() => document.documentElement.lang === 'de');
      }
      // Colours change in a frame, figures in the one after it.
      await settled(page);
      const found = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).slice(0, 3).join(' ')}`);
      });
      assert.deepEqual(found, [], name);
    }
    for (const width of [320, 390, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      // Figures take the new width a few frames later, when the browser has told them.
      await page.waitForFunction((width) => innerWidth === width, width);
      await settled(page, 6);
      const wider = await page.evaluate(() => [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest('.wide, nav')).slice(0, 3).map((one) => one.outerHTML.slice(0, 120)));
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${width} pixels: ${wider.join('\n')}`);
    }
    await close();
  });
}
