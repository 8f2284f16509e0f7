import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** What a first answer takes, in one chunk; the rest comes with the page that needs it. */
const LATER = /pages\/(?!Start|Compare)|parts\/(change\/|Diagnosis)|(Months|Stage|StageKey|Strip|Lanes|Wall|Calibration|Chances|FirmCard)\.svelte|lab\/(film|game|plan|code|classroom|batch)|uqr|lib\/declared|words\/(de|engine)/;
const first = (id: string) => !LATER.test(id) && !id.endsWith('src/main.ts');

// Relative addresses: any web space, a folder of a learning platform or a USB stick will do. The site loads a page when it is gone
// to; the single file (`--mode single`) is one chunk.
export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte()],
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
