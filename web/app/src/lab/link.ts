// The state of a page as its link, after the `#`, which no browser sends to a server: which firm, what was changed in it,
// which arms, which seed, how many futures.

export const BUILT_IN = 'mid-market';
/** The longest text of a firm that a link takes, packed. */
export const LONGEST = 6000;

export interface Place {
  page: string;
  params: URLSearchParams;
}

export function place(hash = location.hash): Place {
  const [page, rest] = hash.replace(/^#\/?/, '').split('?', 2);
  return { page: page || '', params: new URLSearchParams(rest ?? '') };
}

/** Goes to a place at once: whoever looks at the link next finds it changed already, where the browser would tell of it only later. */
export function go(hash: string) {
  if (hash !== location.hash) history.pushState(null, '', hash);
  dispatchEvent(new PopStateEvent('popstate'));
}

export interface State {
  firm: string;
  text: string | null;
  /** Whether the text that the link carries cannot be unpacked. */
  damaged: boolean;
  set: Record<string, string>;
  arms: string[] | null;
  n: number | null;
  seed: number | null;
  pinned: Record<string, string> | null;
  guess: string | null;
  version: string | null;
}

const pairs = (set: Record<string, string>) =>
  Object.entries(set)
    .map(([key, value]) => `${key}:${value}`)
    .join(',');

export function unpaired(text: string | null): Record<string, string> {
  const set: Record<string, string> = {};
  for (const pair of (text ?? '').split(',')) {
    const at = pair.indexOf(':');
    if (at > 0) set[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return set;
}

const whole = (text: string | null) => (text && /^\d{1,10}$/.test(text) ? Number(text) : null);

export async function read(params: URLSearchParams): Promise<State> {
  const packed = params.get('t');
  const text = packed ? await unpack(packed) : null;
  return {
    firm: params.get('f') ?? BUILT_IN,
    text,
    damaged: packed !== null && text === null,
    set: unpaired(params.get('set')),
    arms: params.get('arms')?.split(',') ?? null,
    n: whole(params.get('n')),
    seed: whole(params.get('seed')),
    pinned: params.has('a') ? unpaired(params.get('a')) : null,
    guess: params.get('g'),
    version: params.get('v'),
  };
}

/** The link of a state; without `t` where the text is too long, which the caller asks `fits` about. */
export async function write(page: string, state: State, version: string): Promise<string> {
  const words: string[] = [];
  const add = (key: string, value: string) => words.push(`${key}=${encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2C', ',')}`);
  if (state.text === null) add('f', state.firm);
  else add('t', await pack(state.text));
  if (Object.keys(state.set).length) add('set', pairs(state.set));
  if (state.arms) add('arms', state.arms.join(','));
  if (state.n !== null) add('n', String(state.n));
  if (state.seed !== null) add('seed', String(state.seed));
  if (state.pinned) add('a', pairs(state.pinned));
  if (state.guess) add('g', state.guess);
  add('v', version);
  return `#/${page}?${words.join('&')}`;
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream as any)).arrayBuffer());
}

/** What was packed or unpacked last: the links of one firm, one after the other, hold the same text. */
let last: { text: string; packed: string } | null = null;

export async function pack(text: string): Promise<string> {
  if (last?.text === text) return last.packed;
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  last = { text, packed: btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') };
  return last.packed;
}

export async function unpack(packed: string): Promise<string | null> {
  if (last?.packed === packed) return last.text;
  try {
    const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    last = { text: new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw'))), packed };
    return last.text;
  } catch {
    return null;
  }
}
