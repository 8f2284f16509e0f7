// The workers: one desk for reading scenarios and for statistics, and one for each core to simulate. A simulation is one
// message; what belongs to an older generation than the newest is not begun.
import { compiled } from './load';
import type { Reply } from './module';
import Worker from './worker?worker&inline';

/** Studies that a module keeps; see `KEPT` in the engine. */
const KEPT = 24;

export interface Question {
  text: string;
  origin: string;
  set: string[];
  arms: string[] | null;
}

/** One thing that is wrong with a scenario; of what kind it is and what was found, where that is data. */
export interface Problem {
  line: number | null;
  column: number | null;
  key: string;
  help: string | null;
  kind?: string;
  found?: string;
}

export class Refused extends Error {
  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

class Slot {
  worker!: Worker;
  known: number[] = [];
  waiting = new Map<number, { done: (reply: Reply) => void; failed: (why: Error) => void }>();
  busy = false;
  private next = 1;

  constructor(private readonly module: WebAssembly.Module) {
    this.start();
  }

  private start() {
    this.worker = new Worker();
    this.known = [];
    this.worker.onmessage = ({ data }) => {
      const { id, trap, reply, numbers } = data;
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (trap !== undefined) {
        this.restart();
        waiting?.failed(new Error(trap));
      } else if (reply.error !== undefined) waiting?.failed(new Refused(reply.error, reply.problems));
      else waiting?.done({ reply, numbers });
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.restart();
    };
    this.worker.postMessage({ compiled: this.module });
  }

  /** After a trap the module's memory is not to be trusted: another one takes its place. */
  restart() {
    this.worker.terminate();
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    this.start();
    for (const one of lost) one.failed(new Error('a worker ended'));
  }

  ask(ask: object, numbers?: Float64Array): Promise<Reply> {
    const id = this.next++;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.worker.postMessage({ id, ask, numbers });
    });
  }

  async knowing(study: number, question: Question): Promise<void> {
    if (!this.known.includes(study)) await this.learn(study, question);
  }

  /** Tells the module of a study. What it forgets for that, is forgotten here. */
  async learn(study: number, question: Question): Promise<Reply> {
    const reply = await this.ask({ op: 'study', study, ...question });
    if (!this.known.includes(study)) {
      if (this.known.length >= KEPT) this.known.splice(this.known.indexOf(Math.min(...this.known)), 1);
      this.known.push(study);
    }
    return reply;
  }
}

/** A source of simulations; the pool takes the next whenever a worker is free. */
export interface Source {
  /** Lower goes first. */
  rank: number;
  next(): { study: number; question: Question; ask: object; done: (reply: Reply) => void; failed: (why: Error) => void } | null;
}

export class Pool {
  readonly size: number;
  private desk: Slot;
  private slots: Slot[];
  private sources = new Set<Source>();
  private numbers = new Map<string, number>();
  private newest = 0;

  private constructor(module: WebAssembly.Module, size: number) {
    this.size = size;
    this.desk = new Slot(module);
    this.slots = Array.from({ length: size }, () => new Slot(module));
  }

  static async start(size = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8))): Promise<Pool> {
    return new Pool(await compiled(), size);
  }

  /** The number of a study: equal questions have equal numbers. */
  number(question: Question): number {
    const key = JSON.stringify(question);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = ++this.newest;
      this.numbers.set(key, number);
      if (this.numbers.size > 4000) this.numbers.clear();
    }
    return number;
  }

  /** Asks the desk. */
  ask(ask: object, numbers?: Float64Array): Promise<Reply> {
    return this.desk.ask(ask, numbers);
  }

  /** Asks the desk about a study. */
  async about(question: Question, ask: object, numbers?: Float64Array): Promise<Reply> {
    const study = this.number(question);
    await this.desk.knowing(study, question);
    return this.desk.ask({ ...ask, study }, numbers);
  }

  /** What a study holds, or a refusal. */
  async read(question: Question): Promise<any> {
    return (await this.desk.learn(this.number(question), question)).reply;
  }

  add(source: Source) {
    this.sources.add(source);
    this.work();
  }

  remove(source: Source) {
    this.sources.delete(source);
  }

  /** Gives free workers something to do. */
  work() {
    for (const slot of this.slots) if (!slot.busy) void this.feed(slot);
  }

  private async feed(slot: Slot) {
    for (;;) {
      const sources = [...this.sources].sort((a, b) => a.rank - b.rank);
      let job: ReturnType<Source['next']> = null;
      for (const source of sources) if ((job = source.next())) break;
      if (!job) break;
      slot.busy = true;
      try {
        await slot.knowing(job.study, job.question);
        job.done(await slot.ask({ ...job.ask, study: job.study }));
      } catch (why) {
        job.failed(why as Error);
      }
      slot.busy = false;
    }
  }
}
