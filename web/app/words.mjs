// Whether each language has words for all that the engine declares: settings with unit and source, sections, outcomes, measures, statements,
// and the advice of a diagnosis. What is missing is named, and the build fails. (A key of the page's own that a language lacks is an error of
// types.)
import { readFileSync } from 'node:fs';

const [engine, folder] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(engine), {});
const { memory, verona_input, verona_call, verona_output } = instance.exports;
function ask(message) {
  const text = new TextEncoder().encode(JSON.stringify(message));
  const start = verona_input(4 + text.length);
  new DataView(memory.buffer, start).setUint32(0, text.length, true);
  new Uint8Array(memory.buffer, start + 4, text.length).set(text);
  const size = verona_call();
  const out = memory.buffer.slice(verona_output(), verona_output() + size);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(out, 4, new DataView(out).getUint32(0, true))));
}

const read = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
const [german, said] = [read('de'), read('engine.de')];
const missing = [];
const need = (there, what) => there === undefined && missing.push(what);
const { sections, outcomes, series, measures, statements } = ask({ declared: null });

for (const section of sections.filter(({ name }) => name !== 'plan')) {
  need(said.section[section.name], `section "${section.name}": ${section.about}`);
  for (const { key, kind, unit, about, source, words } of section.parameters) {
    need(said.about[key], `about "${key}": ${about}`);
    need(said.source[key] ?? said.phrase[source], `source "${key}": ${source}`);
    for (const [word, meaning] of words) need(said.word[`${key}.${word}`], `word "${key}.${word}": ${meaning}`);
    if (kind === 'number' || kind === 'integer') need(said.unit[unit], `unit "${unit}"`);
  }
}
for (const { name } of outcomes) need(german[`outcome.${name}`], `outcome.${name}`);
for (const { name } of series) need(german[`series.${name}`], `series.${name}`);
for (const { shown } of [...outcomes, ...series]) for (const word of shown.split(/[/·]/)) need(german[`unit.${word}`], `unit.${word}`);
for (const { key, topic } of statements) {
  need(german[`statement.${key}`], `statement.${key}`);
  need(said.topic[key], `topic "${key}": ${topic}`);
}
for (const { name, source } of measures) {
  for (const key of [`measure.${name}`, `measure.${name}.about`]) need(german[key], key);
  need(said.phrase[source], `phrase: ${source}`);
}
// Low, middling and high answers draw all the advice there is.
for (const answer of [1, 2, 3, 4, 5]) {
  const sheet = statements.map(() => answer);
  const { stay, go, change } = ask({ diagnose: { sales: sheet, marketing: sheet } });
  for (const words of [...stay, ...go].map((one) => one.words).concat(change)) need(said.phrase[words], `phrase: ${words}`);
}
if (missing.length) {
  console.error(`words.mjs: German lacks words (words/de.json; words/engine.de.json for what has a heading):\n${[...new Set(missing)].map((one) => `  ${one}`).join('\n')}`);
  process.exit(1);
}
