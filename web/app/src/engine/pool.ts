// The workers: one desk for reading scenarios and for statistics, and one for each core to simulate. A simulation is one
// message; what belongs to an older generation than the newest is not begun.
import { compiled, whole, type Which } from './load';
import type { Reply } from './module';
import Worker from './worker?worker&inline';

/** What the first module answers; all else is for the other one. */
const FIRST = new Set(['declared', 'study', 'simulate', 'answer']);

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

/** The other module did not come: the network is gone, or the site has changed. */
export class Gone extends Error {}

/** A worker ended in the middle of its work. */
export class Ended extends Error {}

export class Refused extends Error {
  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

/** The compiled modules: the first, and the other one, which is fetched when it is first asked for. */
class Modules {
  private later: Promise<WebAssembly.Module> | null = null;

  constructor(readonly first: WebAssembly.Module) {}

  async more(): Promise<WebAssembly.Module> {
    this.later ??= compiled('more');
    try {
      return await this.later;
    } catch (why) {
      // Whoever asks again tries again.
      this.later = null;
      throw new Gone((why as Error).message);
    }
  }
}

class Slot {
  worker!: Worker;
  /** The studies that each of its modules knows; of a module that it has not been given, nothing. */
  private known: Partial<Record<Which, number[]>> = {};
  waiting = new Map<number, { done: (reply: Reply) => void; failed: (why: Error) => void }>();
  busy = false;
  private next = 1;

  constructor(private readonly modules: Modules) {
    this.start();
  }

  private start() {
    this.worker = new Worker();
    this.known = {};
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
    this.give('engine', this.modules.first);
  }

  private give(which: Which, compiled: WebAssembly.Module) {
    this.known[which] = [];
    this.worker.postMessage({ which, compiled });
  }

  /** After a trap the module's memory is not to be trusted: another one takes its place. */
  restart() {
    this.worker.terminate();
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    this.start();
    for (const one of lost) one.failed(new Ended('a worker ended'));
  }

  /** Which module answers, once it is there. */
  private async able(ask: object): Promise<Which> {
    if (FIRST.has((ask as { op: string }).op) || whole) return 'engine';
    const more = await this.modules.more();
    if (!this.known.more) this.give('more', more);
    return 'more';
  }

  private post(which: Which, ask: object, numbers?: Float64Array): Promise<Reply> {
    const id = this.next++;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.worker.postMessage({ id, which, ask, numbers });
    });
  }

  async ask(ask: object, numbers?: Float64Array): Promise<Reply> {
    return this.post(await this.able(ask), ask, numbers);
  }

  /** Asks about a study, which the module is told first if it does not know it. */
  async about(study: number, question: Question, ask: object, numbers?: Float64Array): Promise<Reply> {
    const which = await this.able(ask);
    if (!this.known[which]?.includes(study)) await this.learn(study, question, which);
    return this.post(which, { ...ask, study }, numbers);
  }

  /** Tells a module of a study. What it forgets for that, is forgotten here. */
  async learn(study: number, question: Question, which: Which = 'engine'): Promise<Reply> {
    const reply = await this.post(which, { op: 'study', study, ...question });
    const known = (this.known[which] ??= []);
    if (!known.includes(study)) {
      if (known.length >= KEPT) known.splice(known.indexOf(Math.min(...known)), 1);
      known.push(study);
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

  private constructor(first: WebAssembly.Module, size: number) {
    this.size = size;
    const modules = new Modules(first);
    this.desk = new Slot(modules);
    this.slots = Array.from({ length: size }, () => new Slot(modules));
  }

  static async start(size = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8))): Promise<Pool> {
    return new Pool(await compiled('engine'), size);
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
    return this.desk.about(this.number(question), question, ask, numbers);
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
        job.done(await slot.about(job.study, job.question, job.ask));
      } catch (why) {
        job.failed(why as Error);
      }
      slot.busy = false;
    }
  }
}
