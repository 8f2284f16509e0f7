// A film of a firm: what the engine recorded day by day, and where every lead is on a day. See `film.rs` for the order of its numbers.
import type { Pool, Question } from '../engine/pool';
import { engine } from './engine.svelte';

export interface Tie {
  a: number;
  b: number;
  strength: number;
  trust: number;
}
export interface Happened {
  day: number;
  what: string;
  note: string;
  lead: number;
  actor: number;
  other: number;
}
/** A lead: with whom it is, or between whom while it waits. */
export interface At {
  at: number;
  with: number;
  state: 'new' | 'list' | 'work' | 'wait';
}
export interface Ended {
  lead: number;
  at: number;
  won: boolean;
}

/** What a day went to, in five kinds that can be told apart at a glance. */
const KINDS: Record<string, string[]> = {
  together: ['shared', 'handover', 'help', 'joint_sync', 'asking', 'informal', 'meetings', 'programme', 'escalation'],
  conflict: ['disputes', 'conflict_meetings', 'lobbying', 'defensive'],
  waste: ['duplicated', 'rework', 'search'],
  rest: ['idle', 'slack'],
};
export type Kind = 'own' | 'together' | 'conflict' | 'waste' | 'rest' | 'vacant';

export class Film {
  readonly names: string[];
  readonly functions: string[];
  readonly teams: number[];
  readonly days: number;
  readonly months: number[][];
  private readonly what: string[];
  private readonly notes: string[];
  private readonly events: Float64Array;
  /** The first event of each day, and one more. */
  private readonly begins: Int32Array;
  private readonly people: Float64Array;
  private readonly ties: Tie[][];
  private readonly every: number;
  private readonly kinds: Kind[];

  constructor(reply: any, numbers: Float64Array) {
    [this.names, this.functions, this.teams, this.days] = [reply.names, reply.functions, reply.teams, reply.days];
    [this.what, this.notes, this.every] = [reply.what, reply.notes, reply.every];
    let at = 0;
    const take = (length: number) => numbers.subarray(at, (at += length));
    this.events = take(reply.events * 7);
    this.people = take(this.days * this.names.length * 3);
    const groups = Math.max(...this.teams) + 1;
    take(this.days * groups);
    const ties = take(reply.ties);
    const { series, hours } = engine.declared!;
    const months = take(reply.months * series.length);
    this.months = Array.from({ length: reply.months }, (_, month) => [...months.subarray(month * series.length, (month + 1) * series.length)]);
    this.ties = [];
    for (let place = 0; place < ties.length; ) {
      const count = ties[place++];
      this.ties.push(Array.from({ length: count }, (_, one) => ({ a: ties[place + 4 * one], b: ties[place + 4 * one + 1], strength: ties[place + 4 * one + 2], trust: ties[place + 4 * one + 3] })));
      place += 4 * count;
    }
    this.begins = new Int32Array(this.days + 1);
    for (let day = 0, event = 0; day <= this.days; day++) {
      while (event < reply.events && this.events[event * 7] < day) event++;
      this.begins[day] = event;
    }
    this.kinds = hours.map((name) => (Object.keys(KINDS).find((kind) => KINDS[kind].includes(name)) ?? 'own') as Kind);
  }

  static async of(pool: Pool, question: Question, arm: number, replication: number): Promise<Film> {
    const { reply, numbers } = await pool.about(question, { op: 'film', arm, replication });
    return new Film(reply, numbers);
  }

  kind(day: number, person: number): Kind {
    const task = this.people[(day * this.names.length + person) * 3];
    return task < 0 ? 'vacant' : this.kinds[task];
  }
  trust(day: number, person: number): number {
    return this.people[(day * this.names.length + person) * 3 + 1];
  }
  tiesOn(day: number): Tie[] {
    return this.ties[Math.min(this.ties.length - 1, Math.floor(day / this.every))] ?? [];
  }

  private event(at: number): Happened {
    const [day, what, note, lead, actor, other] = this.events.subarray(at * 7, at * 7 + 6);
    return { day, what: this.what[what], note: this.notes[note], lead, actor, other };
  }
  on(day: number): Happened[] {
    return Array.from({ length: this.begins[day + 1] - this.begins[day] }, (_, place) => this.event(this.begins[day] + place));
  }
  /** The next day after one on which two people fall out; the same day where there is none. */
  nextDispute(day: number): number {
    for (let next = day + 1; next < this.days; next++) if (this.on(next).some((one) => one.what === 'dispute')) return next;
    return day;
  }
}

/** Follows where leads are while days pass; a jump back begins anew. */
export class Leads {
  readonly at = new Map<number, At>();
  ended: Ended[] = [];
  private day = -1;

  constructor(private readonly film: Film) {}

  to(day: number) {
    if (day < this.day) {
      this.at.clear();
      this.day = -1;
    }
    while (this.day < day) this.step(++this.day);
  }

  private step(day: number) {
    this.ended = [];
    for (const { what, lead, actor, other } of this.film.on(day)) {
      if (lead < 0) continue;
      const put = (at: number, state: At['state'], partner = -1) => at >= 0 && this.at.set(lead, { at, with: partner, state });
      if (what === 'captured') put(actor, 'new');
      else if (what === 'found' || what === 'worked' || what === 'qualified' || what === 'self-help' || what === 'duplicated') put(actor, 'work');
      else if (what === 'told' || what === 'routed' || what === 'talked over') put(other, 'list');
      else if (what === 'read') put(actor, 'list');
      else if (what === 'waiting') put(actor, 'wait', other);
      else if (what === 'helped') put(other, 'work');
      else if (what === 'won' || what === 'lost') {
        this.ended.push({ lead, at: actor >= 0 ? actor : (this.at.get(lead)?.at ?? -1), won: what === 'won' });
        this.at.delete(lead);
      }
    }
  }
}
