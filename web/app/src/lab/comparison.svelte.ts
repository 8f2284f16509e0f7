// One comparison: its futures as they come, and its answers at the announced looks, never between them.
import { Refused, type Pool, type Question, type Source } from '../engine/pool';
import { engine, said } from './engine.svelte';

export interface Arm {
  name: string;
  about: string;
  changed: string[];
}
export interface Study {
  name: string;
  about: string;
  arms: Arm[];
  others: Arm[];
  programmes: Arm[];
  values: Record<string, number | boolean | string>;
  looks: number[];
  plan: { days: number; warm_up: number; seed: number; replications: number; at_most: number };
}
export interface Answer extends Look {
  json: string;
  sentence: string;
  stop: string | null;
  /** Whether the leader can be chosen, though by how much it leads is open: no other is better by more than the zone. */
  choose: boolean;
  leader: number | null;
  zone: number;
  best: number[] | null;
  regret: number[];
  /** By arm, then outcome: mean, low, high, p10, p50, p90. */
  summaries: number[][][];
  /** By outcome: each other arm less the leader. */
  behind: { arm: number; mean: number; low: number; high: number; n: number }[][];
  finding: { kind: string; leader: string | null; over: { other: string; n: number; mean: number; ci_low: number; ci_high: number; share_positive: number }[] };
}
/** At how many futures is looked, among which looks. */
interface Look {
  n: number;
  looks: number[];
  look: number;
}
interface Kept {
  study: Study;
  results: (Float64Array | undefined)[][];
  answers: Map<string, Answer>;
  /** Told of every result, whoever asked for it: equal questions share their futures. */
  watchers: Set<() => void>;
}

/** Futures of the first, quick answer. */
export const QUICK = 10;
const CACHE = new Map<string, Kept>();
const MOST_KEPT = 24;

export class Comparison implements Source {
  rank: number;
  study = $state.raw<Study | null>(null);
  refused = $state.raw<Refused | null>(null);
  broken = $state<string | null>(null);
  /** Futures that all arms have lived through. */
  done = $state(0);
  /** Changes whenever a future is there that all arms have lived through, and with the question. */
  came = $state(0);
  answer = $state.raw<Answer | null>(null);
  /** After how many futures is looked first, and last. */
  announced = $state.raw<[number, number]>([QUICK, QUICK]);
  /** Whether there is nothing more to come. */
  over = $state(false);
  question = $state.raw<Question | null>(null);

  private kept: Kept | null = null;
  private looks: Look[] = [];
  private at = 0;
  private generation = 0;
  private cursor = 0;
  private until = 0;
  private retries = 0;

  constructor(
    private readonly pool: Pool,
    rank = 0,
    private readonly most: number | null = null,
  ) {
    this.rank = rank;
  }

  get results(): (Float64Array | undefined)[][] {
    return this.kept?.results ?? [];
  }

  /** Asks. `most` futures where that is given, else until the lead is decided. */
  async ask(question: Question, n: number | null = this.most) {
    const generation = ++this.generation;
    this.pool.remove(this);
    const key = JSON.stringify(question);
    let kept = CACHE.get(key);
    if (!kept) {
      let study: Study;
      try {
        study = await this.pool.read(question);
      } catch (why) {
        if (generation !== this.generation) return;
        if (why instanceof Refused) this.refused = why;
        else this.broken = said(why);
        return;
      }
      kept = { study, results: study.arms.map(() => []), answers: new Map(), watchers: new Set() };
    }
    if (generation !== this.generation) return;
    CACHE.delete(key);
    CACHE.set(key, kept);
    while (CACHE.size > MOST_KEPT) CACHE.delete(CACHE.keys().next().value!);
    this.kept?.watchers.delete(this.watch);
    this.kept = kept;
    kept.watchers.add(this.watch);
    this.refused = null;
    this.broken = null;
    this.retries = 0;
    this.question = question;
    this.study = kept.study;
    const looks = n === null ? kept.study.looks : [n];
    this.looks = [...(looks[0] > QUICK ? [{ n: QUICK, looks: [QUICK], look: 0 }] : []), ...looks.map((n, look) => ({ n, looks, look }))];
    this.announced = [this.looks[0].n, this.looks[this.looks.length - 1].n];
    this.at = 0;
    this.cursor = 0;
    this.until = this.looks[Math.min(1, this.looks.length - 1)].n;
    this.answer = null;
    this.over = false;
    this.count();
    this.pool.add(this);
    await this.look(generation);
  }

  stop() {
    this.generation++;
    this.kept?.watchers.delete(this.watch);
    this.pool.remove(this);
  }

  private watch = () => {
    // What one arm alone has lived through is not shown: nothing is drawn anew for it.
    if (this.kept!.results.every((arm) => arm[this.done])) this.count();
    void this.look(this.generation);
  };

  next(): ReturnType<Source['next']> {
    const { kept, generation } = this;
    if (!kept || !this.question) return null;
    const arms = kept.study.arms.length;
    for (; this.cursor < this.until * arms; this.cursor++) {
      const [future, arm] = [Math.floor(this.cursor / arms), this.cursor % arms];
      if (kept.results[arm][future]) continue;
      this.cursor++;
      return {
        study: this.pool.number(this.question),
        question: this.question,
        ask: { op: 'simulate', arm, replication: future + 1 },
        done: ({ numbers }) => {
          kept.results[arm][future] = numbers;
          for (const watch of kept.watchers) watch();
        },
        failed: (why) => {
          if (generation !== this.generation) return;
          // A worker that died is replaced; what it was at is done again, but not for ever.
          if (++this.retries > 3) this.broken = said(why);
          else this.cursor = 0;
          this.pool.work();
        },
      };
    }
    return null;
  }

  private count() {
    const { results } = this;
    let done = 0;
    while (done < this.until && results.length && results.every((arm) => arm[done])) done++;
    this.done = done;
    this.came++;
  }

  /** The numbers of the first futures: outcomes by arm, replication, outcome; then the months likewise. */
  numbers(n: number, months = false): Float64Array {
    const { outcomes, hours } = engine.declared!;
    const parts = this.results.map((arm) => arm.slice(0, n).map((one) => one!.subarray(0, outcomes.length)));
    if (months) parts.push(...this.results.map((arm) => arm.slice(0, n).map((one) => one!.subarray(outcomes.length + hours.length))));
    const all = parts.flat();
    const out = new Float64Array(all.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of all) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  /** What an answer rests on, in the words of the command. */
  async notes({ n, looks, look }: Answer): Promise<string[]> {
    return (await this.pool.about(this.question!, { op: 'notes', replications: n, looks, look }, this.numbers(n))).reply.notes;
  }

  private async look(generation: number) {
    const look = this.looks[this.at];
    if (!look || this.done < look.n || this.over) return;
    this.at++;
    const key = JSON.stringify(look);
    let answer = this.kept!.answers.get(key);
    if (!answer) {
      const kept = this.kept!;
      try {
        const { reply } = await this.pool.about(this.question!, { op: 'answer', replications: look.n, looks: look.looks, look: look.look }, this.numbers(look.n));
        answer = { ...reply, ...look, finding: JSON.parse(reply.json).finding };
        kept.answers.set(key, answer!);
      } catch (why) {
        if (generation === this.generation) this.broken = said(why);
        return;
      }
    }
    if (generation !== this.generation) return;
    this.answer = answer!;
    const following = this.looks[this.at];
    const quick = look.looks.length === 1 && look.n === QUICK && this.looks.length > 1;
    if (!following || (answer!.stop && !quick)) {
      this.over = true;
      this.pool.remove(this);
      return;
    }
    this.until = Math.max(this.until, following.n);
    this.count();
    this.pool.work();
    await this.look(generation);
  }
}
