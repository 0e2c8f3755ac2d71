import type { Screen } from '../../contract/context.ts';
import type { ErrorType } from '../../domain/errors/findings.ts';
import { newErrorsVerdict } from '../../domain/errors/new-errors.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { errorTypesWording } from '../../domain/evidence/wording/error-types.ts';
import type { Language } from '../../domain/text/language.ts';
import { wrapped } from '../view/labelled.ts';
import type { ErrorsNow } from './data.ts';
import { figuresOf, newness, seenSpanText, windowText } from './figures.ts';
import { viewIssue } from './issue-view.ts';
import { errorWords as words } from './words.ts';

export function viewErrors(data: ErrorsNow, screen: Screen): string {
  return data.issue === null ? viewTypes(data, screen) : viewIssue(data, data.issue, screen);
}

/** What is wrong in a sentence, then each type: its figures, the whole of its message, where and since when. */
function viewTypes({ types, environment, language, known }: ErrorsNow, screen: Screen): string {
  const w = words[language];
  if (types === null) return '';
  const { verdict, value, window, observedAt } = types;
  const title = screen.paint.bold(`${environment} · ${w.title}`);
  const about = window === null ? '' : windowText(window, language, screen);
  // Why it is not known is told below, as a problem.
  const said =
    value !== null
      ? errorTypesWording.sentence(value)[language]
      : verdict === 'no-data'
        ? w.none
        : w.unknown;
  const [first = '', ...rest] = wrapped(said, screen, 2);
  const head = [
    ...wrapped(`${title}, ${about}`, screen, 0),
    `${screen.sign(verdict)} ${first.trimStart()}`,
    ...rest,
  ];
  const shown = value?.types ?? [];
  const blocks = shown.flatMap((type) => [
    '',
    ...blockOf(type, { window, language, now: observedAt }, screen),
  ]);
  const more = known - shown.length;
  return [...head, ...blocks, ...(more > 0 ? ['', `  ${w.more(more)}`] : [])].join('\n');
}

interface Shown {
  readonly window: EvidenceWindow | null;
  readonly language: Language;
  readonly now: number;
}

function blockOf(type: ErrorType, shown: Shown, screen: Screen): string[] {
  const { window, language } = shown;
  const length = window === null ? 0 : window.to - window.from;
  const verdict = newErrorsVerdict([type], length);
  const sign = verdict === 'ok' ? ' ' : screen.sign(verdict);
  const figures = [figuresOf(type, language), ...newness(type, language)].join(', ');
  const [first = '', ...rest] = wrapped(
    `${screen.paint.bold(type.shortId || type.id)}  ${figures}`,
    screen,
    2,
    2,
  );
  return [
    `${sign} ${first.trimStart()}`,
    ...rest,
    ...wrapped(type.message ?? type.title, screen, 4),
    ...placeLines(type, shown, screen),
  ];
}

function placeLines(type: ErrorType, { language, now }: Shown, screen: Screen): string[] {
  const told = [type.culprit, seenSpanText(type, language, now), type.url];
  return told
    .filter((text) => text !== '')
    .flatMap((text) => wrapped(text, screen, 4))
    .map((line) => screen.paint.dim(line));
}
