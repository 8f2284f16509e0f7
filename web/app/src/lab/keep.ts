// What a user takes along: files made in the page, given to the browser to save.

export function save(name: string, text: string, type: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'transform'];

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
  copy.setAttribute('viewBox', `-4 -4 ${figure.clientWidth + 8} ${figure.clientHeight + 8}`);
  const name = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  name.textContent = title;
  copy.prepend(name);
  return new XMLSerializer().serializeToString(copy).replaceAll('<!---->', '');
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
