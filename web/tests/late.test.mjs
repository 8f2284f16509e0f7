// The engine answers late: nothing that is typed before it does is lost, and of two changes at once both hold.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, launch, open, root, serve } from './lab.mjs';

let site, browser, late;
before(async () => {
  // The engine itself comes when a test lets it.
  [site, browser] = await Promise.all([serve(async (path) => (path === '/engine.wasm' && (await late), false)), launch()]);
});
after(async () => {
  await browser.close();
  site.close();
});

/** What a worker is asked, by its kind, waits as many milliseconds as `slow` says; the kinds keep their order. */
function slowed() {
  const post = Worker.prototype.postMessage;
  globalThis.slow = { study: 700 };
  Worker.prototype.postMessage = function (message, ...rest) {
    const wait = globalThis.slow[message.ask?.op];
    if (wait) setTimeout(() => post.call(this, message, ...rest), wait);
    else post.call(this, message, ...rest);
  };
}
/** Changes fields in the same moment, as quickly as no hand could. */
const change = (page, values) =>
  page.evaluate((values) => {
    for (const [id, value] of Object.entries(values)) {
      const field = document.getElementById(id);
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }, values);
const holds = (page, ...parts) => page.waitForFunction((parts) => parts.every((part) => location.hash.includes(part)), parts);

test('a setting waits for the values of the firm, and what is typed at once reaches the comparison', async () => {
  let come;
  late = new Promise((done) => (come = done));
  const { page, close, complaints } = await open(browser, `${site.base}#/firm?f=start-up`, {}, slowed);
  await page.getByRole('searchbox').fill('message_weight');
  come();
  const field = page.getByLabel('market.message_weight');
  await field.waitFor();
  // No value is shown that is not the firm's.
  assert.deepEqual([await field.isDisabled(), await field.inputValue()], [true, '']);
  await field.fill('0.1');
  await page.keyboard.press('Tab');
  // Nobody waits for the engine to have looked at it.
  await page.getByRole('link', { name: 'Compare this firm' }).click();
  await page.waitForFunction(() => document.querySelector('pre')?.textContent.includes('--set market.message_weight=0.1'));
  assert.match(await page.evaluate(() => location.hash), /^#\/compare\?/);
  assert.deepEqual(complaints, []);
  await close();
});

test('of two settings changed at once both hold, each with a step back of its own; of two refused each stays in its field', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/firm?f=start-up`, {}, slowed);
  await page.waitForFunction(() => document.getElementById('offer.complexity')?.disabled === false);
  await change(page, { 'offer.complexity': '0.4', 'offer.deal_size': '0.6' });
  await holds(page, 'offer.complexity:0.4', 'offer.deal_size:0.6');
  await page.goBack();
  await page.waitForFunction(() => location.hash.includes('offer.complexity:0.4') && !location.hash.includes('deal_size'));
  await page.waitForFunction(() => document.querySelectorAll('li.changed').length === 1);
  await change(page, { 'offer.complexity': '7', 'offer.deal_size': '8' });
  await page.getByText('offer.deal_size = 8 is refused and not used').waitFor();
  await page.getByText('offer.complexity = 7 is refused and not used').waitFor();
  assert.deepEqual(await page.locator('[aria-invalid]').evaluateAll((all) => all.map((one) => [one.id, one.value])), [['offer.complexity', '7'], ['offer.deal_size', '8']]);
  // What is refused keeps the reader, who can leave it so.
  await change(page, { 'offer.repeat_share': '9' });
  await page.getByRole('link', { name: 'Compare this firm' }).click();
  await page.getByText('offer.repeat_share = 9 is refused and not used').waitFor();
  await page.getByRole('link', { name: 'Compare this firm' }).click();
  await page.waitForFunction(() => location.hash.startsWith('#/compare') && location.hash.includes('offer.complexity:0.4'));
  assert.deepEqual(complaints, []);
  await close();
});

test('a slider waits for the values of another firm, and what is moved at once goes along to another page', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/compare?n=12`, {}, slowed);
  const people = page.getByLabel('Salespeople, as a number');
  await people.waitFor();
  await page.getByLabel('Firm', { exact: true }).selectOption('start-up');
  await page.waitForFunction(() => document.getElementById('offer.complexity').disabled);
  await people.fill('8');
  await page.getByRole('link', { name: 'All settings' }).click();
  // Four salespeople and two marketers: with twice as many come twice as many.
  await holds(page, '#/firm', 'f=start-up', 'firm.salespeople:8', 'firm.marketers:4');
  assert.deepEqual(complaints, []);
  await close();
});

test('a file dropped before the engine is there is compared, and so is another of the same name', async () => {
  let come;
  late = new Promise((done) => (come = done));
  const { page, close, complaints } = await open(browser, site.base, {}, slowed);
  const text = await readFile(join(root, 'scenarios/start-up.toml'), 'utf8');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await drop(page, 'mine.toml', text);
  come();
  await holds(page, '#/compare', 'mine.toml');
  const complexity = page.getByRole('slider', { name: 'Complexity of the offer' });
  await complexity.waitFor();
  const was = await complexity.getAttribute('aria-valuetext');
  await drop(page, 'mine.toml', text.replace(/^complexity = .*$/m, 'complexity = 0.95'));
  await page.waitForFunction(() => document.getElementById('offer.complexity')?.getAttribute('aria-valuetext') === '0.95');
  assert.notEqual(was, '0.95');
  assert.deepEqual(complaints, []);
  await close();
});

test('of two axes of a map chosen at once both hold', async () => {
  const { page, close } = await open(browser, `${site.base}#/map`);
  await page.locator('#firm option').first().waitFor({ state: 'attached' });
  await change(page, { x: 'blame', y: 'reach', firm: 'start-up' });
  await holds(page, 'x=blame', 'y=reach', 'f=start-up');
  await close();
});

test('while a quarter is computed nothing is decided, and a place of the firm is that of the answers that stand', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/change?f=start-up&from=defined&rehearse=1`, { reducedMotion: 'reduce' }, slowed);
  await page.getByRole('heading', { name: 'Briefing before quarter 1 of 8' }).waitFor();
  await page.evaluate(() => (globalThis.slow.simulate = 1500));
  await page.getByLabel('Profit a head of this quarter').fill('20000');
  await page.getByLabel('Trust at its end').fill('45');
  await page.getByRole('button', { name: 'Commit the quarter' }).click();
  assert.ok(await page.getByLabel('Trust at its end').isDisabled());
  assert.equal(await page.getByLabel('Trust at its end').inputValue(), '45');
  await page.getByRole('heading', { name: 'Briefing before quarter 2 of 8' }).waitFor();
  assert.equal(await page.getByLabel('Trust at its end').inputValue(), '');

  await page.evaluate(() => (globalThis.slow.diagnose = 1500));
  await page.goto(`${site.base}#/stand`);
  await page.locator('ol li').first().waitFor();
  await page.evaluate(() => document.querySelectorAll('input[type=radio][value="4"]').forEach((one) => one.click()));
  const place = page.getByRole('button', { name: 'Place the firm' });
  await place.click();
  await page.evaluate(() => document.querySelector('input[type=radio][value="1"]').click());
  await page.waitForTimeout(3000);
  assert.equal(await page.locator('#found').count(), 0);
  await place.click();
  await page.locator('#found').waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('what is pasted while a file of codes is read stays', async () => {
  const { page, close } = await open(browser, `${site.base}#/board?c=K7QX`, {}, () => {
    const text = File.prototype.text;
    File.prototype.text = async function () {
      await new Promise((done) => setTimeout(done, 1500));
      return text.call(this);
    };
  });
  await page.locator('input[type=file]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('from the file') });
  await page.getByLabel('Paste the codes here').fill('pasted');
  await page.waitForFunction(() => document.getElementById('codes').value === 'pasted\nfrom the file');
  await close();
});
