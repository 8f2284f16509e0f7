// Puts the site into one file: style, script and engine inside, under a policy that lets the page reach nothing at all.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync, brotliCompressSync } from 'node:zlib';

const [dist, out] = process.argv.slice(2);
const read = (name) => readFileSync(join(dist, name));

rmSync(join(out, 'lab'), { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(dist, join(out, 'lab'), { recursive: true });

const style = read('index.css').toString();
// Inside a page a script may not hold its own end.
const script = read('lab.js').toString().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const engine = deflateRawSync(read('engine.wasm'), { level: 9 }).toString('base64');
const hash = createHash('sha256').update(script).digest('base64');
const policy = [
  "default-src 'none'",
  "img-src data: blob:",
  `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
const put = (html, pattern, text) => {
  if (!pattern.test(html)) throw new Error(`the page has nothing like ${pattern}`);
  return html.replace(pattern, () => text);
};
let html = read('index.html').toString();
html = put(html, /<meta http-equiv="Content-Security-Policy"[^>]*>/, `<meta http-equiv="Content-Security-Policy" content="${policy}" />`);
html = put(html, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
html = html.replace(/\s*<link rel="manifest"[^>]*>/, '');
html = put(html, /<script type="module"[^>]*><\/script>/, '');
html = put(html, /<\/body>/, `<script type="text/plain" id="engine">${engine}</script>\n<script type="module">${script}</script>\n</body>`);
writeFileSync(join(out, 'verona-lab.html'), html);

const size = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;
const brotli = (name) => brotliCompressSync(read(name)).length;
const page = gzipSync(Buffer.from(style + script)).length;
console.log(
  `lab/: engine ${size(brotli('engine.wasm'))}, script and style ${size(brotli('lab.js') + brotli('index.css'))} (brotli; gzip ${size(page)}); verona-lab.html: ${size(html.length)}`,
);
