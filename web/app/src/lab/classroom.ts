// A class: its name, its firms, and what the book says of them.
import { FIRMS } from './code';
import { engine } from './engine.svelte';

export const DEFAULT_FIRMS = ['start-up', 'sales-support', 'commodity', 'fast-software', 'professional-services', 'high-volume'];
export const STRUCTURES = ['undefined', 'defined', 'aligned', 'integrated'];

/** What a believer in the book would say, in steps of 5 %; shown at the reveal. */
export const THE_BOOK: Record<string, number[]> = {
  'start-up': [17, 1, 1, 1],
  'sales-support': [17, 1, 1, 1],
  commodity: [1, 17, 1, 1],
  'fast-software': [1, 1, 17, 1],
  'professional-services': [1, 1, 1, 17],
  'high-volume': [6, 7, 6, 1],
};

export interface Classroom {
  name: string;
  firms: string[];
  seconds: number;
}

export function fromLink(params: URLSearchParams): Classroom | null {
  const name = params.get('c')?.toUpperCase() ?? '';
  if (!/^[0-9A-Z]{2,12}$/.test(name)) return null;
  const firms = params.get('firms')?.split(',').slice(0, FIRMS) ?? DEFAULT_FIRMS;
  if (engine.declared && firms.some((firm) => engine.firm(firm) === undefined)) return null;
  const seconds = Math.min(600, Math.max(10, Number(params.get('s')) || 40));
  return { name, firms, seconds };
}

export function toLink(page: string, room: Classroom): string {
  const words = [`c=${room.name}`];
  if (room.firms.join() !== DEFAULT_FIRMS.join()) words.push(`firms=${room.firms.join(',')}`);
  if (room.seconds !== 40) words.push(`s=${room.seconds}`);
  return `#/${page}?${words.join('&')}`;
}

/** Sentences that a class may give as the reason, and what each says would have to be switched off. */
export const REASONS: { name: string; set: Record<string, string> }[] = [
  { name: 'as_is', set: {} },
  { name: 'message', set: { 'market.message_weight': '0.0' } },
  { name: 'joint', set: { 'exceptions.joint_base': '0.0', 'exceptions.joint_slope': '0.0', 'accounts.issues': '0.0' } },
  { name: 'misunderstanding', set: { 'exceptions.misunderstanding': '0.0' } },
  { name: 'early', set: { 'market.response_decay': '0.0' } },
  { name: 'reward', set: { 'operating.joint_reward': '0.0' } },
  { name: 'blame', set: { 'culture.blame': '0.0' } },
];

/** Kept for this tab alone, so that a reload loses nothing. */
export function keep(name: string, value: unknown) {
  try {
    sessionStorage.setItem(`verona-class-${name}`, JSON.stringify(value));
  } catch {
    // Full or forbidden: then a reload begins anew.
  }
}
export function kept<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(`verona-class-${name}`);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}
