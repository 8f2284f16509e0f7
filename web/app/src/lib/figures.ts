// What figures share: colour, shape, scale.

export const SHAPES = ['circle', 'square', 'triangle', 'diamond'] as const;
const KNOWN = ['undefined', 'defined', 'aligned', 'integrated'];
const MARKS: Record<string, (typeof SHAPES)[number]> = {
  undefined: 'circle',
  defined: 'square',
  aligned: 'triangle',
  integrated: 'diamond',
};

/** The colour of an arm, as a style sheet has it. */
export function colour(name: string, place: number): string {
  if (KNOWN.includes(name)) return `var(--${name})`;
  // A plan is no structure: it is drawn in ink.
  if (name === 'plan') return 'var(--ink)';
  return ['var(--defined)', 'var(--undefined)', 'var(--aligned)', 'var(--integrated)', 'var(--other-0)', 'var(--other-1)'][place % 6];
}

/** The path of an arm's mark about the origin. */
export function mark(name: string, place: number, r: number): string {
  const shape = MARKS[name] ?? SHAPES[place % 4];
  if (shape === 'circle') return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  if (shape === 'square') return `M${-r * 0.88} ${-r * 0.88}h${r * 1.76}v${r * 1.76}h${-r * 1.76}Z`;
  if (shape === 'triangle') return `M0 ${-r * 1.15}L${r * 1.1} ${r * 0.85}H${-r * 1.1}Z`;
  return `M0 ${-r * 1.2}L${r * 1.2} 0L0 ${r * 1.2}L${-r * 1.2} 0Z`;
}

export interface Scale {
  (value: number): number;
  low: number;
  high: number;
  ticks: number[];
}

/** A linear scale over round numbers. */
export function scale(values: Iterable<number>, from: number, to: number, wanted = 5): Scale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high >= low)) [low, high] = [0, 1];
  if (high === low) [low, high] = [low - 1, high + 1];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((x) => x * power).find((x) => x >= rough)!;
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high + step * 1e-9; tick += step) ticks.push(Math.abs(tick) < step / 1e6 ? 0 : tick);
  const room = (high - low) * 0.04;
  const bottom = low - room;
  const width = high - low + 2 * room;
  return Object.assign((value: number) => from + ((value - bottom) / width) * (to - from), { low, high, ticks });
}

export const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) (sum += values[i]), n++;
  return n ? sum / n : NaN;
};

/** The value below which a share of sorted values lies. */
export function quantile(sorted: number[], at: number): number {
  if (!sorted.length) return NaN;
  const place = at * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
}
