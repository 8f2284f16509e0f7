// Finishes both: the site keeps itself by a service worker, and the single file has style, script and the whole engine inside, under a policy that lets
// the page reach nothing at all.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync, brotliCompressSync } from 'node:zlib';

const [dist, out] = process.argv.slice(2);
const site = join(out, 'lab');
const read = (name) => readFileSync(join(dist, 'single', name));

rmSync(site, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(join(dist, 'lab'), site, { recursive: true });
const files = readdirSync(site).filter((name) => name !== 'index.html').sort();
const version = createHash('sha256');
for (const name of [...files, 'index.html']) version.update(name).update(readFileSync(join(site, name)));
const worker = readFileSync('sw.js', 'utf8').replace('VERSION', version.digest('hex').slice(0, 16)).replace("['FILES']", JSON.stringify(['./', ...files]));
writeFileSync(join(site, 'sw.js'), worker);

const style = read('style.css').toString();
// Inside a page a script may not hold its own end.
const script = read('lab.js').toString().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const engine = deflateRawSync(read('more.wasm'), { level: 9 }).toString('base64');
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
// What the first page loads: what it names, and what that imports at once.
const first = new Set(readFileSync(join(site, 'index.html'), 'utf8').match(/[\w.-]+\.(?:js|css)(?=")/g));
for (const name of first) for (const [, other] of readFileSync(join(site, name), 'utf8').matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) first.add(other);
const page = Buffer.concat([...first].map((name) => readFileSync(join(site, name))));
console.log(
  `lab/: engine ${size(brotliCompressSync(readFileSync(join(site, 'engine.wasm'))).length)} (brotli), script and style of the first page ${size(gzipSync(page).length)} (gzip); verona-lab.html: ${size(html.length)}`,
);
