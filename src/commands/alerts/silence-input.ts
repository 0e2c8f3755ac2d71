/* What `tsops alerts silence add` takes; all that is missing is said at once. */
import * as z from 'zod/mini';
import { TsopsError } from '../../contract/errors.ts';
import { longestSilence } from '../../domain/notification/silence.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { formatDuration, parseDuration } from '../../domain/time/duration.ts';

const longest = formatDuration(longestSilence);

const given = z.object({
  rule: z.array(z.string()),
  label: z._default(z.array(z.string()), []),
  for: z.optional(z.string()),
  until: z.optional(z.string()),
  reason: z.optional(z.string()),
  untilResolved: z._default(z.boolean(), false),
  rules: z.optional(z.string().check(z.minLength(1))),
});
type Given = z.output<typeof given>;

export interface SilenceInput {
  readonly words: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** How long in milliseconds, or a time as it was typed. */
  readonly end: { readonly lasts: number } | { readonly at: string };
  readonly reason: string;
  readonly untilResolved: boolean;
  readonly rules: string | undefined;
}

type Faults = [path: string, message: string][];

export const silenceInput = z.pipe(
  given,
  z.transform((raw, context): SilenceInput => {
    const faults: Faults = [];
    const end = endOf(raw, faults);
    const labels = labelsOf(raw.label, faults);
    const reason = cleanText(raw.reason ?? '', 300);
    if (reason === '')
      faults.push(['reason', "say whyfor those who read it: --reason 'deploying'"]);
    for (const [path, message] of faults) {
      context.issues.push({ code: 'custom', input: raw, path: [path], message });
    }
    if (end === undefined || faults.length > 0) return z.NEVER;
    const { rule: words, untilResolved, rules } = raw;
    return { words, labels, end, reason, untilResolved, rules };
  }),
);

function endOf({ for: lasts, until }: Given, faults: Faults): SilenceInput['end'] | undefined {
  if (lasts === undefined && until === undefined) {
    const cap = 'a silence needs an end';
    faults.push(['for', `${cap}: --for 2h, or --until '09:00'; ${longest} at most`]);
    return undefined;
  }
  if (lasts === undefined) return { at: until ?? '' };
  if (until !== undefined) {
    faults.push(['until', 'is given beside --for: which of the two?']);
    return undefined;
  }
  const parsed = parseDuration(lasts);
  if (parsed === undefined || parsed <= 0) {
    faults.push([
      'for',
      `${cleanText(lasts, 40)} is not a duration with its unit, such as 30m or 2h`,
    ]);
    return undefined;
  }
  if (parsed > longestSilence) {
    faults.push(['for', `${cleanText(lasts, 40)} is too long: a silence lasts ${longest} at most`]);
  }
  return { lasts: parsed };
}

function labelsOf(pairs: readonly string[], faults: Faults): SilenceInput['labels'] {
  const labels: Record<string, string> = {};
  for (const pair of pairs) {
    const [, name = '', value = ''] = /^([a-zA-Z_]\w*)=(.+)$/.exec(pair) ?? [];
    if (name === '') faults.push(['label', `${cleanText(pair, 60)} is not written name=value`]);
    else if (name === 'env') faults.push(['label', `the environment is named by --env ${value}`]);
    else if (Object.hasOwn(labels, name)) faults.push(['label', `${name} is given twice`]);
    else labels[name] = value;
  }
  return labels;
}

/** Throws a usage error for an end that has passed, or is too far. `at` is undefined for what is not a time. */
export function checkedEnd(typed: string, at: number | undefined, now: number): number {
  const text = cleanText(typed, 40);
  if (at === undefined) {
    throw wrongEnd(`${text} is not a time such as 09:00, '2026-12-01 09:00' or 2026-12-01T00:00Z`);
  }
  if (at <= now) throw wrongEnd(`${text} has passed already`);
  if (at - now > longestSilence) throw wrongEnd(`${text} is too far: ${longest} at most`);
  return at;
}

function wrongEnd(message: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `--until: ${message}`,
    next: ['tsops alerts silence add --help'],
  });
}
