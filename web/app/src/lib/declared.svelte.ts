// What the engine declares in English, in the words of the page's language: settings, statements in short, advice, sources. The words
// come when a page needs them; that none is missing, `words.mjs` holds. English is the engine's own.
import { speech } from './words.svelte';

type Table = Record<'section' | 'unit' | 'topic' | 'about' | 'word' | 'source' | 'phrase', Record<string, string>>;
export interface Said {
  text: string;
  lang: string;
}

class Declarations {
  private table = $state.raw<Table | null>(null);

  /** Fetches the words of the language that holds. */
  async take() {
    try {
      this.table = speech.language === 'de' ? (await import('../../words/engine.de.json')).default : null;
    } catch {
      // Without its words the page says it in English.
      this.table = null;
    }
  }

  /** The words of a key; without them what the engine says. */
  say(kind: keyof Table, key: string, english: string): Said {
    const text = this.table?.[kind][key];
    return text === undefined ? { text: english, lang: 'en' } : { text, lang: speech.language };
  }

  /** A sentence that the engine makes nothing of but words. */
  phrase(english: string): Said {
    return this.say('phrase', english, english);
  }

  /** Where a setting's number is from. */
  source(key: string, english: string): Said {
    const own = this.say('source', key, english);
    return own.lang === 'en' ? this.phrase(english) : own;
  }
}

export const declared = new Declarations();
