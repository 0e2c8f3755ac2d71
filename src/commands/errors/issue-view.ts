/* One error in full. */
import type { Screen } from '../../contract/context.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { agoText } from '../../domain/time/span-text.ts';
import type { NamedIssue } from '../../evidence/errors/named-issue.ts';
import { labelledLines, wrapped } from '../view/labelled.ts';
import type { ErrorsNow } from './data.ts';
import { figuresOf, newness, windowText } from './figures.ts';
import { errorWords as words } from './words.ts';

export function viewIssue(
  { language, environment }: Pick<ErrorsNow, 'language' | 'environment'>,
  { verdict, value, window, observedAt }: Evidence<NamedIssue>,
  screen: Screen,
): string {
  const w = words[language];
  if (value === null) return `${screen.sign(verdict)} ${w.unknownIssue}`;
  const { events, users, ever, firstSeen, lastSeen, hourly } = value;
  const when = (at: number) => `${screen.time(at)}, ${agoText(at, observedAt)[language]}`;
  const figures =
    events === null ? w.notListed : figuresOf({ events, users: users ?? 0 }, language);
  const about = window === null ? '' : `, ${windowText(window, language, screen)}`;
  const rows: readonly (readonly [string, string | null])[] = [
    [w.place, value.culprit || null],
    [w.now, `${environment}: ${figures}${about}`],
    [w.ever, `${figuresOf(ever, language)} (${w.everywhere})`],
    [w.release, releases(value, w)],
    [w.firstSeen, firstSeen === null ? null : when(firstSeen)],
    [w.lastSeen, lastSeen == null ? null : when(lastSeen)],
    [w.hours, hourly === null ? null : screen.sparkline(hourly.counts)],
    [w.link, value.url || null],
  ];
  const told = rows.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]));
  const name = screen.paint.bold(value.shortId || value.id);
  const head = `${screen.sign(verdict)} ${[name, ...newness(value, language)].join(', ')}`;
  const message = wrapped(value.message ?? value.title, screen, 2);
  return [...wrapped(head, screen, 0, 2), ...message, '', ...labelledLines(told, screen)].join(
    '\n',
  );
}

function releases(
  { firstVersion, lastVersion }: NamedIssue,
  w: (typeof words)['en' | 'ko'],
): string | null {
  const first = firstVersion === null ? [] : [`${w.first} ${firstVersion}`];
  const last = lastVersion === null ? [] : [`${w.last} ${lastVersion}`];
  return first.length + last.length === 0 ? null : [...first, ...last].join(', ');
}
