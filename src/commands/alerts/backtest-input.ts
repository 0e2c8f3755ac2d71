/* What `tsops alerts backtest` accepts. */
import * as z from 'zod/mini';
import { parseDuration } from '../../domain/time/duration.ts';
import { hour } from '../../domain/time/units.ts';
import { momentOf } from '../../evidence/alerts/marked-incidents.ts';

const moment = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const time = momentOf(text);
    if (time !== undefined) return time;
    context.issues.push({
      code: 'custom',
      input: text,
      message: `${text} is not a time such as 2026-11-23T03:00:00Z, or in epoch seconds`,
    });
    return z.NEVER;
  }),
);

const durations = z.pipe(
  z.string(),
  z.transform((text, context): readonly number[] => {
    const parsed = text.split(',').map((each) => parseDuration(each));
    if (!parsed.includes(undefined)) return parsed as number[];
    const message = `${text} is no list of durations such as 2m,5m,10m`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  }),
);

/** No source keeps anything longer. */
const longest = 455 * 24 * hour;

const since = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const length = parseDuration(text);
    if (length !== undefined && length >= hour && length <= longest) return length;
    const message = `${text} is not a duration such as 30d, from 1h to 455d`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  }),
);

const file = z.optional(z.string().check(z.minLength(1)));

interface Sources {
  readonly history?: string | undefined;
  readonly since?: number | undefined;
  readonly save?: string | undefined;
}

/** What is wrong with the choice of sources; undefined where nothing is. */
function mistakeIn({
  history,
  since: span,
  save,
}: Sources): [path: string, error: string] | undefined {
  if (history === undefined && span === undefined) {
    return ['since', 'which history? give --since 30d (live sources) or --history FILE (samples)'];
  }
  if (history !== undefined && span !== undefined) {
    return ['history', 'either --since (live sources) or --history (a file of samples), not both'];
  }
  if (save !== undefined && span === undefined)
    return ['save', 'goes with --since: a file is there'];
  return undefined;
}

export const backtestInput = z
  .object({
    history: file,
    since: z.optional(since),
    save: file,
    rules: file,
    from: z.optional(moment),
    to: z.optional(moment),
    for: z._default(durations, []),
    incidents: file,
    rule: z.optional(z.string()),
  })
  .check(
    z.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      error: 'lies before --from',
      path: ['to'],
    }),
    z.check<Sources>((payload) => {
      const [path, message] = mistakeIn(payload.value) ?? [];
      if (path === undefined || message === undefined) return;
      payload.issues.push({ code: 'custom', input: payload.value, path: [path], message });
    }),
  );

export type BacktestInput = z.output<typeof backtestInput>;
