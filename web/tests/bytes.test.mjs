// The page gives the bytes of the command, for every firm that comes with Verona.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compare, launch, open, ready, root, serve, verona } from './lab.mjs';

let site, browser, folder;
before(async () => {
  [site, browser, folder] = await Promise.all([serve(), launch(), mkdtemp(join(tmpdir(), 'verona-lab-'))]);
});
after(async () => {
  await browser.close();
  site.close();
  await rm(folder, { recursive: true });
});

test('every scenario file gives the JSON and the CSV of the command', async () => {
  const { page, close, complaints } = await open(browser, site.base);
  await ready(page);
  const files = (await readdir(join(root, 'scenarios'))).filter((name) => name.endsWith('.toml'));
  assert.ok(files.length > 10);
  for (const file of files) {
    const path = join('scenarios', file);
    const n = file === 'enterprise.toml' || file.includes('large') ? 1 : 2;
    const [made, json, csv] = await Promise.all([
      compare(page, await readFile(join(root, path), 'utf8'), path, n),
      verona('compare', path, '--replications', String(n), '--format', 'json'),
      verona('compare', path, '--replications', String(n), '--format', 'csv'),
    ]);
    assert.equal(made.json, json, `${file}: JSON`);
    assert.equal(made.csv, csv, `${file}: CSV`);
  }
  assert.deepEqual(complaints, []);
  await close();
});

test('the number of workers changes no byte', async () => {
  const expected = await verona('compare', '--replications', '10', '--format', 'json');
  for (const workers of [1, 2, 4]) {
    const { page, close } = await open(browser, `${site.base}?workers=${workers}#/compare?n=10`);
    await ready(page);
    assert.equal(await page.evaluate(() => globalThis.verona.engine.pool.size), workers);
    const text = await page.evaluate(() => globalThis.verona.engine.firm('mid-market'));
    assert.equal((await compare(page, text, 'mid-market.toml', 10)).json, expected, `${workers} workers`);
    await close();
  }
});

test('the report is that of verona report', async () => {
  const { page, close } = await open(browser, site.base);
  await ready(page);
  const written = join(folder, 'answer');
  await verona('compare', 'scenarios/start-up.toml', '--replications', '3', '--out', written);
  await verona('report', written);
  const text = await readFile(join(root, 'scenarios/start-up.toml'), 'utf8');
  const { report } = await compare(page, text, 'scenarios/start-up.toml', 3, true);
  assert.equal(report, await readFile(join(written, 'report.html'), 'utf8'));
  await close();
});

test('a life is that of verona trace', async () => {
  const { page, close } = await open(browser, site.base);
  await ready(page);
  const told = await page.evaluate(async () => {
    const { pool } = globalThis.verona.engine;
    const question = { text: globalThis.verona.engine.firm('mid-market'), origin: 'mid-market.toml', set: [], arms: null };
    return (await pool.about(question, { op: 'life', arm: 1, replication: 3, subject: 'instructive' })).reply.text;
  });
  assert.equal(told, await verona('trace', '--structure', 'defined', '--replication', '3'));
  await close();
});

test('a map is that of verona map', async () => {
  const { page, close, complaints } = await open(browser, site.base);
  await ready(page);
  const file = 'scenarios/start-up.toml';
  const made = await page.evaluate(
    async ([text, origin]) => {
      const { pool } = globalThis.verona.engine;
      const map = { text, origin, set: ['plan.replications=3'], x: 'firm.size=4..40', y: 'offer.complexity', levels: [3, 2] };
      const { sets, arms, outcome } = (await pool.ask({ op: 'points', map })).reply;
      const values = [];
      for (const set of sets) {
        const question = { text, origin, set: [...map.set, ...set], arms: null };
        for (let arm = 0; arm < arms.length; arm++) for (let replication = 1; replication <= 3; replication++) values.push((await pool.about(question, { op: 'simulate', arm, replication })).numbers[outcome]);
      }
      const { json, csv } = (await pool.ask({ op: 'map', map }, new Float64Array(values))).reply;
      return { json, csv };
    },
    [await readFile(join(root, file), 'utf8'), file],
  );
  const words = ['map', file, '--x', 'firm.size=4..40', '--y', 'offer.complexity', '--levels', '3x2', '--replications', '3', '--format'];
  assert.equal(made.json, await verona(...words, 'json'));
  assert.equal(made.csv, await verona(...words, 'csv'));
  assert.deepEqual(complaints, []);
  await close();
});

test('a diagnosis and its starting scenario are those of verona diagnose', async () => {
  const { page, close } = await open(browser, site.base);
  await ready(page);
  const sheet = (by) => Array.from({ length: 20 }, (_, at) => 1 + ((at * by) % 5));
  const made = await page.evaluate(async ([sales, marketing]) => {
    const { pool, declared } = globalThis.verona.engine;
    return { ...(await pool.ask({ op: 'diagnose', sales, marketing })).reply, keys: declared.statements.map((one) => one.key) };
  }, [sheet(2), sheet(3)]);
  const answers = (name, by) => `[${name}]\n${made.keys.map((key, at) => `${key} = ${sheet(by)[at]}\n`).join('')}`;
  const file = join(folder, 'answers.toml');
  await writeFile(file, `${answers('sales', 2)}\n${answers('marketing', 3)}`);
  assert.equal(made.json, await verona('diagnose', file, '--format', 'json'));
  const start = join(folder, 'start.toml');
  await verona('diagnose', file, '--out', start);
  assert.equal(made.scenario, await readFile(start, 'utf8'));
  await close();
});
