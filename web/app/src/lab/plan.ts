// A plan for eight quarters: what is decided in each, as a programme of change in a scenario file, and as a few letters in a link.
import { engine } from './engine.svelte';

export const QUARTERS = 8;
export const QUARTER = 63;
export const MOST_MEASURES = 3;
/** How long the teams take to follow one another; a day less than whole quarters, so that a change ends before the next begins. */
export const PACES = [0, QUARTER - 1, 2 * QUARTER - 1];
/** Hours of each participant and month, and money a head and month, by dose. Assumptions of the game. */
const HOURS = [2, 4, 8];
const ROLE_HOURS = [20, 40, 80];
const MONEY = [45, 90, 180];
/** What a team may spend in all, a head. */
export const BUDGET = { hours: 72, money: 2000 };

export interface Doing {
  kind: string;
  dose: number;
}
export interface Decision {
  to: string | null;
  pace: number;
  doing: Doing[];
  /** What the team expected of the quarter: profit a head, and trust at its end in percent. */
  expected: [number, number] | null;
}

const role = (kind: string) => engine.declared!.measures.find((one) => one.name === kind)!.role;
const people = (heads: number) => 2 * Math.max(1, Math.round(heads / 28));

/** What a measure costs in its quarter, a head: hours and money. */
export function price(doing: Doing, heads: number): { hours: number; money: number } {
  const hours = role(doing.kind) ? (ROLE_HOURS[doing.dose] * people(heads)) / heads : HOURS[doing.dose];
  return { hours: hours * 3, money: MONEY[doing.dose] * 3 };
}

export function spent(decisions: Decision[], heads: number): { hours: number; money: number } {
  const all = decisions.flatMap((one) => one.doing).map((one) => price(one, heads));
  return { hours: all.reduce((sum, one) => sum + one.hours, 0), money: all.reduce((sum, one) => sum + one.money, 0) };
}

/** The day until which a change of structure is under way in the quarters decided so far. */
export function busy(decisions: Decision[]): number {
  return Math.max(-1, ...decisions.map((one, quarter) => (one.to ? quarter * QUARTER + PACES[one.pace] : -1)));
}

/** The structure that is in force, or on its way. */
export function structure(decisions: Decision[], today: string): string {
  return decisions.reduce((now, one) => one.to ?? now, today);
}

/** Whether anything is decided: a programme that does nothing is none. */
export const acts = (decisions: Decision[]) => decisions.some((one) => one.to !== null || one.doing.length > 0);

/** The plan as a programme, to stand below a firm; nothing where it does nothing. */
export function toml(name: string, decisions: Decision[], heads: number): string {
  if (!acts(decisions)) return '';
  const lines = [`[programmes.${name}]`, `about = "Played in the Lab"`];
  decisions.forEach(({ to, pace, doing }, quarter) => {
    const day = quarter * QUARTER;
    if (to) lines.push('', `[[programmes.${name}.change]]`, `day = ${day}`, `phase = ${PACES[pace]}`, `to = "${to}"`);
    for (const one of doing) {
      lines.push('', `[[programmes.${name}.measure]]`, `kind = "${one.kind}"`, `day = ${day}`, `days = ${QUARTER}`);
      if (role(one.kind)) lines.push(`people = ${people(heads)}`, `hours = ${ROLE_HOURS[one.dose]}`);
      else lines.push(`hours = ${HOURS[one.dose]}`);
      lines.push(`cost = ${Math.round(MONEY[one.dose] * heads)}`);
    }
  });
  return `${lines.join('\n')}\n`;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The plan in letters: a quarter each, `structure and pace`, then `measure and dose`. */
export function encode(decisions: Decision[]): string {
  const { structures, measures } = engine.declared!;
  return decisions
    .map(({ to, pace, doing }) => {
      const change = to ? `${LETTERS[structures.findIndex((one) => one.name === to)]}${pace}` : '--';
      return change + doing.map((one) => `${LETTERS[measures.findIndex((known) => known.name === one.kind)]}${one.dose}`).join('');
    })
    .join('.');
}

export function decode(text: string): Decision[] | null {
  const { structures, measures } = engine.declared!;
  const quarters = text.split('.');
  if (quarters.length > QUARTERS || !/^[a-z0-9.-]+$/.test(text)) return null;
  const out: Decision[] = [];
  for (const quarter of quarters) {
    const pairs = quarter.match(/[a-z][0-2]|--/g) ?? [];
    if (pairs.join('') !== quarter || !pairs.length) return null;
    const [change, ...doing] = pairs as [string, ...string[]];
    const to = change === '--' ? null : structures[LETTERS.indexOf(change[0])]?.name;
    const kinds = doing.map((pair) => ({ kind: measures[LETTERS.indexOf(pair[0])]?.name, dose: Number(pair[1]) }));
    if (to === undefined || kinds.length > MOST_MEASURES || kinds.some((one) => one.kind === undefined)) return null;
    out.push({ to, pace: to ? Number(change[1]) : 0, doing: kinds, expected: null });
  }
  return out;
}

/** A future of a team's own: no two classes share it, and nobody chooses it. */
export function future(words: string): number {
  let hash = 2166136261;
  for (const letter of words.toUpperCase()) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16777619);
  return 1_000_000 + ((hash >>> 0) % 1_000_000_000);
}
