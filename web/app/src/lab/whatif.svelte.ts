// What would change the answer: each lever at both ends of its range, ten futures each, everything else as it is.
import type { Pool, Question } from '../engine/pool';
import { Comparison, QUICK, type Answer, type Study } from './comparison.svelte';
import { LEVERS, sets, type Lever } from './levers';

export interface Tried {
  lever: Lever;
  value: number;
  answer: Answer | null;
  arms: string[];
}

export class WhatIf {
  tried = $state.raw<Tried[]>([]);
  running = $state(false);
  private comparisons: Comparison[] = [];
  private generation = 0;

  constructor(private readonly pool: Pool) {}

  get count() {
    return this.tried.filter((one) => one.answer).length;
  }

  async run(base: Study, question: (set: Record<string, string>) => Question) {
    this.stop();
    const generation = ++this.generation;
    this.running = true;
    this.tried = LEVERS.flatMap((lever) => lever.tried.map((value) => ({ lever, value, answer: null, arms: [] })));
    for (const [at, { lever, value }] of this.tried.entries()) {
      const comparison = new Comparison(this.pool, 2, QUICK);
      this.comparisons = [comparison];
      await comparison.ask(question(sets(lever, value, base.values)));
      await new Promise<void>((done) => {
        const stop = $effect.root(() => {
          $effect(() => {
            if (comparison.over || comparison.refused || comparison.broken || generation !== this.generation) queueMicrotask(() => (stop(), done()));
          });
        });
      });
      if (generation !== this.generation) return;
      const answer = comparison.answer;
      this.tried = this.tried.map((one, place) => (place === at ? { ...one, answer, arms: comparison.study?.arms.map((arm) => arm.name) ?? [] } : one));
    }
    this.running = false;
  }

  stop() {
    this.generation++;
    this.running = false;
    for (const one of this.comparisons) one.stop();
    this.comparisons = [];
  }
}
