// The change simulator: eight quarters, no way back, and a programme that the command line runs to the same bytes.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open, ready, save, serve, verona } from './lab.mjs';

let site, browser, folder;
before(async () => {
  [site, browser, folder] = await Promise.all([serve(), launch(), mkdtemp(join(tmpdir(), 'verona-lab-'))]);
});
after(async () => {
  await browser.close();
  site.close();
  await rm(folder, { recursive: true });
});

const commit = async (page, profit, trust) => {
  await page.getByLabel('Profit a head of this quarter').fill(String(profit));
  await page.getByLabel('Trust at its end').fill(String(trust));
  await page.getByRole('button', { name: 'Commit the quarter' }).click();
};
const briefing = (page, quarter) => page.getByRole('heading', { name: `Briefing before quarter ${quarter} of 8` }).waitFor();
const START = '#/change?f=start-up&from=defined&team=Reds&c=K7QX';

test('eight quarters are played, nothing comes back, and the programme is that of verona change', async () => {
  const { page, close, complaints, requests } = await open(browser, site.base, { reducedMotion: 'reduce' });
  await page.goto(`${site.base}#/change`);
  await page.getByLabel('Firm').selectOption('start-up');
  await page.getByLabel('Name of the team').fill('Reds');
  await page.getByLabel('Name of the class').fill('K7QX');
  await page.getByRole('button', { name: 'Begin' }).click();
  await briefing(page, 1);
  // Without numbers nothing is committed.
  await page.getByRole('button', { name: 'Commit the quarter' }).click();
  await page.getByText('Both numbers, please').waitFor();
  await page.getByLabel('From now on').selectOption('aligned');
  await page.getByLabel('Pace').selectOption('1');
  await page.getByRole('checkbox', { name: 'Joint assignments' }).check();
  await commit(page, 20_000, 45);
  await briefing(page, 2);
  assert.match(await page.textContent('main'), /you expected 20,000/);
  const first = await page.textContent('main [role=status]');
  // The teams have arrived after a quarter; a budget is not to be overdrawn.
  await page.getByLabel('From now on').selectOption('integrated');
  await page.getByLabel('From now on').selectOption('');
  for (const name of ['Problem solving', 'Job rotation', 'Culture workshops']) {
    await page.getByRole('checkbox', { name }).check();
    await page.locator('li', { hasText: name }).getByLabel('Dose').selectOption('2');
  }
  await page.getByText('Over the budget').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Commit the quarter' }).isDisabled());
  for (const name of ['Problem solving', 'Job rotation', 'Culture workshops']) await page.getByRole('checkbox', { name }).uncheck();
  // A reload takes nothing back, and the same quarter has the same end.
  await page.reload();
  await briefing(page, 2);
  assert.equal(await page.textContent('main [role=status]'), first);
  await page.getByRole('checkbox', { name: 'Liaison' }).check();
  await commit(page, 21_000, 46);
  for (let quarter = 3; quarter <= 8; quarter++) {
    await briefing(page, quarter);
    await commit(page, 20_000, 46);
  }
  await page.getByRole('heading', { name: 'What was it worth?' }).waitFor();
  await page.getByText('Skill or luck?').waitFor();
  const toml = await save(page, 'Programme (TOML)');
  const [json, csv, report] = [await save(page, 'Summary (JSON)'), await save(page, 'Paths (CSV)'), await save(page, 'Report')];
  assert.deepEqual(complaints, []);
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.base) && !/^(blob|data):/.test(url)), []);
  await close();

  const file = join(folder, 'plan.toml');
  await writeFile(file, toml);
  assert.equal(json, await verona('change', file, '--replications', '60', '--format', 'json'));
  assert.equal(csv, await verona('change', file, '--replications', '60', '--format', 'csv'));
  const out = join(folder, 'change');
  await verona('change', file, '--replications', '60', '--out', out);
  await verona('report', out);
  assert.equal(report, await readFile(join(out, 'report.html'), 'utf8'));
});

test('a quarter plays for ten seconds and tells of its weeks, or is skipped to its end; with less motion it is there at once', async () => {
  const { page, close, complaints } = await open(browser, site.base + START);
  await briefing(page, 1);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await commit(page, 20_000, 45);
  const playing = page.getByRole('heading', { name: 'Quarter 1 plays' });
  await playing.waitFor();
  await page.clock.runFor(8_000);
  assert.ok(await playing.isVisible());
  assert.equal(await page.locator('.weeks li').count(), 3);
  await page.clock.runFor(2_500);
  await page.clock.resume();
  await briefing(page, 2);
  await commit(page, 20_000, 45);
  await page.getByRole('button', { name: 'Skip to its end' }).click();
  assert.ok(await page.getByRole('heading', { name: 'Briefing before quarter 3 of 8' }).isVisible());
  assert.deepEqual(complaints, []);
  await close();

  const still = await open(browser, `${site.base}#/change?f=start-up&rehearse=1`, { reducedMotion: 'reduce' });
  await briefing(still.page, 1);
  await still.page.evaluate(() => new MutationObserver(() => (globalThis.played ||= /Quarter 1 plays/.test(document.querySelector('main').textContent))).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true }));
  await commit(still.page, 20_000, 45);
  await briefing(still.page, 2);
  assert.equal(await still.page.evaluate(() => Boolean(globalThis.played)), false);
  await still.close();
});

test('months before a decision are those without it', async () => {
  const { page, close } = await open(browser, site.base);
  await ready(page);
  const differ = await page.evaluate(async () => {
    const { engine } = globalThis.verona;
    const at = (day) => `${engine.firm('start-up')}\n[programmes.plan]\n[[programmes.plan.change]]\nday = ${day}\nto = "aligned"\n`;
    const run = async (day) => {
      const question = { text: at(day), origin: 'x.toml', set: ['operating.preset=defined'], arms: null };
      return (await engine.pool.about(question, { op: 'simulate', arm: 1, replication: 9, change: true })).numbers;
    };
    const [early, late] = [await run(126), await run(252)];
    const from = engine.declared.outcomes.length + engine.declared.hours.length;
    const width = engine.declared.series.length;
    const months = [];
    for (let month = 0; month < 24; month++) {
      const same = Array.from({ length: width }, (_, at) => from + month * width + at).every((at) => Object.is(early[at], late[at]));
      if (!same) months.push(month);
    }
    return months;
  });
  assert.equal(differ[0], 6);
  await close();
});

test('a plan comes by link, another beside it, and a broken one is refused', async () => {
  const plan = `${site.base}#/change?f=start-up&from=defined&p=c1c1.--.--.--.--.--.--.--`;
  const { page, close } = await open(browser, plan);
  await page.getByText(/a head over two years/).first().waitFor();
  assert.match(await save(page, 'SVG'), /^<svg[^]*<title>.*60.*<\/title>/);
  await page.getByLabel("Set another team's plan beside it").fill('nonsense!');
  await page.getByRole('button', { name: 'Set beside' }).click();
  await page.getByText('This link holds no plan').waitFor();
  await page.getByLabel("Set another team's plan beside it").fill(plan.replace('c1c1', 'd0'));
  await page.getByRole('button', { name: 'Set beside' }).click();
  await page.getByText(/The other plan is worth/).waitFor();
  await page.goto(`${site.base}#/change?p=zz9`);
  await page.getByText('This link holds no plan').waitFor();
  await close();
});

test('a team has its own future, the same in any browser', async () => {
  const { page, close } = await open(browser, site.base + START, { reducedMotion: 'reduce' });
  await briefing(page, 1);
  await commit(page, 1, 1);
  await briefing(page, 2);
  const reds = await page.textContent('main [role=status]');
  await page.goto(site.base + START.replace('Reds', 'Blues'));
  await briefing(page, 1);
  await commit(page, 1, 1);
  await briefing(page, 2);
  assert.notEqual(await page.textContent('main [role=status]'), reds);
  await close();
  const other = await open(browser, site.base + START, { reducedMotion: 'reduce' });
  await briefing(other.page, 1);
  await commit(other.page, 1, 1);
  await briefing(other.page, 2);
  assert.equal(await other.page.textContent('main [role=status]'), reds);
  await other.close();
});
