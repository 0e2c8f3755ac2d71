/* Input that the incident commands share. */
import * as z from 'zod/mini';
import type { OptionSpec } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { parseMoment } from '../../domain/incident/moment.ts';
import { parseSeverity, severityRules } from '../../domain/incident/severities.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { minute } from '../../domain/time/units.ts';

/** A text longer than this is a document: link it. */
const longest = 2000;

/** Words of a sentence; quotes may be left out. */
export const sentence = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((given, context): string => {
    const text = cleanText(Array.isArray(given) ? given.join(' ') : given, longest + 1);
    if (text !== '' && text.length <= longest) return text;
    const message = text === '' ? 'is empty' : `is longer than ${longest} characters`;
    context.issues.push({ code: 'custom', input: given, message });
    return z.NEVER;
  }),
);

/** The same behind `add`, which people type from habit: as a word of its own it is no part of the text. */
export const addedSentence = z.pipe(z.pipe(z.unknown(), z.transform(withoutAdd)), sentence);

function withoutAdd(given: unknown): unknown {
  return Array.isArray(given) && given.length > 1 && given[0] === 'add' ? given.slice(1) : given;
}

export const severity = z.pipe(
  z.string(),
  z.transform((text, context) => {
    const found = parseSeverity(text);
    if (found !== undefined) return found;
    const known = Object.entries(severityRules).map(
      ([name, { meaning }]) => `${name} ${meaning.en}`,
    );
    const message = `wants one of: ${known.join(', ')}`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  }),
);

export const incidentOption: OptionSpec = {
  flags: '--incident <id>',
  description: 'part of its id (default: the open one)',
};

export const incidentArgument = {
  syntax: '[incident]',
  description: 'part of its id (default: the open one)',
  known: 'incident',
} as const;

export const atOption: OptionSpec = {
  flags: '--at <time>',
  description: "when it happened: 03:12 (the team's zone), 03:12Z, '2026-11-25 03:12'",
};

/** Milliseconds: clocks of one team differ by less. */
const ahead = minute;

/** When `--at` says it happened. Throws a usage error for what is not a time, or has not come yet. */
export async function happenedAt(
  context: Pick<Context, 'clock' | 'config'>,
  at: string | undefined,
): Promise<{ readonly eventAt?: number }> {
  if (at === undefined) return {};
  const { timezone } = (await context.config()).config;
  const now = context.clock.now();
  const moment = parseMoment(at, now, timezone);
  if (moment !== undefined && moment <= now + ahead) return { eventAt: Math.min(moment, now) };
  throw new TsopsError({
    kind: 'usage',
    message:
      moment === undefined
        ? `--at: ${cleanText(at, 40)} is not a time such as 03:12, 03:12Z or 2026-11-25T03:12+09:00`
        : `--at: ${cleanText(at, 40)} has not come yet`,
    why: 'Nothing was written.',
    next: [`a time without Z or an offset is one of ${timezone}`],
  });
}
