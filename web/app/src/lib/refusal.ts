// What the engine refuses, in another language than its own: what can be said from the kind of fault and from what is declared.
import { Refused, type Problem } from '../engine/pool';
import { engine } from '../lab/engine.svelte';
import { fill, number, speech, words } from './words.svelte';

/** What may stand at a key, from its declaration. */
function expected(key: string): string {
  const plain = key.replace(/^arms\.[^.]+\./, '');
  const parameter = engine.parameter(plain) ?? engine.parameter(`operating.${plain}`);
  if (!parameter) return '';
  const values = { low: String(parameter.legal[0]), high: number(parameter.legal[1]), words: parameter.words.map(([word]) => `"${word}"`).join(', ') };
  return ` ${fill(words(`fault.expected.${parameter.kind}`) ?? '', values)}`;
}

/** One problem as a sentence with its line; where its reason is told in words alone, that the words are below. */
function sentence(problem: Problem): string {
  // What is missing is a name where it stands in backticks, and English words where it does not.
  const lacks = problem.kind === 'missing' && (problem.found?.match(/`[^`]+`/)?.[0] ?? '');
  const text = (problem.kind && lacks !== '' && words(`fault.${problem.kind}`)) || words(problem.key ? 'fault.other' : 'fault.whole')!;
  const place = problem.line === null ? '' : `${fill(words('fault.place')!, { line: String(problem.line), column: String(problem.column) })}: `;
  const range = problem.kind === 'out_of_range' || problem.kind === 'wrong_kind' ? expected(problem.key) : '';
  const near = problem.help?.match(/^did you mean [`"](.+)[`"]\?$/)?.[1];
  return `${place}${fill(text, { key: problem.key, found: lacks || (problem.found ?? '') })}${range}${near ? ` ${fill(words('fault.near')!, { near })}` : ''}`;
}

/** The sentences of a refusal in the page's language; none where that is the engine's own. */
export function translated(why: Error): string[] {
  if (speech.language === 'en') return [];
  const problems = why instanceof Refused ? why.problems : [];
  return problems.length ? problems.map(sentence) : [words('fault.whole')!];
}
