import { mount } from 'svelte';
import App from './App.svelte';
import * as code from './lab/code';
import { Comparison } from './lab/comparison.svelte';
import { engine } from './lab/engine.svelte';
import { speech } from './lib/words.svelte';
import './styles/tokens.css';
import './styles/base.css';

await speech.begin();
mount(App, { target: document.getElementById('app')! });

// A site keeps itself for the next time without a network, once the engine is there, so that the first answer does not wait for it; a single
// file needs no keeping.
if (location.protocol.startsWith('http') && !document.getElementById('engine')) void engine.start().then(() => navigator.serviceWorker?.register('sw.js')).catch(() => {});

// For the browser's console, and for the tests, which hold the page against the command line.
Object.assign(globalThis, { verona: { engine, Comparison, code } });
