// The modules of one worker. A message with a compiled module starts it; each further one has an id, which its reply bears, and says
// which module it is for.
import type { Which } from './load';
import { Module } from './module';

const modules: Partial<Record<Which, Promise<Module>>> = {};

addEventListener('message', async (event: MessageEvent) => {
  if (event.data.compiled) {
    modules[event.data.which as Which] = Module.start(event.data.compiled);
    return;
  }
  const { id, which, ask, numbers } = event.data;
  try {
    const answer = (await modules[which as Which])!.call(ask, numbers);
    (postMessage as (message: unknown, transfer: Transferable[]) => void)({ id, ...answer }, [answer.numbers.buffer]);
  } catch (trap) {
    postMessage({ id, trap: trap instanceof Error ? trap.message : String(trap) });
  }
});
