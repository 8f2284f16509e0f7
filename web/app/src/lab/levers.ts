// The seven plain questions: what a lever moves, between which ends, and how its value is said.
import { number, percent } from '../lib/words.svelte';

export interface Lever {
  name: 'people' | 'complexity' | 'deals' | 'repeat' | 'speed' | 'reach' | 'blame';
  key: string;
  low: number;
  high: number;
  /** Whether equal steps multiply. */
  grows: boolean;
  /** The ends that "what would change the answer" tries: the plausible range. */
  tried: [number, number];
  say: (value: number) => string;
}

export const LEVERS: Lever[] = [
  { name: 'people', key: 'firm.salespeople', low: 4, high: 400, grows: true, tried: [8, 160], say: (x) => number(x) },
  { name: 'complexity', key: 'offer.complexity', low: 0, high: 1, grows: false, tried: [0.05, 0.8], say: (x) => number(x, 2) },
  { name: 'deals', key: 'offer.deal_size', low: 0, high: 1, grows: false, tried: [0.1, 0.9], say: (x) => number(x, 2) },
  { name: 'repeat', key: 'offer.repeat_share', low: 0, high: 0.9, grows: false, tried: [0.1, 0.7], say: (x) => percent(x) },
  { name: 'speed', key: 'market.speed', low: 0.1, high: 10, grows: true, tried: [0.3, 4], say: (x) => number(x, x < 1 ? 2 : 1) },
  { name: 'reach', key: 'market.reach', low: 0, high: 1, grows: false, tried: [0.1, 0.8], say: (x) => percent(x) },
  { name: 'blame', key: 'culture.blame', low: 0, high: 1, grows: false, tried: [0, 1], say: (x) => number(x, 2) },
];

/** A lever's value from the place of its slider, 0 to 100. */
export function value(lever: Lever, at: number): number {
  const share = at / 100;
  if (!lever.grows) return Math.round((lever.low + share * (lever.high - lever.low)) * 100) / 100;
  const grown = lever.low * (lever.high / lever.low) ** share;
  return lever.key.startsWith('firm.') ? Math.round(grown) : Number(grown.toPrecision(2));
}

export function at(lever: Lever, x: number): number {
  const share = lever.grows ? Math.log(Math.max(x, lever.low) / lever.low) / Math.log(lever.high / lever.low) : (x - lever.low) / (lever.high - lever.low);
  return Math.max(0, Math.min(100, share * 100));
}

/** What goes along with the salespeople: as many marketers as the firm has for each of them, and a market that grows with the firm. */
export const ALONG = ['firm.marketers', 'market.territories'] as const;

/** What a lever's value sets. Where a firm has as many territories as salespeople, whatever their number (0), that stays so by itself. */
export function sets(lever: Lever, x: number, base: Record<string, unknown>): Record<string, string> {
  const out: Record<string, string> = { [lever.key]: String(x) };
  if (lever.name === 'people') for (const key of ALONG) out[key] = String(Math.round((x * Number(base[key])) / Math.max(1, Number(base['firm.salespeople']))));
  return out;
}

/** Whether the market has the size that goes along with the salespeople, and not one that was set by hand. */
export function grows(values: Record<string, unknown>, base: Record<string, unknown>): boolean {
  const people = LEVERS.find((lever) => lever.name === 'people')!;
  return String(values['market.territories']) === sets(people, Number(values[people.key]), base)['market.territories'];
}
