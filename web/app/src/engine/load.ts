// The compiled module: out of the page itself in the single file, else from the file beside it.

async function inflated(text: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
}

export async function compiled(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') throw new Error('no-webassembly');
  const inside = document.getElementById('engine');
  if (inside?.textContent) return WebAssembly.compile(await inflated(inside.textContent));
  const response = await fetch('engine.wasm');
  if (!response.ok) throw new Error(`engine.wasm: ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
