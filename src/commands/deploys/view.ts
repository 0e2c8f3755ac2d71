import type { Screen } from '../../contract/context.ts';
import type { PastDeploy } from '../../domain/deploys/timeline.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { spanText } from '../../domain/time/span-text.ts';
import { zonedTime } from '../../domain/time/zoned.ts';
import { wrapped } from '../view/labelled.ts';
import type { DeployTimelines, EnvironmentDeploys } from './data.ts';
import { outcomeText, deployWords as words } from './words.ts';

/** Columns below which a row is told in lines of its own. */
const tableFrom = 76;

/** Each environment: what it serves, then its deploys, the newest first. */
export function viewDeploys(data: DeployTimelines, screen: Screen): string {
  const w = words[data.language];
  if (data.problem !== null) {
    // Why not is told below, as a problem.
    return `${screen.sign('unknown')} ${w.unknown}`;
  }
  const blocks = data.environments.map((each) => [
    ...wrapped(headOf(each, data, screen), screen, 0, 2),
    ...rowsOf(each.deploys, each, data, screen),
    ...(each.more > 0 ? [`  ${w.more(each.more)}`] : []),
  ]);
  const unnamed =
    data.unnamed.length === 0
      ? []
      : [[screen.paint.bold(w.unnamed), ...rowsOf(data.unnamed, nothingServed, data, screen)]];
  return [...blocks, ...unnamed].map((lines) => lines.join('\n')).join('\n\n');
}

function headOf(one: EnvironmentDeploys, { language }: DeployTimelines, screen: Screen): string {
  const w = words[language];
  const { name, verdict, served, notServed, unsure, deploys } = one;
  const parts = [
    served === null ? (verdict === 'unknown' ? w.unread : '') : w.serves(served),
    notServed === null ? '' : w.notServed(notServed),
    deploys.length === 0 ? w.none : '',
    unsure && notServed === null ? w.unsure : '',
  ].filter((part) => part !== '');
  return `${screen.sign(verdict)} ${screen.paint.bold(name)}${parts.length === 0 ? '' : `  ${parts.join(', ')}`}`;
}

type ServedNow = Pick<EnvironmentDeploys, 'notServed'>;
const nothingServed: ServedNow = { notServed: null };

function rowsOf(
  deploys: readonly PastDeploy[],
  now: ServedNow,
  data: DeployTimelines,
  screen: Screen,
): readonly string[] {
  if (deploys.length === 0) return [];
  const cells = deploys.map((deploy) => cellsOf(deploy, now, data, screen));
  const notes = deploys.map((deploy) => notesOf(deploy, data).join(', '));
  const below = (at: number) =>
    notes[at] ? wrapped(notes[at], screen, 7).map((line) => screen.paint.dim(line)) : [];
  if (screen.terminal && screen.columns < tableFrom) {
    return cells.flatMap((row, at) => [
      ...wrapped(row.filter(Boolean).join('  '), screen, 2, 2),
      ...below(at),
    ]);
  }
  const table = screen.table(cells, { indent: 2, flexible: 4 }).split('\n');
  return table.flatMap((line, at) => [line, ...below(at)]);
}

function cellsOf(
  deploy: PastDeploy,
  served: ServedNow,
  { language, timezone, at: now }: DeployTimelines,
  screen: Screen,
): string[] {
  const w = words[language];
  const { version, at, endedAt, actor } = deploy;
  const took = spanText((endedAt ?? now) - at)[language];
  const lost = isLost(deploy, served);
  return [
    screen.sign(lost ? 'bad' : verdictOf(deploy)),
    version ?? w.noVersion,
    startText(at, timezone),
    endedAt === null ? w.since(took) : w.took(took),
    actor,
    lost ? w.lost : outcomeOf(deploy, language, now),
  ];
}

/** It succeeded last, and what is served says otherwise. */
function isLost({ live, version }: PastDeploy, { notServed }: ServedNow): boolean {
  return notServed !== null && live?.to === null && version === notServed;
}

/** Day and time in the team's zone: `11-23 12:10 KST`. */
function startText(at: number, timezone: string): string {
  const { date, time, zone } = zonedTime(at, timezone);
  return `${date.slice(5)} ${time.slice(0, 5)} ${zone}`;
}

function outcomeOf(
  { conclusion, status, live }: PastDeploy,
  language: DeployTimelines['language'],
  now: number,
): string {
  const w = words[language];
  if (conclusion !== 'success') return outcomeText(conclusion ?? status, language);
  if (live === null) return w.liveUnsure;
  const length = spanText((live.to ?? now) - live.from)[language];
  return live.to === null ? w.liveNow(length) : w.wasLive(length);
}

/** What a row has no column for. */
function notesOf(deploy: PastDeploy, { language }: DeployTimelines): readonly string[] {
  const w = words[language];
  const { rerun, attempt, beside, conclusion } = deploy;
  const broken = conclusion === 'failure' || conclusion === 'cancelled';
  return [
    ...(rerun ? [w.attempt(attempt)] : []),
    ...(beside.length === 0 ? [] : [w.beside([...new Set(beside)].join(', '))]),
    ...(broken && beside.length === 0 ? [w.inPart] : []),
  ];
}

function verdictOf({ conclusion, live }: PastDeploy): Verdict {
  if (conclusion === null) return 'warn';
  if (conclusion !== 'success') return 'bad';
  return live === null ? 'warn' : 'ok';
}
