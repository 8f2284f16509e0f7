// A file that was dropped on the page, or that the command line brought along. It stays in the page.
import { engine } from './engine.svelte';
import { LONGEST, pack, type State } from './link';

/** No scenario is longer; see `LONGEST_TEXT` in the engine. */
const MOST_BYTES = 1 << 20;

class Own {
  text = $state.raw<string | null>(null);
  name = $state('my-firm.toml');
  error = $state.raw<Error | null>(null);
  /** Megabytes of a file that is longer than any scenario. */
  huge = $state<number | null>(null);

  /** Takes a file if the engine can read it. */
  async take(file: File): Promise<boolean> {
    [this.error, this.huge] = [null, null];
    if (file.size > MOST_BYTES) {
      this.huge = Math.round(file.size / 1e6);
      return false;
    }
    return this.read(await file.text(), file.name);
  }

  async read(text: string, name: string): Promise<boolean> {
    try {
      await engine.pool!.read({ text, origin: name, set: [], arms: null });
    } catch (why) {
      [this.error, this.huge] = [why as Error, null];
      return false;
    }
    this.text = text;
    this.name = name;
    [this.error, this.huge] = [null, null];
    return true;
  }

  /** What was wrong has been read. */
  forget() {
    [this.error, this.huge] = [null, null];
  }

  async fits(): Promise<boolean> {
    return this.text !== null && (await pack(this.text)).length <= LONGEST;
  }
}

export const own = new Own();

/** The file that a state is about; null where it is not there. */
export function fileOf({ firm, text, damaged }: State): { text: string; origin: string } | null {
  if (damaged) return null;
  if (text !== null) return { text, origin: own.name };
  const found = firm.startsWith('@') ? own.text : engine.firm(firm);
  return found === null || found === undefined ? null : { text: found, origin: firm.startsWith('@') ? own.name : `${firm}.toml` };
}
