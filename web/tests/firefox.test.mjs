// Firefox gives the same bytes: the site's own page, with one script more, asks its engine and posts what came.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { out, root, serve, verona } from './lab.mjs';

const ASKS = `
while (!globalThis.verona?.engine.pool) await new Promise((done) => setTimeout(done, 50));
const { engine, Comparison } = globalThis.verona;
const out = {};
try {
  const question = { text: await (await fetch('/start-up.toml')).text(), origin: 'scenarios/start-up.toml', set: [], arms: null };
  const comparison = new Comparison(engine.pool);
  await comparison.ask(question, 6);
  while (!comparison.over) {
    if (comparison.refused || comparison.broken) throw new Error(comparison.refused?.message ?? comparison.broken);
    await new Promise((done) => setTimeout(done, 20));
  }
  out.json = comparison.answer.json;
  out.csv = (await engine.pool.about(question, { op: 'csv', replications: 6 }, comparison.numbers(6))).reply.text;
  out.life = (await engine.pool.about(question, { op: 'life', arm: 1, replication: 3, subject: 'instructive' })).reply.text;
} catch (why) {
  out.error = String(why);
}
await fetch('/result', { method: 'POST', body: JSON.stringify(out) });`;

test('Firefox gives the bytes of the command', { skip: process.env.FIREFOX ? false : 'no Firefox' }, async () => {
  const profile = await mkdtemp(join(tmpdir(), 'verona-firefox-'));
  let arrived;
  const result = new Promise((done) => (arrived = done));
  const site = await serve(async (path, request, response) => {
    if (path === '/ask') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end((await readFile(join(out, 'lab/index.html'), 'utf8')).replace('</body>', '<script type="module" src="ask.js"></script></body>'));
    else if (path === '/ask.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(ASKS);
    else if (path === '/start-up.toml') response.writeHead(200).end(await readFile(join(root, 'scenarios/start-up.toml')));
    else if (path === '/result') {
      let text = '';
      for await (const part of request) text += part;
      response.writeHead(204).end();
      arrived(JSON.parse(text));
    } else return false;
    return true;
  });
  const firefox = spawn(process.env.FIREFOX, ['--headless', '--no-remote', '--profile', profile, `${site.base}ask?workers=2#/about`], { stdio: 'ignore', env: { ...process.env, HOME: profile } });
  try {
    const made = await result;
    assert.equal(made.error, undefined);
    const words = ['scenarios/start-up.toml', '--replications', '6', '--format'];
    assert.equal(made.json, await verona('compare', ...words, 'json'));
    assert.equal(made.csv, await verona('compare', ...words, 'csv'));
    assert.equal(made.life, await verona('trace', 'scenarios/start-up.toml', '--arm', 'defined', '--replication', '3'));
  } finally {
    firefox.kill();
    site.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
  }
});
