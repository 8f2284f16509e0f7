// A leader's and a student's ways through the page.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, launch, open, out, ready, root, save, serve, verona } from './lab.mjs';

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser.close();
  site.close();
});

const verdict = (page) => page.waitForSelector('.verdict [role=status]', { state: 'attached' });
const over = (page) => page.waitForFunction(() => /^Over /.test(document.querySelector('.verdict .small')?.textContent.trim() ?? ''));
test('a guess is made in two clicks and meets its answer', async () => {
  const { page, close, complaints } = await open(browser, site.base);
  await page.getByText('What are the four structures?').click();
  await page.getByText('One head, joint measures and rewards').waitFor();
  await page.getByRole('button', { name: /Commodity/ }).click();
  await page.getByRole('link', { name: /^integrated/ }).click();
  await page.goto(`${page.url()}&n=12`);
  await over(page);
  assert.match(await page.textContent('.guess'), /You guessed integrated/);
  assert.match(await page.textContent('.verdict h1'), /on profit per head|[Cc]hoose|Too close/);
  assert.equal(await page.getByText('What are the four structures?').count(), 1);
  assert.deepEqual(complaints, []);
  await close();
});

test('a slider answers to the keyboard, the link follows, and Back undoes it', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare`);
  await verdict(page);
  const slider = page.getByRole('slider', { name: 'Complexity of the offer' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('offer.complexity:0.45'));
  assert.equal(await slider.getAttribute('aria-valuetext'), '0.45');
  await page.getByRole('slider', { name: 'Blame' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('culture.blame'));
  // One step back a slider, however many keys moved it.
  await page.goBack();
  await page.waitForFunction(() => location.hash.includes('offer.complexity:0.45') && !location.hash.includes('culture.blame'));
  await page.goBack();
  await page.waitForFunction(() => !location.hash.includes('offer.complexity'));
  await page.waitForFunction(() => document.getElementById('offer.complexity').getAttribute('aria-valuetext') === '0.35');
  await close();
});

test('a link opened in a fresh profile gives the bytes of the command', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?f=start-up&set=offer.complexity:0.8&seed=7&n=12`);
  await over(page);
  // What it rests on, in the words of the command.
  await page.getByText('In the words of the command line').click();
  await page.locator('details li[lang=en]').first().waitFor();
  const json = await save(page, 'Summary (JSON)');
  assert.equal(json, await verona('compare', 'scenarios/start-up.toml', '--set', 'offer.complexity=0.8', '--seed', '7', '--replications', '12', '--format', 'json'));
  await close();
});

test('a scenario saved and dropped again is the same scenario', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?f=start-up&set=culture.blame:0.9&n=12`);
  await verdict(page);
  const first = await save(page, 'Scenario (TOML)');
  await drop(page, 'mine.toml', first);
  await page.waitForFunction(() => location.hash.includes('mine.toml'));
  await verdict(page);
  assert.equal(await save(page, 'Scenario (TOML)'), first);
  await close();
});

test('a broken file is refused with its line, and what stood there stays', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?n=12`);
  await verdict(page);
  const before = page.url();
  await drop(page, 'broken.toml', '[firm]\nsalespeople = 40\n\n[offer]\ncomplexity = 3.5\n');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.textContent(), /broken\.toml:5:/);
  assert.match(await alert.textContent(), /0 to 1/);
  assert.equal(page.url(), before);
  await drop(page, 'huge.toml', 'x'.repeat(5_000_000));
  await page.waitForFunction(() => /5 MB/.test(document.querySelector('[role=alert]').textContent));
  await page.getByRole('button', { name: 'Close' }).click();
  await verdict(page);
  await close();
});

test('what the engine refuses is said in German from its data, with its own words below', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?n=12`, { locale: 'de-DE' });
  await verdict(page);
  const alert = page.getByRole('alert');
  for (const [name, text, said] of [
    ['bereich.toml', '[offer]\ncomplexity = 3.5\n', /Zeile 2, Spalte \d+: `offer\.complexity` kann nicht 3\.5 sein\. Erlaubt ist eine Zahl von 0 bis 1\./],
    ['schluessel.toml', '[offer]\ncomplexty = 0.5\n', /Zeile 2, Spalte \d+: Einen Schlüssel `complexty` gibt es hier nicht\. Meinten Sie `offer\.complexity`\?/],
    ['name.toml', '[arms."bad name!"]\noffer.complexity = 0.5\n', /Zeile 1, Spalte \d+: `bad name!` kann nicht der Name einer Struktur sein\./],
    ['fehlt.toml', '[programmes.p]\n', /Zeile 1, Spalte \d+: In `operating` fehlt `preset`\./],
    ['kein-toml.toml', '[offer\n', /Zeile 1, Spalte \d+: Das ist kein gültiges TOML\./],
  ]) {
    await drop(page, name, text);
    await page.waitForFunction((name) => document.querySelector('[role=alert] pre')?.textContent.includes(name), name);
    assert.match(await alert.locator('li').first().textContent(), said);
    assert.match(await alert.locator('pre').textContent(), new RegExp(name));
  }
  await close();
});

test('a link that makes no sense says so, whatever it holds', async () => {
  for (const [hash, words] of [
    ['#/compare?f=nowhere', 'no firm called nowhere'],
    ['#/compare?set=offer.complexty:1', 'complexity'],
    ['#/compare?f=@gone.toml', 'not here any more'],
    ['#/compare?t=notpacked', 'This link is damaged'],
    ['#/map?f=nowhere', 'no firm called nowhere'],
    ['#/watch?f=nowhere', 'no firm called nowhere'],
    ['#/lead?f=@gone.toml', 'not here any more'],
    ['#/firm?f=nowhere', 'no firm called nowhere'],
    ['#/change?f=nowhere&team=x', 'no firm called nowhere'],
    ['#/compare?v=0.0.1&n=12', 'made with version 0.0.1'],
    ['#/compare?v=0.0.1&set=offer.gone:1', 'made with version 0.0.1'],
    ['#/compare?v=0.0.1&set=offer.complexity:7', 'Take back offer.complexity'],
    ['#/compare?v=0.0.1&n=12&was=aligned:1', 'then, and now: aligned 1 → '],
  ]) {
    const { page, close } = await open(browser, site.base + hash);
    await page.waitForFunction((words) => document.querySelector('main').textContent.includes(words), words);
    await close();
  }
});

test('a map is of the firm that Compare had, with what was changed in it, and a cell leads back there', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/compare?f=start-up&set=culture.blame:0.9&n=12`);
  await verdict(page);
  await page.getByRole('link', { name: 'Where each structure is ahead' }).click();
  await page.locator('.cell[href]').first().waitFor();
  await page.locator('.pin').waitFor();
  assert.match(await page.textContent('pre'), /^verona map start-up\.toml --set culture\.blame=0\.9 --x /);
  await page.locator('.cell[href]').first().click();
  await page.waitForFunction(() => /culture\.blame:0\.9/.test(location.hash) && /offer\.complexity:/.test(location.hash));
  assert.deepEqual(complaints, []);
  await close();
});

test('a copied link holds what came, and says in another version whether it still does; a figure is a picture as well', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?f=start-up&n=12`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await over(page);
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('The link is copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /&was=/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Figure (PNG)' }).last().click()]);
  assert.deepEqual([...(await readFile(await download.path())).subarray(1, 4)], [...Buffer.from('PNG')]);
  await page.goto('about:blank');
  await page.goto(`${link}&v=0.0.1`.replace(/&v=[\d.]+(?=.*&v=)/, ''));
  await page.getByText('made with version 0.0.1').getByText('They are the same here.').waitFor();
  await close();
});

test('without the other module files are refused with a reason, and what stands there stays', async () => {
  const { page, close } = await open(browser, 'about:blank', { serviceWorkers: 'block' });
  await page.route('**/more.wasm', (route) => route.abort());
  await page.goto(`${site.base}#/compare?f=start-up&n=12`);
  await over(page);
  await page.getByRole('button', { name: 'Report' }).click();
  await page.getByText('the network is gone').waitFor();
  assert.match(await page.textContent('.verdict'), /Over 12 futures/);
  await page.unroute('**/more.wasm');
  assert.match(await save(page, 'Futures (CSV)'), /^replication,/);
  await close();
});

test('with the salespeople grows the market, unless it was set by hand; link, line to type and saved scenario hold it, under a name of its own', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/compare?n=2`);
  await over(page);
  await page.getByLabel('Salespeople, as a number').fill('80');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => /firm\.salespeople:80,firm\.marketers:32,market\.territories:80/.test(location.hash));
  await page.getByText('The market grows along: 80 territories').waitFor();
  assert.match(await page.textContent('.keep pre'), /--set firm\.salespeople=80 --set firm\.marketers=32 --set market\.territories=80/);
  await over(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Scenario (TOML)' }).click()]);
  assert.equal(download.suggestedFilename(), 'my-firm.toml');
  const saved = await readFile(await download.path(), 'utf8');
  assert.match(saved, /^name = "my firm"$/m);
  assert.match(saved, /^territories = 80$/m);
  assert.doesNotMatch(saved, /mid-market|40 salespeople/);
  const report = await save(page, 'Report');
  assert.match(report, /<title>[^<]*my firm/);
  assert.doesNotMatch(report, /A mid-market firm that sells/);

  await page.goto(`${site.base}#/compare?set=firm.salespeople:80,firm.marketers:32&n=2`);
  await page.getByText('The market stays as it was set: 40 territories').waitFor();
  await page.getByLabel('Salespeople, as a number').fill('90');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => /firm\.salespeople:90/.test(location.hash));
  assert.doesNotMatch(await page.evaluate(() => location.hash), /territories/);
  assert.deepEqual(complaints, []);
  await close();
});

test('a dropped file outlives a reload; a link says whether it holds it, and an empty one is refused', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?n=2`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await verdict(page);
  await drop(page, 'empty.toml', '');
  await page.getByText('It is empty').waitFor();
  await drop(page, 'mine.toml', 'name = "Mine"\n[firm]\nsalespeople = 8\n');
  await page.waitForFunction(() => location.hash.includes('mine.toml'));
  await page.reload();
  await verdict(page);
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('it holds everything you see').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /[?&]t=/);
  // What packs badly.
  let seed = 1;
  const noise = Array.from({ length: 400 }, () => `# ${Array.from({ length: 6 }, () => (seed = (seed * 48271) % 2147483647).toString(36)).join('')}`).join('\n');
  await drop(page, 'long.toml', `name = "Long"\n${noise}\n[firm]\nsalespeople = 8\n`);
  await page.waitForFunction(() => location.hash.includes('long.toml'));
  await verdict(page);
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('your file is too long for it').waitFor();
  await close();
});

test('settings without a measured source are counted once, on About as in the report', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?n=2`);
  await over(page);
  const [, n, all] = /(\d+) of (\d+) figures of this firm are assumptions/.exec(await save(page, 'Report'));
  await page.goto(`${site.base}#/about`);
  await page.getByText(`${n} of ${all} settings have no measured source`).waitFor();
  await close();
});

test('what came after the stop is in no figure and no table', async () => {
  const firm = 'set=firm.salespeople:80,firm.marketers:32,market.territories:80';
  const told = (page) => page.textContent('.verdict .small').then((text) => Number(/^Over (\d+) /.exec(text.trim())[1]));
  const alone = await open(browser, `${site.base}#/compare?${firm}`);
  await over(alone.page);
  const stop = await told(alone.page);
  await alone.close();
  const { page, close } = await open(browser, `${site.base}#/compare?${firm}&n=${stop + 4}`);
  await over(page);
  assert.equal(await told(page), stop + 4);
  // The same futures, but for the question that stops at the look that decides: those after it are there already.
  await page.evaluate((firm) => (location.hash = `#/compare?${firm}`), firm);
  await page.waitForFunction((stop) => document.querySelector('.verdict .small')?.textContent.trim().startsWith(`Over ${stop} `), stop);
  await page.getByRole('tab', { name: 'Table' }).click();
  assert.equal(await page.locator('.futures tbody tr').count(), stop);
  assert.ok((await page.textContent('figure')).includes(` of ${stop}`));
  await close();
});

test('a worker that dies loses nothing', async () => {
  const { page, close } = await open(browser, `${site.base}?workers=2#/compare?n=20`);
  await ready(page);
  await page.evaluate(() => globalThis.verona.engine.pool.slots[0].restart());
  await over(page);
  const json = await save(page, 'Summary (JSON)');
  assert.equal(json, await verona('compare', '--replications', '20', '--format', 'json'));
  await close();
});

test('no request leaves the page after it has loaded, and none goes elsewhere', async () => {
  // What keeps the site for offline use fetches all of it when it finds the time; it is tested by itself.
  const { page, close, requests, complaints } = await open(browser, `${site.base}#/compare?n=12`, { serviceWorkers: 'block' });
  await over(page);
  const loaded = requests.length;
  await page.getByRole('slider', { name: 'Blame' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('culture.blame'));
  await over(page);
  const web = requests.filter((url) => !/^(blob|data):/.test(url));
  assert.deepEqual(web.filter((url) => !url.startsWith(site.base)), []);
  assert.equal(requests.length, loaded, requests.slice(loaded).join(' '));
  assert.ok(web.length <= 6, web.join(' '));
  assert.deepEqual(complaints.filter((words) => !/Service Worker registration blocked/.test(words)), []);
  await close();
});

test('the single file opens from disk and gives the bytes of the command', async () => {
  const { page, close, requests, complaints } = await open(browser, `file://${join(out, 'verona-lab.html')}#/compare?f=start-up&n=12`);
  await over(page);
  assert.equal(await save(page, 'Summary (JSON)'), await verona('compare', 'scenarios/start-up.toml', '--replications', '12', '--format', 'json'));
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('It opens only where this file lies').waitFor();
  assert.deepEqual(requests.filter((url) => !/^(blob|data|file):/.test(url)), []);
  assert.deepEqual(complaints, []);
  await close();
});

test('verona lab opens the page with the firm that was named in it', async () => {
  const lab = spawn(join(root, 'target/debug/verona'), ['lab', 'scenarios/start-up.toml', '--set', 'culture.blame=0.9', '--no-browser', '--page', join(out, 'verona-lab.html')], { cwd: root });
  try {
    const [said] = await once(lab.stdout, 'data');
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(String(said))[0];
    const { page, close, complaints } = await open(browser, address);
    await page.waitForFunction(() => location.hash.includes('start-up'));
    await verdict(page);
    assert.equal(await page.getByRole('slider', { name: 'Blame' }).getAttribute('aria-valuetext'), '0.90');
    assert.deepEqual(complaints, []);
    await close();
  } finally {
    lab.kill();
  }
});

test('a setting changed among all settings reaches the comparison', async () => {
  const { page, close } = await open(browser, `${site.base}#/firm?f=start-up`);
  await page.getByRole('searchbox').fill('message_weight');
  await page.getByLabel('market.message_weight').fill('0.1');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => location.hash.includes('market.message_weight:0.1'));
  await page.getByRole('link', { name: 'Compare this firm' }).click();
  await page.waitForFunction(() => document.querySelector('pre')?.textContent.includes('--set market.message_weight=0.1'));
  await page.goBack();
  await page.getByRole('searchbox').fill('message_weight');
  await page.getByLabel('market.message_weight').fill('7');
  await page.keyboard.press('Tab');
  const field = page.getByLabel('market.message_weight');
  assert.match(await page.locator('li', { has: field }).getByRole('alert').textContent(), /0 to 1/);
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await page.getByText('market.message_weight = 7 is refused and not used').waitFor();
  await field.fill('0.2');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => location.hash.includes('market.message_weight:0.2') && !document.querySelector('[aria-invalid]'));
  await close();
});

test('a setting is found by what its slider is called, in either language', async () => {
  const { page, close } = await open(browser, `${site.base}#/firm`);
  const found = async (word, key) => {
    await page.getByRole('searchbox').fill(word);
    await page.waitForFunction((key) => document.getElementById(key), key);
    return page.locator('.sections li').count();
  };
  for (const [word, key] of [['Blame', 'culture.blame'], ['turns of the market', 'market.speed'], ['handful', 'firm.salespeople'], ['few large', 'offer.deal_size']]) assert.ok((await found(word, key)) < 40, word);
  assert.match(await page.locator('li', { has: page.getByLabel('offer.deal_size') }).textContent(), /slider: Deals/);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByText('Regler: Abschlüsse').waitFor();
  for (const [word, key] of [['Schuldzuweisung', 'culture.blame'], ['Umschwünge', 'market.speed'], ['blame', 'culture.blame'], ['takes both functions', 'offer.complexity']]) assert.ok((await found(word, key)) < 40, word);
  await close();
});

test('the line that tells the answer while sliders move stands at the foot of a narrow screen, and covers nothing on a low one', async () => {
  const { page, close } = await open(browser, `${site.base}#/compare?n=12`, { viewport: { width: 320, height: 700 } });
  await over(page);
  const peek = page.locator('.peek');
  await page.getByRole('slider', { name: 'Blame' }).scrollIntoViewIfNeeded();
  await peek.waitFor();
  assert.equal(await peek.evaluate((one) => getComputedStyle(one).position), 'fixed');
  await page.setViewportSize({ width: 320, height: 256 });
  await page.getByRole('slider', { name: 'Blame' }).scrollIntoViewIfNeeded();
  await peek.waitFor();
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('body *')].filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position)).map((one) => one.className)), []);
  await close();
});

test('twenty statements place the firm and write a scenario to compare', async () => {
  const { page, close, complaints } = await open(browser, `${site.base}#/stand`);
  await page.locator('ol li').first().waitFor();
  await page.evaluate(() => document.querySelectorAll('input[type=radio][value="4"]').forEach((one) => one.click()));
  await page.getByRole('button', { name: 'Place the firm' }).click();
  await page.getByRole('heading', { name: 'The firm works as integrated (80 of 100)' }).or(page.getByRole('heading', { name: /The firm works as/ })).first().waitFor();
  await page.getByRole('button', { name: 'Compare this firm' }).click();
  await page.waitForFunction(() => location.hash.includes('start.toml'));
  await page.waitForFunction(() => document.querySelector('.verdict h1')?.textContent.includes('future'));
  assert.deepEqual(complaints, []);
  await close();
});
