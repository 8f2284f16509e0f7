// What a user takes along: files made in the page, given to the browser to save.

export function save(name: string, text: string, type: string) {
  give(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

function give(name: string, file: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'transform'];

/** What a figure takes, with a margin: letters may stand over its edge. */
function frame(figure: SVGSVGElement) {
  const box = figure.getBBox();
  const [x, y] = [Math.min(0, box.x) - 4, Math.min(0, box.y) - 4];
  return { x, y, width: Math.ceil(Math.max(figure.clientWidth, box.x + box.width) + 4 - x), height: Math.ceil(Math.max(figure.clientHeight, box.y + box.height) + 4 - y) };
}

/** A figure as a file of its own: what style sheets say of it, written into it. */
export function svg(figure: SVGSVGElement, title: string): string {
  const copy = figure.cloneNode(true) as SVGSVGElement;
  const [from, to] = [figure.querySelectorAll('*'), copy.querySelectorAll('*')];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    to[at].removeAttribute('style');
    to[at].removeAttribute('class');
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value && value !== 'none' && value !== 'normal') to[at].setAttribute(name, name === 'transform' ? matrix(value) : value);
      else if (name === 'fill' && value === 'none') to[at].setAttribute('fill', 'none');
    }
  });
  for (const name of ['tabindex', 'class', 'role', 'style']) copy.removeAttribute(name);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const { x, y, width, height } = frame(figure);
  copy.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const make = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);
  // Drawn on the page's own ground, which may be dark.
  const ground = make('rect');
  const sides = { x, y, width, height, fill: getComputedStyle(document.documentElement).getPropertyValue('--card') };
  for (const [name, value] of Object.entries(sides)) ground.setAttribute(name, String(value));
  const name = make('title');
  name.textContent = title;
  copy.prepend(name, ground);
  return new XMLSerializer().serializeToString(copy).replaceAll('<!---->', '');
}

/** Saves a figure as a picture of twice its pixels. */
export async function png(name: string, figure: SVGSVGElement) {
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg(figure, name))}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  const { width, height } = frame(figure);
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((file) => file && give(name, file));
}

const matrix = (value: string) => value.replaceAll('px', '');

export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
