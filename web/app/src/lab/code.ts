// The code that a student hands in: predictions and wins of six firms, the student's number, and a checksum that knows the
// class. 28 letters with results, 17 with predictions alone. One wrong letter, or two neighbours exchanged, is always found: a
// checksum of r bits from a polynomial finds every burst of r bits.

/** Crockford's alphabet: no I, L, O, U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Firms of a class, at most. */
export const FIRMS = 6;
/** Structures to choose between. */
export const ARMS = 4;
/** Predictions are in steps of 5 %. */
export const STEPS = 20;
/** Futures that each student's machine runs. */
export const FUTURES = 12;
export const MOST_STUDENTS = 1023;

export interface Handed {
  student: number;
  /** By firm, then structure: steps of 5 %, 20 in all. */
  said: number[][];
  /** By firm, then structure: in how many of the student's futures it was the best; `null` where nothing was run. */
  came: number[][] | null;
}

function choose(n: number, k: number): number {
  let out = 1;
  for (let i = 1; i <= k; i++) out = (out * (n - k + i)) / i;
  return Math.round(out);
}

/** Ways to share `total` among `parts`. */
const ways = (total: number, parts: number) => choose(total + parts - 1, parts - 1);

/** The place of a share-out among all of its total. */
function rank(shares: number[]): number {
  let total = shares.reduce((sum, share) => sum + share, 0);
  let out = 0;
  for (let at = 0; at < shares.length - 1; at++) {
    for (let less = 0; less < shares[at]; less++) out += ways(total - less, shares.length - at - 1);
    total -= shares[at];
  }
  return out;
}

function unrank(place: number, total: number, parts: number): number[] | null {
  if (place >= ways(total, parts)) return null;
  const out: number[] = [];
  for (let at = 0; at < parts - 1; at++) {
    let share = 0;
    for (let count = ways(total, parts - at - 1); place >= count; count = ways(total - share, parts - at - 1)) {
      place -= count;
      share++;
    }
    out.push(share);
    total -= share;
  }
  return [...out, total];
}

/** Bits of a number, the highest first. */
const bits = (value: number, count: number) => Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1);
const value = (from: number[]) => from.reduce((sum, bit) => sum * 2 + bit, 0);

/** The remainder of the class and the bits under a polynomial of that degree. */
function checksum(group: string, data: number[], degree: number): number[] {
  const polynomial = degree === 10 ? 0x233 : 0x119;
  const all = [...[...group.toUpperCase()].flatMap((letter) => bits(letter.charCodeAt(0) & 255, 8)), ...data];
  let rest = 0;
  for (const bit of all) {
    const top = (rest >> (degree - 1)) & 1;
    rest = (rest << 1) & ((1 << degree) - 1);
    if (top ^ bit) rest ^= polynomial & ((1 << degree) - 1);
  }
  return bits(rest, degree);
}

const even = () => Array.from({ length: ARMS }, (_, arm) => (arm === 0 ? STEPS - (ARMS - 1) * (STEPS / ARMS) : STEPS / ARMS));
const none = () => [FUTURES, ...Array.from({ length: ARMS - 1 }, () => 0)];

/** Writes it, for a class of that name. */
export function encode(group: string, handed: Handed): string {
  const said = Array.from({ length: FIRMS }, (_, firm) => handed.said[firm] ?? even());
  let data = [...bits(handed.student, 10), ...said.flatMap((shares) => bits(rank(shares), 11))];
  let degree = 9;
  if (handed.came) {
    const came = Array.from({ length: FIRMS }, (_, firm) => handed.came![firm] ?? none());
    data = [...data, ...came.flatMap((shares) => bits(rank(shares), 9))];
    degree = 10;
  }
  const all = [...data, ...checksum(group, data, degree)];
  let text = '';
  for (let at = 0; at < all.length; at += 5) text += LETTERS[value(all.slice(at, at + 5))];
  return grouped(text);
}

function grouped(text: string): string {
  const groups: string[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.length - at;
    const size = rest === 5 ? 5 : 4;
    groups.push(text.slice(at, at + size));
    at += size;
  }
  return groups.join('-');
}

/** Reads one; `null` where it is not a code of that class, or a letter of it is wrong. */
export function decode(group: string, text: string): Handed | null {
  const letters = [...text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')];
  if (letters.length !== 28 && letters.length !== 17) return null;
  const all: number[] = [];
  for (const letter of letters) {
    const at = LETTERS.indexOf(letter);
    if (at < 0) return null;
    all.push(...bits(at, 5));
  }
  const degree = letters.length === 28 ? 10 : 9;
  const data = all.slice(0, all.length - degree);
  if (checksum(group, data, degree).join('') !== all.slice(all.length - degree).join('')) return null;
  const said: number[][] = [];
  const came: number[][] = [];
  for (let firm = 0; firm < FIRMS; firm++) {
    const shares = unrank(value(data.slice(10 + 11 * firm, 21 + 11 * firm)), STEPS, ARMS);
    if (!shares) return null;
    said.push(shares);
    if (degree === 10) {
      const start = 10 + 11 * FIRMS + 9 * firm;
      const wins = unrank(value(data.slice(start, start + 9)), FUTURES, ARMS);
      if (!wins) return null;
      came.push(wins);
    }
  }
  return { student: value(data.slice(0, 10)), said, came: degree === 10 ? came : null };
}

/** The longest name of a group. */
export const LONGEST_NAME = 24;
/** What a group hands in: its name stands before the code, in brackets, since no code has room for it. */
export const signed = (name: string, code: string) => (name ? `[${name}] ${code}` : code);

export interface Found {
  /** One a student: the last that was handed in, one with results before one without. */
  good: Map<number, Handed>;
  again: number;
  /** What looks like a code and is none of this class: the line, and the text. */
  bad: { line: number; text: string }[];
  /** The names that stood before codes. */
  names: Map<number, string>;
  /** Students with codes that differ from each other. */
  clashes: number[];
}

/** Finds the codes in whatever was pasted: a chat, a table, a list. */
export function find(group: string, text: string): Found {
  const out: Found = { good: new Map(), names: new Map(), again: 0, bad: [], clashes: [] };
  const pattern = /(?<![A-Za-z0-9-])(?:[A-Za-z0-9]{4}-){6}[A-Za-z0-9]{4}(?![A-Za-z0-9-])|(?<![A-Za-z0-9-])(?:[A-Za-z0-9]{4}-){3}[A-Za-z0-9]{5}(?![A-Za-z0-9-])/g;
  const seen = new Map<number, string>();
  text.split(/\r?\n/).forEach((line, at) => {
    for (const { 0: found, index } of line.matchAll(pattern)) {
      const handed = decode(group, found);
      if (!handed) {
        out.bad.push({ line: at + 1, text: found });
        continue;
      }
      const name = /\[([^[\]]+)\]\s*$/.exec(line.slice(0, index))?.[1].trim().slice(0, LONGEST_NAME);
      if (name && !out.names.has(handed.student)) out.names.set(handed.student, name);
      const before = out.good.get(handed.student);
      if (!before) {
        out.good.set(handed.student, handed);
        seen.set(handed.student, found.toUpperCase());
        continue;
      }
      if (seen.get(handed.student) === found.toUpperCase()) out.again++;
      else {
        const same = JSON.stringify(before.said) === JSON.stringify(handed.said);
        if (!same && !out.clashes.includes(handed.student)) out.clashes.push(handed.student);
        if (same) out.again++;
        if (same && handed.came) out.good.set(handed.student, handed);
      }
    }
  });
  return out;
}

/** Brier's score: the squared distances between chances given and futures won, over all firms. */
export function score(said: number[][], shares: number[][]): number {
  let sum = 0;
  shares.forEach((firm, at) => firm.forEach((share, arm) => (sum += (said[at][arm] / STEPS - share) ** 2)));
  return sum;
}
