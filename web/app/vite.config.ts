import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// One chunk, relative addresses: any web space, a folder of a learning platform or a USB stick will do.
export default defineConfig({
  base: './',
  plugins: [svelte()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'lab.js', assetFileNames: '[name][extname]' } },
  },
  worker: { format: 'iife' },
});
