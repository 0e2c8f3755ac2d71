/* How a result or an error looks: one document with `--json`, else text for a person. */
import type { Screen } from '../contract/context.ts';
import { problemOf, type TsopsError } from '../contract/errors.ts';
import type { Envelope, Problem } from '../domain/evidence/result.ts';
import type { Verdict } from '../domain/evidence/verdict.ts';
import { cleanText } from '../domain/text/clean.ts';

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
}

export function envelope<Data>(found: CommandOutput<Data>): Envelope<Data> {
  return {
    schema: schemaOf(found.command),
    verdict: found.verdict,
    data: found.data,
    next: found.next,
    problems: found.problems,
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
  const lines = error.message.split('\n').map((line) => cleanText(line, 2000));
  const [first = '', ...rest] = lines;
  return [
    `${paint.bad('✖')} ${paint.bold(first)}`,
    ...rest.map((line) => `  ${line}`),
    ...(error.why === undefined ? [] : [`  ${cleanText(error.why, 2000)}`]),
    ...nextLines(error.next, screen),
  ].join('\n');
}

export function problemText(problem: Problem, screen: Screen): string {
  const hint = problem.next?.[0];
  const rest = hint === undefined ? '' : screen.paint.dim(` → ${cleanText(hint)}`);
  return `${screen.sign('unknown')} ${cleanText(problem.message)}${rest}`;
}

export function nextLines(next: readonly string[], { paint }: Screen): string[] {
  return next.map((step) => `  ${paint.dim('→')} ${paint.accent(cleanText(step, 1000))}`);
}
