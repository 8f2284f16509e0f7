// Watching a firm: two firms in the same future on one clock, and the log in words; a lead's life, and the same prospect elsewhere.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open, ready, root, serve, verona } from './lab.mjs';

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser.close();
  site.close();
});

test('a film tells what trace tells, day by day, and changes nothing', async () => {
  const { page, close } = await open(browser, site.base);
  await ready(page);
  const { film, months, told } = await page.evaluate(async () => {
    const { engine } = globalThis.verona;
    const { pool, declared } = engine;
    const question = { text: engine.firm('start-up'), origin: 'start-up.toml', set: [], arms: null };
    const film = await pool.about(question, { op: 'film', arm: 1, replication: 3 });
    const plain = await pool.about(question, { op: 'simulate', arm: 1, replication: 3 });
    const { reply } = await pool.about(question, { op: 'words', arm: 1, replication: 3, from: 0, to: 20 });
    const from = declared.outcomes.length + declared.hours.length;
    const same = plain.numbers.slice(from);
    const seen = film.numbers.slice(film.numbers.length - same.length);
    return { film: film.reply, months: same.every((value, at) => Object.is(value, seen[at])), told: reply.told };
  });
  assert.ok(months, 'the months of a film are those of a simulation');
  assert.equal(film.days, 504);
  assert.ok(film.events > 1000);
  const life = await verona('trace', 'scenarios/start-up.toml', '--arm', 'defined', '--replication', '3', '--lead', String(told.find((one) => one.lead !== null).lead));
  // The log of a life leaves out whose it is: its last words stand in the film's.
  assert.match(life, /In short/);
  assert.ok(told.filter((one) => one.told).length > 20);
  await close();
});

test('a clock runs two firms by hand, by key and by itself', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/watch?f=start-up`);
  await page.locator('.log li').first().waitFor();
  const output = page.locator('output[for=day]');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('ArrowRight');
  assert.equal(await output.textContent(), 'day 2');
  await page.getByRole('heading', { name: 'What happens on day 2' }).waitFor();
  await page.keyboard.press('.');
  const dispute = Number(/\d+/.exec(await output.textContent())[0]);
  assert.ok(dispute > 2);
  await page.getByRole('slider', { name: 'Day' }).focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await output.textContent(), `day ${dispute - 1}`);
  await page.getByLabel('Speed').selectOption('40');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction((from) => Number(/\d+/.exec(document.querySelector('output[for=day]').textContent)[0]) > from + 10, dispute);
  await page.getByRole('button', { name: 'Pause' }).click();
  const drawn = await page.evaluate(() => [...document.querySelectorAll('canvas')].map((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0)));
  assert.deepEqual(drawn, [true, true]);
  await page.getByLabel('Follow a person').selectOption('1');
  await page.getByText(/salesperson 2: .*trust in the other function/).first().waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('who asks for less motion sees six days of each firm side by side, and reads the log of one', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/watch?f=start-up`, { reducedMotion: 'reduce' });
  await page.locator('.log li, .log p').first().waitFor();
  const drawn = () => page.evaluate(() => [...document.querySelectorAll('.six canvas')].filter((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0)).length);
  await page.waitForFunction(() => document.querySelectorAll('.six canvas').length === 12);
  assert.equal(await drawn(), 12);
  const days = () => page.locator('.six').first().getByRole('button').allTextContents();
  assert.deepEqual(await days(), ['day 1', 'day 22', 'day 43', 'day 64', 'day 85', 'day 106']);
  assert.equal(await page.getByRole('button', { name: 'Play' }).count(), 0);
  await page.getByRole('button', { name: 'The next six' }).click();
  await page.getByRole('heading', { name: 'What happens on day 127' }).waitFor();
  await page.getByLabel('Days apart').selectOption('1');
  assert.deepEqual(await days(), ['day 127', 'day 128', 'day 129', 'day 130', 'day 131', 'day 132']);
  await page.locator('.six').first().getByRole('button', { name: 'day 129' }).click();
  await page.getByRole('heading', { name: 'What happens on day 129' }).waitFor();
  assert.deepEqual(await page.locator('.six').first().getByRole('button', { pressed: true }).allTextContents(), ['day 129']);
  // The last days of two years are fewer than six.
  await page.locator('#day').fill('503');
  assert.equal(await page.locator('.six canvas').count(), 12);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press(' ');
  assert.equal((await days())[0], 'day 1');
  assert.deepEqual(complaints, []);
  await close();
});

test('the same prospect is followed under another structure, or nobody ever noticed it', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/lead?f=start-up&arm=defined`);
  await page.locator('ol li').first().waitFor();
  const worth = async () => /worth ([\d,]+)/.exec(await page.textContent('section.card'))?.[1];
  const first = await worth();
  assert.ok(first, 'the story says what the prospect is worth');
  await page.getByRole('group', { name: 'Structure' }).getByRole('link', { name: 'integrated' }).click();
  await page.waitForFunction(() => /arm=integrated.*p=\d+\.\d+/.test(location.hash));
  await page.locator('a[aria-current=true]', { hasText: 'integrated' }).waitFor();
  await page.locator('section[data-arm=integrated]').waitFor();
  assert.equal(await worth(), first);
  await page.goto(`${site.base}#/lead?f=start-up&arm=defined&p=0.999999999`);
  await page.getByText('nobody ever noticed this prospect').waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

// That whatever is declared has German words, the build holds (app/words.mjs); events are what a simulation makes of them.
test('in German every event of every structure has a sentence of its own', async () => {
  const german = JSON.parse(await readFile(join(root, 'web/app/words/de.json'), 'utf8'));
  const { page, close } = await open(browser, site.base, { locale: 'de-DE' });
  await ready(page);
  const kinds = await page.evaluate(async () => {
    const { pool } = globalThis.verona.engine;
    const found = new Set();
    for (const name of ['start-up', 'mid-market', 'high-volume']) {
      const question = { text: globalThis.verona.engine.firm(name), origin: `${name}.toml`, set: [], arms: null };
      for (let arm = 0; arm < 4; arm++) {
        // The engine tells some thousand events at a time.
        for (let from = 0; from < 504; from += name === 'start-up' ? 126 : 252) {
          const { reply } = await pool.about(question, { op: 'words', arm, replication: 2, from, to: from + 20 });
          for (const one of reply.told) found.add([one.what, one.what === 'won' && one.discount > 0 ? 'discount' : one.what === 'decided' && one.lead === null ? 'function' : one.note].join('.'));
        }
      }
    }
    return [...found];
  });
  assert.ok(kinds.length > 25, kinds.join(', '));
  assert.deepEqual(kinds.filter((kind) => !german[`event.${kind}`] && !german[`event.${kind.split('.')[0]}`]), []);
  const known = ['a', 'b', 'lead', 'cause', 'hours', 'days', 'delay', 'after', 'share', 'discount', 'money', 'figure'];
  for (const [key, text] of Object.entries(german)) {
    if (key.startsWith('event.')) for (const [, name] of text.matchAll(/\{(\w+)\}/g)) assert.ok(known.includes(name), `${key}: {${name}}`);
  }
  await page.goto(`${site.base}#/lead?f=start-up&arm=defined`);
  await page.locator('ol li').first().waitFor();
  await page.getByText('Ein Interessent im Gebiet von').waitFor();
  assert.equal(await page.locator('section[data-arm] [lang=en], ol [lang=en], main ul [lang=en]').count(), 0);
  assert.match(await page.textContent('main'), /(Vertrieb|Marketing) \d/);
  await close();
});

test('in German settings and diagnosis are German to the last word; only names of files and the command stay as they are', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/firm?f=start-up`, { locale: 'de-DE' });
  await page.getByText('Angestellte Vertriebsleute; jeder hat ein Gebiet mit Interessenten.').waitFor();
  assert.deepEqual(await page.locator('main [lang=en]:not(h2)').allTextContents(), []);
  await page.getByRole('searchbox').fill('kündigungen');
  await page.locator('[id="people.leaving_slope"]').waitFor();
  await page.goto(`${site.base}#/stand`);
  await page.locator('ol li').first().waitFor();
  await page.evaluate(() => document.querySelectorAll('input[type=radio][name^=sales][value="2"], input[type=radio][name^=marketing][value="4"]').forEach((one) => one.click()));
  await page.getByRole('button', { name: 'Das Unternehmen einordnen' }).click();
  await page.getByRole('heading', { name: 'Gründe, es integriert zu versuchen' }).waitFor();
  await page.getByText('Die Zyklen sind kurz').waitFor();
  assert.equal(await page.locator('#found [lang=en]:not(pre)').count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});
