import { resolve } from 'node:path';
import { shownPath } from '../../config/locate.ts';
import { type CommandOutcome, defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Replayed, ReplayOptions } from '../../domain/alerts/backtest/replay.ts';
import type { RecordBudget } from '../../domain/alerts/evaluation/tracked.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { replayHistory } from '../../evidence/alerts/history.ts';
import { readIncidents } from '../../evidence/alerts/marked-incidents.ts';
import { teamIncidents } from '../../evidence/alerts/team-incidents.ts';
import { type Backtest, type BacktestHistory, backtestOf, type Outlook } from './backtest-data.ts';
import { type BacktestInput, backtestInput } from './backtest-input.ts';
import { backtestLive } from './backtest-live.ts';
import { refuseExisting, saveHistory } from './backtest-save.ts';
import { backtestText } from './backtest-view.ts';
import { liveRules, rulesOption } from './rules.ts';

/** Evaluations, and transitions, that one document holds; with their JSON they take some 100 MB. */
const most = 500_000;

export default defineCommand<BacktestInput, Backtest>({
  name: 'alerts backtest',
  danger: 'local',
  examples: [
    {
      command: 'tsops alerts backtest --since 30d --for 2m,5m,10m',
      explains: "replay the live sources' history, against your incidents",
    },
    {
      command: 'tsops alerts backtest --history samples.ndjson --for 2m,5m,10m',
      explains: 'when each rule would have fired, by its "for"',
    },
    {
      command: 'tsops alerts backtest --history samples.ndjson --incidents incidents.ndjson',
      explains: 'compare with incidents: time to detect, missed, false alarms',
    },
  ],
  options: [
    { flags: '--since <duration>', description: 'how far back to read the live sources, like 30d' },
    { flags: '--history <file>', description: 'samples, one JSON object a line', complete: 'file' },
    {
      flags: '--save <file>',
      description: 'save what --since read, for --history',
      complete: 'file',
    },
    rulesOption,
    { flags: '--from <time>', description: 'first evaluation (default: the first sample)' },
    { flags: '--to <time>', description: 'last evaluation (default: the last sample)' },
    { flags: '--for <durations>', description: 'also try these durations, like 2m,5m' },
    {
      flags: '--incidents <file>',
      description: 'more incidents to compare with, as JSON lines',
      complete: 'file',
    },
    { flags: '--rule <name>', description: 'only this rule' },
  ],
  input: backtestInput,
  run,
  view: backtestText,
});

async function run(given: BacktestInput, context: Context): Promise<CommandOutcome<Backtest>> {
  const { options } = context;
  const { file, rules: all } = await liveRules(given.rules, context);
  const rules = all.filter(({ name }) => (given.rule ?? name) === name);
  if (rules.length === 0) throw noSuchRule(given.rule ?? '', file);
  // What only a program reads is not kept for people.
  const budget = { evaluations: options.json ? most : 0, transitions: options.json ? most : 0 };
  const play = { ...window(given), holds: given.for, budget };
  const played =
    given.since === undefined
      ? await ofFile(given.history ?? '', rules, play, context)
      : await ofSources(given.since, given.save, rules, play, context);
  const { replayed, history, outlooks } = played;
  const incidents = await incidentsIn(given.incidents, replayed, rules, context);
  const data = backtestOf(replayed, { rules, incidents, left: budget, history, outlooks });
  const problems = [...played.problems, ...(options.json ? tooMany(budget) : [])];
  return { verdict: verdictOf(data), data, problems, next: nextOf(data) };
}

interface Played {
  readonly replayed: Replayed;
  readonly history: BacktestHistory | null;
  readonly outlooks: ReadonlyMap<Rule, Outlook>;
  readonly problems: readonly Problem[];
}

async function ofFile(
  file: string,
  rules: readonly Rule[],
  play: ReplayOptions,
  { host, signal }: Context,
): Promise<Played> {
  const path = resolve(host.cwd, file);
  const replayed = await replayHistory(path, shownPath(path, host.cwd), rules, play, signal);
  return { replayed, history: null, outlooks: new Map(), problems: [] };
}

async function ofSources(
  since: number,
  save: string | undefined,
  rules: readonly Rule[],
  play: ReplayOptions,
  context: Context,
): Promise<Played> {
  if (save !== undefined) await refuseExisting(save, context);
  const { history, samples, ...live } = await backtestLive(context, rules, since, play);
  const saved = save === undefined ? null : await saveHistory(save, samples, context);
  return { ...live, history: { ...history, saved } };
}

function window({ from, to }: BacktestInput) {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** The team's own and those of a file; undefined where there is none to hold the rules against. */
async function incidentsIn(
  file: string | undefined,
  { from, to }: Replayed,
  rules: readonly Rule[],
  context: Context,
) {
  const own = from === null || to === null ? [] : await teamIncidents(context, { from, to }, rules);
  if (file === undefined) return own.length === 0 ? undefined : own;
  const path = resolve(context.host.cwd, file);
  return [...own, ...(await readIncidents(path, shownPath(path, context.host.cwd)))];
}

/** `warn` where a part of the rules could be played, `unknown` where none could because none was told. */
function verdictOf({ samples, rules, history }: Backtest): Verdict {
  if (history === null) return samples === 0 ? 'no-data' : 'ok';
  const unknown = rules.some((rule) => rule.unknown !== null);
  if (rules.every(({ noSamples }) => noSamples)) return unknown ? 'unknown' : 'no-data';
  return unknown ? 'warn' : 'ok';
}

function nextOf({ history }: Backtest): readonly string[] {
  if (history === null || history.saved === null) return [];
  return [shellQuote(['tsops', 'alerts', 'backtest', '--history', history.saved])];
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
