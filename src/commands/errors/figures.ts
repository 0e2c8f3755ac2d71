/* What an error's figures say, in a few words; for the list, and for one in full. */
import type { Screen } from '../../contract/context.ts';
import type { ErrorType } from '../../domain/errors/findings.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { countText } from '../../domain/evidence/wording/figures.ts';
import type { Language } from '../../domain/text/language.ts';
import { agoText, spanText } from '../../domain/time/span-text.ts';
import { errorWords as words } from './words.ts';

/** `1034 events, 210 users`. */
export function figuresOf(
  { events, users }: Pick<ErrorType, 'events' | 'users'>,
  language: Language,
): string {
  const w = words[language];
  return `${w.events(events)}, ${w.users(users)}`;
}

/** Whether it is new, since which version, or how usual it is; and that nobody caught it. */
export function newness(
  type: Pick<ErrorType, 'isNew' | 'firstVersion' | 'usualPerMinute' | 'unhandled'>,
  language: Language,
): string[] {
  const w = words[language];
  const { isNew, firstVersion, usualPerMinute, unhandled } = type;
  const since = firstVersion === null ? '' : ` (${w.since(firstVersion)})`;
  const usual = usualPerMinute === null ? [] : [w.usual(countText(usualPerMinute))];
  return [...(isNew ? [`${w.isNew}${since}`] : usual), ...(unhandled ? [w.unhandled] : [])];
}

/** How long ago it was seen first and last. */
export function seenSpanText(
  { firstSeen, lastSeen }: Pick<ErrorType, 'firstSeen' | 'lastSeen'>,
  language: Language,
  now: number,
): string {
  const w = words[language];
  const part = (word: string, at: number | null | undefined): string[] =>
    at == null ? [] : [`${word} ${agoText(at, now)[language]}`];
  return [...part(w.first, firstSeen), ...part(w.last, lastSeen)].join(', ');
}

/** `30m up to 12:12 KST`. */
export function windowText(
  { from, to }: EvidenceWindow,
  language: Language,
  screen: Screen,
): string {
  return words[language].window(spanText(to - from)[language], screen.time(to));
}
