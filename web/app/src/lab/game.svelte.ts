// The change simulator: a team leads a firm through eight quarters of one future, and what is committed stays committed.
import type { Pool, Question } from '../engine/pool';
import { Batch } from './batch';
import { engine, said } from './engine.svelte';
import type { Happened } from './story';
import { acts, encode, future, price, QUARTER, QUARTERS, structure, toml, type Decision, type Doing } from './plan';

export interface Setup {
  firm: string;
  today: string;
  team: string;
  room: string;
  rehearsal: boolean;
}
export interface Voice {
  event: Happened;
  names: string[];
}
export interface Seen {
  /** Profit a head of the quarter; trust at its end. */
  profit: number;
  trust: number;
  voices: Voice[];
  /** What a week is told by, for the weeks that have anything, while the quarter plays. */
  weeks: Voice[];
  /** What a measure found to do: hours used of the hours meant for it, a head. */
  idle: { kind: string; used: number; meant: number; same: boolean }[];
}
interface Kept {
  setup: Setup;
  future: number;
  decisions: Decision[];
}

export const FUTURES = 60;
const PLAN = 'plan';
/** Days told by one event while a quarter plays. */
const WEEK = 7;
const GOOD = /^(won|helped|talked over|decided)$/;
const BAD = /^(dispute|blamed|left|account lost|misunderstood|unread|conflict meeting)$/;

export function question(setup: Setup, programmes: string[]): Question {
  return { text: `${engine.firm(setup.firm)!.trimEnd()}\n\n${programmes.join('\n')}`, origin: `${setup.firm}.toml`, set: [`operating.preset=${setup.today}`], arms: null };
}

const key = (setup: Setup) => `verona-change-${setup.room}-${setup.team}-${setup.firm}-${setup.today}`.toUpperCase();

export class Game {
  decisions = $state.raw<Decision[]>([]);
  seen = $state.raw<Seen[]>([]);
  /** Months of the own future so far, as numbers by month, then series. */
  months = $state.raw<number[][]>([]);
  /** What five other futures show of a first quarter without change: lowest and highest profit, and trust. */
  usual = $state.raw<{ profit: [number, number]; trust: [number, number] } | null>(null);
  heads = $state(0);
  working = $state(false);
  problem = $state<string | null>(null);
  readonly future: number;

  constructor(
    private readonly pool: Pool,
    readonly setup: Setup,
  ) {
    this.future = setup.rehearsal ? 2_000_000_000 + Math.floor(Math.random() * 1e9) : future(`${setup.room} ${setup.team}`);
  }

  get quarter() {
    return this.decisions.length;
  }
  get over() {
    return this.quarter === QUARTERS;
  }
  get structure() {
    return structure(this.decisions, this.setup.today);
  }

  async start() {
    // Nothing is committed while what was committed before is played again.
    this.working = true;
    try {
      const study = await this.pool.read(question(this.setup, []));
      this.heads = Number(study.values['firm.salespeople']) + Number(study.values['firm.marketers']);
      const others = await new Batch(this.pool, question(this.setup, []), 1, 1, 5, () => {}, 0, { op: 'simulate', change: true }).all;
      const first = others[0].map((one) => this.read(one).slice(0, 3));
      const profits = first.map((months) => sum(months.map((month) => month[this.at('profit')])));
      const trusts = first.map((months) => months[2][this.at('trust')]);
      this.usual = { profit: [Math.min(...profits), Math.max(...profits)], trust: [Math.min(...trusts), Math.max(...trusts)] };
      // What was committed before the page was loaded again stays committed.
      for (const decision of this.setup.rehearsal ? [] : (kept(key(this.setup))?.decisions ?? [])) await this.play(decision);
    } catch (why) {
      this.problem = said(why);
    }
    this.working = false;
  }

  /** Commits a quarter and plays it; whether it was played. */
  async commit(decision: Decision): Promise<boolean> {
    if (this.working || this.over) return false;
    this.working = true;
    this.problem = null;
    try {
      await this.play(decision);
      if (!this.setup.rehearsal) keep(key(this.setup), { setup: this.setup, future: this.future, decisions: this.decisions });
    } catch (why) {
      this.problem = said(why);
    }
    this.working = false;
    return this.problem === null;
  }

  private async play(decision: Decision) {
    const decisions = [...this.decisions, decision];
    const quarter = decisions.length - 1;
    const asked = question(this.setup, [toml(PLAN, decisions, this.heads)]);
    const one = (programme: Decision[]) => this.run(question(this.setup, [toml(PLAN, programme, this.heads)]), programme);
    const numbers = await one(decisions);
    const all = this.read(numbers);
    const months = all.slice(0, (quarter + 1) * 3);
    const idle: Seen['idle'] = [];
    for (const doing of decision.doing) {
      const without = await one([...this.decisions, { ...decision, doing: decision.doing.filter((other) => other !== doing) }]);
      const used = (numbers[numbers.length - 1] - without[without.length - 1]) / this.heads;
      const meant = price(doing, this.heads).hours;
      const rest = this.read(without);
      idle.push({ kind: doing.kind, used: Math.max(0, used), meant, same: all.every((month, at) => month.every((value, series) => Object.is(value, rest[at][series]))) });
    }
    const { reply } = await this.pool.about(asked, { op: 'words', arm: acts(decisions) ? 1 : 0, replication: this.future, change: true, from: quarter * QUARTER, to: (quarter + 1) * QUARTER - 1 });
    const last = (kind: RegExp) => reply.told.findLast((event: Happened) => kind.test(event.what) && event.told && event.actor !== null);
    const voices = [last(BAD), last(GOOD)].filter(Boolean).map((event: Happened) => ({ event, names: reply.names as string[] }));
    const told = reply.told.filter((event: Happened) => event.told && event.actor !== null) as Happened[];
    const week = (at: number) => told.filter((event) => Math.floor((event.day - quarter * QUARTER) / WEEK) === at);
    const weeks = Array.from({ length: QUARTER / WEEK }, (_, at) => week(at).findLast((event) => (at % 2 ? GOOD : BAD).test(event.what)) ?? week(at).at(-1)).filter((event) => event !== undefined).map((event) => ({ event, names: reply.names as string[] }));
    const three = months.slice(-3);
    this.decisions = decisions;
    this.months = months;
    this.seen = [...this.seen, { profit: sum(three.map((month) => month[this.at('profit')])), trust: three[2][this.at('trust')], voices, weeks, idle }];
  }

  private async run(asked: Question, decisions: Decision[]): Promise<Float64Array> {
    return (await this.pool.about(asked, { op: 'simulate', arm: acts(decisions) ? 1 : 0, replication: this.future, change: true })).numbers;
  }

  at(series: string): number {
    return engine.declared!.series.findIndex((one) => one.name === series);
  }

  /** The months of a simulation, by month and series. */
  private read(numbers: Float64Array): number[][] {
    const { outcomes, hours, series } = engine.declared!;
    const from = outcomes.length + hours.length;
    const count = (numbers.length - from - 2) / series.length;
    return Array.from({ length: count }, (_, month) => [...numbers.subarray(from + month * series.length, from + (month + 1) * series.length)]);
  }

  get code() {
    return encode(this.decisions);
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** What `verona change` says of plans against no change, and where the own future lies. */
export interface Debrief {
  json: any;
  sentences: string[];
  /** By programme: the end of the path of each future. */
  ends: number[][];
  /** The same of the team's own future; NaN where there is none. */
  own: number;
  numbers: Float64Array;
  asked: Question;
  months: number;
}

export async function debrief(pool: Pool, setup: Setup, plans: { name: string; decisions: Decision[] }[], own: number | null, heads: number, progress: (done: number) => void): Promise<Debrief> {
  plans = plans.filter((plan) => acts(plan.decisions));
  const asked = question(setup, plans.map((plan) => toml(plan.name, plan.decisions, heads)));
  const { outcomes, hours, series } = engine.declared!;
  const arms = plans.length + 1;
  const cut = outcomes.length + hours.length;
  const op = { op: 'simulate', change: true };
  const results = await new Batch(pool, asked, arms, 1, FUTURES, progress, 0, op).all;
  const mine = own === null ? null : await new Batch(pool, asked, 2, own, 1, () => {}, 0, op).all;
  const all = results.flat().flatMap((one) => [one.subarray(0, outcomes.length), one.subarray(cut)]);
  const numbers = new Float64Array(all.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of all) {
    numbers.set(part, at);
    at += part.length;
  }
  const months = (results[0][0].length - cut - 2) / series.length;
  const answer = await pool.about(asked, { op: 'change', replications: FUTURES, months, wanted: 'answer' }, numbers);
  const end = (programme: number, replication: number) => answer.numbers[(programme * FUTURES + replication) * months + months - 1];
  const profit = series.findIndex((one) => one.name === 'profit');
  const total = (one: Float64Array) => Array.from({ length: months }, (_, month) => one[cut + month * series.length + profit]).reduce((whole, value) => whole + value, 0);
  return {
    json: JSON.parse(answer.reply.json),
    sentences: answer.reply.sentences,
    ends: plans.map((_, programme) => Array.from({ length: FUTURES }, (_, replication) => end(programme, replication))),
    own: mine ? total(mine[1][0]) - total(mine[0][0]) : NaN,
    numbers,
    asked,
    months,
  };
}

function keep(name: string, value: Kept) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Full or forbidden: then a reload begins anew.
  }
}
function kept(name: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}
export type { Decision, Doing };
