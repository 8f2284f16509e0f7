// What happened, in the language of the page: English in the engine's own sentences, which are those of `verona trace`; another language from
// the same data. An event for which a language has no sentence stays English and says so by its `lang`.
import { fill, number, percent, speech, words } from '../lib/words.svelte';

/** An event as the engine tells it; see `told` there. */
export interface Happened {
  day: number;
  what: string;
  note: string;
  figure: number;
  discount: number;
  lead: number | null;
  actor: number | null;
  other: number | null;
  told: string | null;
}
export interface Told {
  text: string;
  lang: string;
}

const first = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A person's name, as the engine made it: a role and a number. */
export function who(name: string | undefined): string {
  if (name === undefined) return words('role.nobody') ?? 'somebody';
  const [, role, at] = /^(.*) (\d+)$/.exec(name) ?? [];
  const said = role && words(`role.${role}`);
  return said ? `${said} ${at}` : name;
}

function hours(figure: number): string {
  const minutes = Math.round(figure * 60);
  if (minutes < 60) return fill(words(minutes === 1 ? 'span.minute' : 'span.minutes')!, { n: number(minutes) });
  return minutes === 60 ? words('span.hour')! : fill(words('span.hours')!, { n: number(figure, 1) });
}
const days = (figure: number) => (figure === 1 ? words('span.day')! : fill(words('span.days')!, { n: number(figure) }));
const after = (figure: number) => (figure < 1 ? words('span.within')! : fill(words('span.after')!, { n: number(figure, 1) }));

/** One event as a sentence. */
export function tell(event: Happened, names: string[]): Told {
  const english = { text: event.told ?? '', lang: 'en' };
  if (speech.language === 'en') return english;
  const about = event.what === 'won' && event.discount > 0 ? 'discount' : event.what === 'decided' && event.lead === null ? 'function' : event.note;
  const sentence = words(`event.${event.what}.${about}`) ?? words(`event.${event.what}`);
  if (!sentence) return english;
  const person = (at: number | null) => who(at === null ? undefined : names[at]);
  const text = fill(sentence, {
    a: person(event.actor),
    b: event.what === 'blamed' && event.other === null ? words('role.function')! : person(event.other),
    lead: event.lead === null ? words('event.lead')! : `Lead ${event.lead}`,
    cause: words(`cause.${event.note}`) ?? event.note,
    hours: hours(event.figure),
    days: days(event.figure),
    delay: event.figure > 0 ? fill(words('span.late')!, { days: days(event.figure) }) : words('span.same')!,
    after: after(event.figure),
    share: percent(event.figure),
    discount: percent(event.discount),
    money: number(event.figure),
    figure: number(event.figure, 2),
  });
  return { text: first(text), lang: speech.language };
}

/** Whom a life is about: where the prospect came from, and what it is in truth. */
export function about(events: Happened[], names: string[], text: string): Told {
  const birth = events.find(({ what }) => what === 'captured' || what === 'found');
  const sentence = birth && words(`life.${birth.what}`);
  if (speech.language === 'en' || !birth || !sentence) return { text: text.split('\n\n')[1]?.replaceAll('\n', ' ').trim() ?? '', lang: 'en' };
  const person = (at: number | null) => who(at === null ? undefined : names[at]);
  const values = { a: person(birth.actor), b: person(birth.what === 'captured' ? birth.other : birth.actor), truth: words(`life.${birth.note}`) ?? birth.note, money: number(birth.figure) };
  return { text: fill(sentence, values), lang: speech.language };
}

/** What came of a lead, in a few lines: as `output::words::life` says it. */
export function short(events: Happened[], names: string[], text: string): Told[] {
  if (speech.language === 'en' || !words('short.open')) {
    // Lines are wrapped for a terminal; a sentence ends with its full stop.
    const lines = (text.split('In short\n')[1] ?? '').replaceAll(/\s*\n\s*/g, ' ').match(/\S.*?\.(?= [A-Z\d]|\s*$)/g) ?? [];
    return lines.map((line) => ({ text: line, lang: 'en' }));
  }
  const of = (what: string) => events.filter((event) => event.what === what);
  const sum = (what: string) => of(what).reduce((all, { figure }) => all + figure, 0);
  const list = new Intl.ListFormat(speech.language, { type: 'conjunction' });
  const out: string[] = [];
  const end = events.findLast(({ what }) => what === 'won' || what === 'lost');
  const how = !end ? words('short.open')! : end.what === 'won' ? words('short.won')! : fill(words('short.lost')!, { how: words(`loss.${end.note}`) ?? end.note });
  const lasted = end ? end.day - (events[0]?.day ?? 0) : 0;
  const when = !end ? '' : lasted === 0 ? words('short.same_day')! : fill(words('short.when')!, { days: days(lasted) });
  const worked = of('worked')[0];
  out.push(`${how}${when}; ${worked ? fill(words('short.worked')!, { after: after(worked.figure) }) : words('short.unworked')!}.`);
  const [asked, served, alone] = [of('waiting').length, of('helped').length, of('self-help').length];
  if (asked) {
    const parts = [fill(words('short.served')!, { n: number(served) })];
    if (alone) parts.push(fill(words('short.alone')!, { n: number(alone) }));
    if (asked > served + alone) parts.push(fill(words('short.pending')!, { n: number(asked - served - alone) }));
    out.push(fill(words('short.asked')!, { n: number(asked), days: days(Math.round(sum('helped') + sum('self-help'))), parts: parts.join(', ') }));
  }
  for (const what of ['misunderstood', 'duplicated']) if (of(what).length) out.push(fill(words(`short.${what}`)!, { hours: hours(sum(what)) }));
  const disputes = of('dispute').map(({ note }) => words(`cause.${note}`) ?? note);
  if (disputes.length) out.push(fill(words('short.disputes')!, { n: number(disputes.length), causes: list.format(disputes) }));
  const hands = new Set<number>();
  for (const { what, actor, other } of events) for (const one of what === 'lost' ? [] : what === 'captured' ? [actor] : [actor, other]) if (one !== null) hands.add(one);
  if (hands.size) out.push(fill(words('short.hands')!, { who: list.format([...hands].map((one) => who(names[one]))) }));
  return out.map((line) => ({ text: line, lang: speech.language }));
}
