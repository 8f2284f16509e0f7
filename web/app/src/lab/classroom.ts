// A class: its name, its firms, its acts, and what the book says of them.
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

/** What an hour may have, in this order; `predict` always. The minutes are those of the teacher's guide. */
export const ACTS = ['predict', 'life', 'strike', 'discuss'] as const;
export type Act = (typeof ACTS)[number];
export const MINUTES: Record<Act, number> = { predict: 5, life: 20, strike: 20, discuss: 5 };
export const MOST_MINUTES = 90;

export interface Classroom {
  name: string;
  firms: string[];
  /** The acts that are played, with the minutes that each is given. */
  acts: Partial<Record<Act, number>>;
  /** Whether groups hand in under a name of theirs. */
  groups: boolean;
}

/** What the checksum of a class's codes knows: its name, and its firms where they are not the usual ones, so that nobody's guesses are counted against other
 * firms. A name alone is that of the usual class. */
export const key = ({ name, firms }: Pick<Classroom, 'name' | 'firms'>) => (firms.join() === DEFAULT_FIRMS.join() ? name : `${name} ${firms.join()}`);

/** What a student typed, who saw a name, a line or a link on a wall: with spaces, in capitals, or with `firms=` by itself. */
export function typed(text: string): Classroom | null {
  const line = text.trim().replace(/^.*\?/, '').replaceAll(/\s*([,=&])\s*/g, '$1');
  const params = new URLSearchParams();
  for (const pair of line.includes('=') ? line.split(/[&\s]+/) : [line.replaceAll(/\s/g, '')]) {
    const [name, value] = pair.includes('=') ? pair.split('=', 2) : ['c', pair];
    params.append(name.toLowerCase(), name.toLowerCase() === 'c' ? value : value.toLowerCase());
  }
  return fromLink(params);
}

const timed = (minutes: number, usual: number) => (minutes > 0 ? Math.min(MOST_MINUTES, minutes) : usual);

/** Acts as a link has them, `predict:5,strike:20`; all of them where there is nothing to read. */
function acts(text: string | null, predicting: number): Classroom['acts'] {
  const out: Classroom['acts'] = { predict: predicting };
  const pairs = text?.split(',').map((pair) => pair.split(':')) ?? [];
  for (const act of ACTS) {
    const pair = pairs.find(([name]) => name === act);
    if (pair) out[act] = timed(Number(pair[1]), MINUTES[act]);
    else if (text === null && act !== 'predict') out[act] = MINUTES[act];
  }
  return out;
}
const written = (room: Classroom['acts']) => ACTS.filter((act) => room[act] !== undefined).map((act) => `${act}:${Number(room[act]!.toFixed(2))}`).join();

export function fromLink(params: URLSearchParams): Classroom | null {
  const name = params.get('c')?.toUpperCase() ?? '';
  if (!/^[0-9A-Z]{2,12}$/.test(name)) return null;
  const firms = params.get('firms')?.split(',').slice(0, FIRMS) ?? DEFAULT_FIRMS;
  if (engine.declared && firms.some((firm) => engine.firm(firm) === undefined)) return null;
  // Links of an earlier version gave the seconds of each firm.
  const seconds = Number(params.get('s'));
  return { name, firms, acts: acts(params.get('acts'), timed((seconds * firms.length) / 60, MINUTES.predict)), groups: params.get('who') === 'groups' };
}

export function toLink(page: string, room: Classroom): string {
  const words = [`c=${room.name}`];
  if (room.firms.join() !== DEFAULT_FIRMS.join()) words.push(`firms=${room.firms.join(',')}`);
  if (written(room.acts) !== written(MINUTES)) words.push(`acts=${written(room.acts)}`);
  if (room.groups) words.push('who=groups');
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
