/* How a result or an error looks: one document with `--json`, else text for a person. */
import type { Screen } from '../contract/context.ts';
import { problemOf, type TsopsError } from '../contract/errors.ts';
import type { Envelope, Problem } from '../domain/evidence/result.ts';
import type { Verdict } from '../domain/evidence/verdict.ts';
import { cleanText } from '../domain/text/clean.ts';
import { wrap } from '../domain/text/wrap.ts';

/** `config show` → `tsops/config-show@1`. */
export function schemaOf(command: string): string {
  return `tsops/${command.replaceAll(' ', '-')}@1`;
}

interface CommandOutput<Data> {
  readonly command: string;
  readonly verdict: Verdict;
  readonly data: Data | null;
  readonly next: readonly string[];
  readonly problems: readonly Problem[];
  readonly drill: boolean;
  readonly web?: string | null;
}

export function envelope<Data>(found: CommandOutput<Data>): Envelope<Data> {
  return {
    schema: schemaOf(found.command),
    verdict: found.verdict,
    data: found.data,
    next: found.next,
    problems: found.problems,
    ...(found.web === undefined ? {} : { web: found.web }),
    ...(found.drill ? { drill: true as const } : {}),
  };
}

/** An error has no verdict of its own: we could not tell. */
export function errorEnvelope(
  command: string,
  error: TsopsError,
  drill: boolean,
): Envelope<unknown> {
  return envelope({
    command,
    verdict: 'unknown',
    data: error.data ?? null,
    next: error.next,
    problems: [problemOf(error)],
    drill,
  });
}

// JSON leaves these as they are, and a terminal may obey them: 8-bit controls, bidi marks, line separators.
const steering = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One line of JSON; what could steer a terminal is escaped, so that the data stays as it was. */
export function jsonLine(value: unknown): string {
  const escaped = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value).replace(steering, escaped)}\n`;
}

/** What happened, why it matters, what to type next. Text that came from outside is cleaned here. */
export function errorText(error: TsopsError, screen: Screen): string {
  const { paint } = screen;
  const { said, whySaid } = error;
  const lines = (said === undefined ? error.message : screen.say(said))
    .split('\n')
    .flatMap((line) => belowSign(cleanText(line, 2000), screen));
  const [first = '', ...rest] = lines;
  const reason = whySaid === undefined ? error.why : screen.say(whySaid);
  const why = reason === undefined ? [] : belowSign(cleanText(reason, 2000), screen);
  return [
    `${paint.bad('✖')} ${paint.bold(first)}`,
    ...[...rest, ...why].map((line) => `  ${line}`),
    ...nextLines(error.next, screen),
  ].join('\n');
}

/** A terminal would break within a word; elsewhere a line stays whole. */
function belowSign(text: string, screen: Screen): readonly string[] {
  return screen.terminal ? wrap(text, screen.columns - 2, screen.width) : [text];
}

export function problemText(problem: Problem, screen: Screen): string {
  const [hint] = problem.next ?? [];
  const text = cleanText(problem.message);
  const next = hint === undefined ? '' : `→ ${screen.step(cleanText(hint))}`;
  const whole = next === '' ? text : `${text} ${next}`;
  const lines = belowSign(whole, screen);
  const [last = ''] = lines.slice(-1);
  // What to type stays on one line, and is dimmed as a whole.
  const together = next !== '' && last.endsWith(next);
  const shown = together
    ? [...lines.slice(0, -1), `${last.slice(0, -next.length)}${screen.paint.dim(next)}`]
    : next === ''
      ? lines
      : [...belowSign(text, screen), screen.paint.dim(next)];
  return shown
    .map((line, at) => (at === 0 ? `${screen.sign('unknown')} ${line}` : `  ${line}`))
    .join('\n');
}

export function nextLines(next: readonly string[], { paint, step }: Screen): string[] {
  return next.map((each) => `  ${paint.dim('→')} ${paint.accent(step(cleanText(each, 1000)))}`);
}
