// The compiled modules: out of the page itself in the single file, else from the files beside it. The site has two: what a first answer takes,
// and all of it, which comes when it is first needed. The single file has the second alone.

export type Which = 'engine' | 'more';
const inside = document.getElementById('engine');

async function inflated(text: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
}

/** Whether the first module is all of it. */
export const whole = inside !== null;

export async function compiled(which: Which): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') throw new Error('no-webassembly');
  if (inside) return WebAssembly.compile(await inflated(inside.textContent));
  const response = await fetch(`${which}.wasm`);
  if (!response.ok) throw new Error(`${which}.wasm: ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
