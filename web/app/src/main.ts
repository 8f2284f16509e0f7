import { mount } from 'svelte';
import App from './App.svelte';
import * as code from './lab/code';
import { Comparison } from './lab/comparison.svelte';
import { engine } from './lab/engine.svelte';
import './styles/tokens.css';
import './styles/base.css';

mount(App, { target: document.getElementById('app')! });

// For the browser's console, and for the tests, which hold the page against the command line.
Object.assign(globalThis, { verona: { engine, Comparison, code } });
