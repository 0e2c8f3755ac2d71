import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { defineCommand } from '../command.ts';
import { evaluable, readRulesFile, rulesFileName } from '../config/alert-rules.ts';
import { shownPath } from '../config/locate.ts';
import type { Context } from '../context.ts';
import type { RecordBudget } from '../domain/alerts/tracked-alert.ts';
import { parseDuration } from '../domain/duration.ts';
import type { Problem } from '../domain/result.ts';
import { TsopsError } from '../errors.ts';
import { replayHistory } from '../evidence/alert-history.ts';
import { momentOf, readIncidents } from '../evidence/marked-incidents.ts';
import { type Backtest, backtestOf } from './alerts-backtest-data.ts';
import { backtestSample } from './alerts-backtest-sample.ts';
import { backtestText } from './alerts-backtest-view.ts';

/** Evaluations, and transitions, that one document holds; with their JSON they take some 100 MB. */
const most = 500_000;

const moment = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const time = momentOf(text);
    if (time !== undefined) return time;
    context.issues.push({
      code: 'custom',
      input: text,
      message: `${text} is no time such as 2026-11-23T03:00:00Z, or in epoch seconds`,
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

const input = z
  .object({
    history: z.string({ error: 'which history? give a file of samples' }).check(z.minLength(1)),
    rules: z._default(z.string().check(z.minLength(1)), rulesFileName),
    from: z.optional(moment),
    to: z.optional(moment),
    for: z._default(durations, []),
    incidents: z.optional(z.string()),
    rule: z.optional(z.string()),
  })
  .check(
    z.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      error: 'lies before --from',
      path: ['to'],
    }),
  );
type Input = z.output<typeof input>;

export default defineCommand<Input, Backtest>({
  name: 'alerts backtest',
  danger: 'read',
  examples: [
    {
      command: 'tsops alerts backtest --history samples.ndjson --for 2m,5m,10m',
      explains: 'when would each rule have fired, for which "for"',
    },
    {
      command: 'tsops alerts backtest --history samples.ndjson --incidents incidents.ndjson',
      explains: 'and against what was wrong: time to detect, missed, false alarms',
    },
  ],
  options: [
    { flags: '--history <file>', description: 'samples, one JSON object a line', complete: 'file' },
    {
      flags: '--rules <file>',
      description: `the rules (default: ${rulesFileName})`,
      complete: 'file',
    },
    { flags: '--from <time>', description: 'first evaluation (default: the first sample)' },
    { flags: '--to <time>', description: 'last evaluation (default: the last sample)' },
    { flags: '--for <durations>', description: "try these besides the rule's own, like 2m,5m" },
    {
      flags: '--incidents <file>',
      description: 'marked incidents, one JSON object a line',
      complete: 'file',
    },
    { flags: '--rule <name>', description: 'only this rule' },
  ],
  input,
  async run(given, context) {
    const { host, signal, options } = context;
    const read = await readRulesFile(given.rules, host.cwd);
    const rules = evaluable(read).filter(({ name }) => (given.rule ?? name) === name);
    if (rules.length === 0) throw noSuchRule(given.rule ?? '', read.file);
    // What only a program reads is not kept for people.
    const budget = { evaluations: options.json ? most : 0, transitions: options.json ? most : 0 };
    const path = resolve(host.cwd, given.history);
    const replayed = await replayHistory(
      path,
      shownPath(path, host.cwd),
      rules,
      { ...window(given), holds: given.for, budget },
      signal,
    );
    const incidents = await incidentsIn(given.incidents, context);
    const data = backtestOf(replayed, { incidents, left: budget });
    const problems = options.json ? tooMany(budget) : [];
    const verdict = replayed.samples === 0 ? 'no-data' : 'ok';
    return { verdict, data, problems };
  },
  view: backtestText,
  sample: backtestSample,
});

function window({ from, to }: Input) {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

async function incidentsIn(file: string | undefined, { host }: Context) {
  if (file === undefined) return undefined;
  const path = resolve(host.cwd, file);
  return readIncidents(path, shownPath(path, host.cwd));
}

function tooMany(left: RecordBudget): Problem[] {
  return (['evaluations', 'transitions'] as const)
    .filter((what) => left[what] === 0)
    .map((what) => ({
      kind: 'usage',
      message: `There are more than ${most} ${what}: they are null.`,
      next: ['name one rule with --rule', 'narrow the time with --from and --to'],
    }));
}

function noSuchRule(name: string, file: string) {
  return new TsopsError({
    kind: 'usage',
    message: `--rule: ${file} has no rule "${name}"`,
    next: [`tsops alerts lint ${file}`],
  });
}
