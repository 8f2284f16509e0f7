// A file that was dropped on the page, or that the command line brought along. It stays in the page.
import { engine } from './engine.svelte';
import { LONGEST, pack, type State } from './link';

/** What is kept for this tab alone, so that a reload loses nothing. */
const KEPT = 'verona-file';

/** No scenario is longer; see `LONGEST_TEXT` in the engine. */
const MOST_BYTES = 1 << 20;

class Own {
  text = $state.raw<string | null>(null);
  name = $state('my-firm.toml');
  error = $state.raw<Error | null>(null);
  /** Megabytes of a file that is longer than any scenario; 0 of one that is empty. */
  huge = $state<number | null>(null);

  constructor() {
    try {
      const { name, text } = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
      if (typeof name === 'string' && typeof text === 'string') [this.name, this.text] = [name, text];
    } catch {
      // Forbidden, or not what was kept: then there is no file.
    }
  }

  /** Takes a file if the engine can read it. */
  async take(file: File): Promise<boolean> {
    [this.error, this.huge] = [null, null];
    if (file.size > MOST_BYTES) {
      this.huge = Math.round(file.size / 1e6);
      return false;
    }
    const text = await file.text();
    if (!text.trim()) {
      this.huge = 0;
      return false;
    }
    return this.read(text, file.name);
  }

  async read(text: string, name: string): Promise<boolean> {
    // What is dropped before the engine runs waits for it; why it does not run, the page says.
    await engine.start();
    if (!engine.pool) return false;
    try {
      await engine.pool.read({ text, origin: name, set: [], arms: null });
    } catch (why) {
      [this.error, this.huge] = [why as Error, null];
      return false;
    }
    this.text = text;
    this.name = name;
    try {
      sessionStorage.removeItem(KEPT);
      sessionStorage.setItem(KEPT, JSON.stringify({ name, text }));
    } catch {
      // Too long, or forbidden: then a reload loses it, as the page says.
    }
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

/** The text of a firm that is no longer the one it was: under a name of its own, and without the words about the old one. */
export function renamed(text: string, name: string): string {
  const head = /^(?:[ \t]*(?:name|about)[ \t]*=[ \t]*(?:"""[^]*?"""|'''[^]*?'''|[^\n]*)[ \t]*(?:\n|$)|[ \t]*(?:#[^\n]*)?\r?\n)/;
  let body = text;
  while (head.test(body)) body = body.replace(head, '');
  const tables = body.search(/^[ \t]*\[/m);
  const top = body.slice(0, tables < 0 ? undefined : tables).replace(/^[ \t]*(?:name|about)[ \t]*=.*$/gm, '');
  return `name = ${JSON.stringify(name)}\n\n${top}${tables < 0 ? '' : body.slice(tables)}`;
}

/** The file that a state is about; null where it is not there. */
export function fileOf({ firm, text, damaged }: State): { text: string; origin: string } | null {
  if (damaged) return null;
  if (text !== null) return { text, origin: own.name };
  const found = firm.startsWith('@') ? own.text : engine.firm(firm);
  return found === null || found === undefined ? null : { text: found, origin: firm.startsWith('@') ? own.name : `${firm}.toml` };
}
