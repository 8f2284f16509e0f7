// What the engine refuses, as it says it; and, in another language, what can be said from the kind of fault and from what is declared.
import { Refused, type Problem } from '../engine/pool';
import { engine } from '../lab/engine.svelte';
import { fill, number, speech, words } from './words.svelte';


/** What may stand at a key, from its declaration. */
function expected(key: string): string {
  const parameter = engine.parameter(key.replace(/^arms\.[^.]+\./, ''));
  if (!parameter) return '';
  const values = { low: String(parameter.legal[0]), high: number(parameter.legal[1]), words: parameter.words.map(([word]) => `"${word}"`).join(', ') };
  return ` ${fill(words(`fault.expected.${parameter.kind}`) ?? '', values)}`;
}

/** One problem as a sentence with its line; nothing where its reason is told in words alone. */
function sentence(problem: Problem): string | null {
  const text = problem.kind && words(`fault.${problem.kind}`);
  if (!text) return null;
  const place = problem.line === null ? '' : `${fill(words('fault.place')!, { line: String(problem.line), column: String(problem.column) })}: `;
  const range = problem.kind === 'out_of_range' || problem.kind === 'wrong_kind' ? expected(problem.key) : '';
  return `${place}${fill(text, { key: problem.key, found: problem.found ?? '' })}${range}`;
}

/** The sentences of a refusal in the page's language; none where the engine's own words are in it, or not all of it can be said. */
export function translated(why: Error): string[] {
  if (speech.language === 'en' || !(why instanceof Refused) || !why.problems.length) return [];
  const all = why.problems.map(sentence);
  return all.every((one) => one !== null) ? (all as string[]) : [];
}
