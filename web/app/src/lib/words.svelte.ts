// Words: one file a language, the same keys in each. Which language holds, the browser says until the user does.
import { untrack } from 'svelte';
import start from 'words:start';
import type de from '../../words/de.json';
import type en from '../../words/en.json';

export type Key = keyof typeof en;
export type Language = 'en' | 'de';

type Words = Record<Key, string>;
// A key that a language lacks is an error of types, and so of the build.
export type Complete = typeof de extends Words ? true : never;
const complete: Complete = true;
void complete;
// What a first answer does not say comes when it is asked for: the words of the pages that come later, and of the other language.
const WHOLE: Record<Language, () => Promise<Words>> = {
  en: async () => ({ ...start, ...(await import('words:later')).default }) as Words,
  de: async () => (await import('../../words/de.json')).default,
};

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function first(): Language {
  const chosen = kept('verona-language') ?? navigator.language;
  return chosen.toLowerCase().startsWith('de') ? 'de' : 'en';
}

class Speech {
  language = $state<Language>('en');
  words = $state.raw(start as Words);

  /** The language that holds before anybody chooses one. */
  async begin() {
    try {
      if (first() !== 'en') await this.take(first());
    } catch {
      // Without its words the page speaks English.
    }
  }

  /** The words of the pages that come later. */
  async whole() {
    // Another language does not make a page anew.
    const language = untrack(() => this.language);
    const words = await WHOLE[language]();
    if (this.language === language) this.words = words;
  }

  private async take(language: Language) {
    this.words = await WHOLE[language]();
    this.language = language;
    document.documentElement.lang = language;
  }

  async choose(language: Language) {
    await this.take(language);
    try {
      localStorage.setItem('verona-language', language);
    } catch {
      // Storage may be full or forbidden; the choice then holds for this page.
    }
  }
}

export const speech = new Speech();

/** The words of a key, with values in place of {names}. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return fill(speech.words[key], values);
}

/** A text with values in place of {names}. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
  });
}

/** The words of a key in English, whatever the page's language, of those that are there first. */
export const english = (key: Key): string => (start as Words)[key];

/** The words of a key that only some languages have. */
export function words(key: string): string | undefined {
  return (speech.words as Record<string, string>)[key];
}

/** The words of a key that is made of a name the engine gave; the name itself where there are none. */
export function named(kind: string, name: string): string {
  return (speech.words as Record<string, string>)[`${kind}.${name}`] ?? name.replaceAll('_', ' ');
}

/** A unit as the engine shows it, such as `money/head·year`, in the language's words. */
export function unit(shown: string): string {
  return shown.replaceAll(/[^/·]+/g, (word) => words(`unit.${word}`) ?? word);
}

// Making a formatter takes longer than a hundred uses of it.
const FORMATS = new Map<string, Intl.NumberFormat>();
function format(digits: number, signDisplay: 'auto' | 'exceptZero'): Intl.NumberFormat {
  const key = `${speech.language} ${digits} ${signDisplay}`;
  let made = FORMATS.get(key);
  if (!made) FORMATS.set(key, (made = new Intl.NumberFormat(speech.language, { signDisplay, minimumFractionDigits: digits, maximumFractionDigits: digits })));
  return made;
}

/** A hyphen is no minus. */
const minus = (text: string) => text.replace('-', '\u2212');

/** A number in the language's writing. */
export const number = (value: number, digits = 0): string => (Number.isFinite(value) ? minus(format(digits, 'auto').format(value)) : '–');

/** A number with a sign. */
export const signed = (value: number, digits = 0): string => minus(format(digits, 'exceptZero').format(value));

/** A share as a percentage. */
export function percent(share: number, digits = 0): string {
  return Number.isFinite(share) ? `${number(share * 100, digits)}\u00a0%` : '–';
}

/** As many decimals as an uncertainty of that size leaves sense in, two digits of it. */
export function decimals(size: number): number {
  if (!(size > 0)) return 0;
  return Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(size))));
}
