import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

/** What a first answer takes, in one chunk; the rest comes with the page that needs it. */
const LATER = /pages\/(?!Start|Compare)|parts\/(board\/|change\/|Diagnosis)|(Months|Stage|StageKey|Strip|Lanes|Wall|Calibration|Reasons|Chances|FirmCard)\.svelte|lab\/(film|game|plan|code|classroom|batch)|uqr|lib\/declared|words\/(de|engine)|words:(later|evidence)/;
const first = (id: string) => !LATER.test(id) && !id.endsWith('src/main.ts');

/** What the build makes: the English words in two parts, and what the evidence and the engine are. The words of those pages, by what their keys begin with, are `words:later`; all others `words:start`. */
const WORDS = /^(about|aloud|board|calibration|card|chances|change|class|debrief|diagnosis|discuss|lanes|lead|map|measure|stand|statement|strike|strip|wall|watch)\./;
const made: Plugin = {
  name: 'made',
  enforce: 'pre',
  resolveId: (id) => (id.startsWith('words:') ? `\0${id}` : undefined),
  load(id) {
    if (!id.startsWith('\0words:')) return;
    if (id.endsWith('evidence')) {
      const { claims } = JSON.parse(readFileSync('../../docs/evidence/claims.json', 'utf8'));
      const told = claims.map(({ id, statement, verdict }: Record<string, string>) => ({ id, statement, verdict }));
      const hash = createHash('sha256').update(readFileSync('public/more.wasm')).digest('hex');
      return `export const claims = ${JSON.stringify(told)}; export const hash = ${JSON.stringify(hash)};`;
    }
    this.addWatchFile('words/en.json');
    const all = Object.entries(JSON.parse(readFileSync('words/en.json', 'utf8')));
    return `export default ${JSON.stringify(Object.fromEntries(all.filter(([key]) => WORDS.test(key) === id.endsWith('later'))))}`;
  },
  transform(code, id) {
    // What is there first says nothing that comes later.
    if (!/\/src\/.*\.(ts|svelte)$/.test(id) || !first(id)) return;
    for (const [, key] of code.matchAll(/['`]([a-z]+\.)[\w$]/g)) if (WORDS.test(key)) this.error(`${id} says ${key}…, whose words come later`);
  },
};

// Relative addresses: any web space, a folder of a learning platform or a USB stick will do. The site loads a page when it is gone
// to; the single file (`--mode single`) is one chunk.
export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [made, svelte()],
  build: {
    target: 'es2022',
    outDir: mode === 'single' ? 'dist/single' : 'dist/lab',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: mode !== 'single',
    rolldownOptions: {
      output: {
        codeSplitting: mode === 'single' ? false : { groups: [{ name: 'first', test: first }] },
        entryFileNames: 'lab.js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: mode === 'single' ? '[name][extname]' : '[name]-[hash][extname]',
      },
    },
  },
  worker: { format: 'iife' },
}));
