// The engine of this page: started once, shared by all pages.
import { Ended, Gone, Pool } from '../engine/pool';
import { t } from '../lib/words.svelte';

export interface Measure {
  name: string;
  unit: string;
  shown: string;
  better: 1 | 0 | -1;
  meaning: string;
}
export interface Parameter {
  key: string;
  kind: 'number' | 'integer' | 'flag' | 'choice';
  unit: string;
  legal: [number, number];
  plausible: [number, number] | null;
  default: number | boolean | string;
  source: string;
  about: string;
  words: [string, string][];
}
export interface Declared {
  version: string;
  structures: { name: string; about: string }[];
  sections: { name: string; about: string; parameters: Parameter[] }[];
  outcomes: Measure[];
  series: Measure[];
  hours: string[];
  measures: { name: string; about: string; source: string; role: boolean; hours: boolean }[];
  statements: { key: string; topic: string; text: string }[];
  scale: string[];
  firms: { name: string; text: string }[];
}

/** What went wrong, in words. */
export const said = (why: unknown): string => (why instanceof Gone ? t('shell.gone') : why instanceof Ended ? t('engine.ended') : why instanceof Error ? why.message : String(why));

class Engine {
  pool = $state.raw<Pool | null>(null);
  declared = $state.raw<Declared | null>(null);
  failed = $state<string | null>(null);

  private started: Promise<void> | null = null;

  start(): Promise<void> {
    return (this.started ??= this.begin());
  }

  private async begin() {
    try {
      const asked = Number(new URLSearchParams(location.search).get('workers'));
      const pool = await Pool.start(asked >= 1 && asked <= 16 ? asked : undefined);
      this.declared = (await pool.ask({ op: 'declared' })).reply;
      this.pool = pool;
    } catch (why) {
      this.failed = said(why);
    }
  }

  parameter(key: string): Parameter | undefined {
    for (const section of this.declared?.sections ?? []) {
      const found = section.parameters.find((parameter) => parameter.key === key);
      if (found) return found;
    }
  }

  firm(name: string): string | undefined {
    return this.declared?.firms.find((firm) => firm.name === name)?.text;
  }
}

export const engine = new Engine();
