// One module in one worker. The first message brings the compiled module; each further one has an id, which its reply bears.
import { Module } from './module';

let engine: Promise<Module>;

addEventListener('message', async (event: MessageEvent) => {
  if (event.data.compiled) {
    engine = Module.start(event.data.compiled);
    return;
  }
  const { id, ask, numbers } = event.data;
  try {
    const answer = (await engine).call(ask, numbers);
    (postMessage as (message: unknown, transfer: Transferable[]) => void)({ id, ...answer }, [answer.numbers.buffer]);
  } catch (trap) {
    postMessage({ id, trap: trap instanceof Error ? trap.message : String(trap) });
  }
});
