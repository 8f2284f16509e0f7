// Simulations of some arms over some replications, without an answer: for classes, boards, maps and changes.
import type { Pool, Question, Source } from '../engine/pool';

export class Batch implements Source {
  rank: number;
  /** By arm, then replication from `from`. */
  readonly results: Float64Array[][];
  done = 0;
  private at = 0;
  private retries = 0;
  private finish!: () => void;
  private fail!: (why: Error) => void;
  readonly all: Promise<Float64Array[][]>;

  constructor(
    private readonly pool: Pool,
    private readonly question: Question,
    private readonly arms: number,
    private readonly from: number,
    readonly count: number,
    private readonly progress: (done: number) => void = () => {},
    rank = 1,
    private readonly op: object = { op: 'simulate' },
  ) {
    this.rank = rank;
    this.results = Array.from({ length: arms }, () => []);
    this.all = new Promise((finish, fail) => {
      this.finish = () => finish(this.results);
      this.fail = fail;
    });
    // Whoever stops a batch does not wait for it.
    this.all.catch(() => {});
    pool.add(this);
  }

  stop() {
    this.pool.remove(this);
  }

  next(): ReturnType<Source['next']> {
    const total = this.arms * this.count;
    while (this.at < total && this.results[this.at % this.arms][Math.floor(this.at / this.arms)]) this.at++;
    if (this.at >= total) return null;
    const [arm, place] = [this.at % this.arms, Math.floor(this.at / this.arms)];
    this.at++;
    return {
      study: this.pool.number(this.question),
      question: this.question,
      ask: { ...this.op, arm, replication: this.from + place },
      done: ({ numbers }) => {
        this.results[arm][place] = numbers;
        this.progress(++this.done);
        if (this.done === total) {
          this.stop();
          this.finish();
        }
      },
      failed: (why) => {
        if (++this.retries > 3) {
          this.stop();
          this.fail(why);
        } else {
          this.at = 0;
          this.pool.work();
        }
      },
    };
  }
}

/** In how many futures each arm has the highest value of an outcome; of equals the first. */
export function wins(results: Float64Array[][], outcome: number): number[] {
  const out = results.map(() => 0);
  for (let future = 0; future < (results[0]?.length ?? 0); future++) {
    let best = -1;
    for (let arm = 0; arm < results.length; arm++) {
      const value = results[arm][future][outcome];
      if (!Number.isNaN(value) && (best < 0 || value > results[best][future][outcome])) best = arm;
    }
    if (best >= 0) out[best]++;
  }
  return out;
}
