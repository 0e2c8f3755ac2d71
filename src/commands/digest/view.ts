import type { Screen } from '../../contract/context.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { notServed } from '../../domain/deploys/not-served.ts';
import { sameVersion } from '../../domain/deploys/version-tag.ts';
import type { MonitorState } from '../../domain/digest/facts.ts';
import { answerCommand } from '../../domain/digest/left-open.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { type Verdict, worst } from '../../domain/evidence/verdict.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { wholeMinutes } from '../../domain/time/duration.ts';
import type { DigestRow } from '../../evidence/digest/collect.ts';
import { clockLines, screenInTheirTime } from '../clock.ts';
import type { DigestData } from './data.ts';

const nameWidth = 14;
/** So many of each kind that all fits on 24 lines, beside the mark of a drill, the command and the prompt. */
const environmentsShown = 2;
const versionsAndDeploysShown = 4;
const openShown = 1;
const reasonLines = 2;
/** Where there are more rows than these, the reason may have them. */
const smallestRows = 24;

/** One screen: is it down, since when, what changed, what now. A source not heard of yet says so. */
export function digestView(data: DigestData, own: Screen): string {
  const screen = screenInTheirTime(own, data.clock);
  const { bold, dim } = screen.paint;
  const title = `${bold(cleanText(data.service, 20))} ${cleanText(data.environment, 20)}  ${dim(screen.time(data.at))}`;
  return [
    title,
    ...clockLines(data.clock, own),
    bold('Is it down?'),
    ...health(data, screen),
    simple('errors', data.errors, screen),
    bold('Since when?'),
    since(data, screen),
    ...errorsSince(data, screen),
    bold('What changed?'),
    ...versions(data, screen),
    ...deploys(data, screen),
    simple('invalidations', data.invalidations, screen),
    ...open(data, screen),
    ...incident(data, screen),
    ...page(data, screen),
    ...whatNow(data, screen),
  ].join('\n');
}

function line(sign: string, name: string, text: string, screen: Screen): string {
  const label = screen.fit(cleanText(name, 80), nameWidth);
  const start = `  ${sign} ${label}${' '.repeat(nameWidth - screen.width(label))} `;
  const safe = cleanText(text);
  const room = screen.columns - nameWidth - 5;
  return `${start}${screen.terminal ? screen.fit(safe, room) : safe}`;
}

function simple(name: string, evidence: Evidence<unknown> | null, screen: Screen): string {
  if (evidence === null) return line(screen.paint.dim('·'), name, 'asking …', screen);
  return line(screen.sign(evidence.verdict), name, evidence.detail, screen);
}

/** One line an environment: its worst monitor, or that all are well. */
function health({ monitors, environment }: DigestData, screen: Screen): string[] {
  const names = [...new Set([environment, ...monitors.map((row) => row.environment)])];
  const shown = names.slice(0, environmentsShown).map((name) => {
    const rows = monitors.filter((row) => row.environment === name);
    if (rows.length === 0) {
      return line(screen.sign('no-data'), name, 'no monitor watches it', screen);
    }
    return environmentLine(name, rows, screen);
  });
  const hidden = names.length - environmentsShown;
  return hidden > 0 ? [...shown, `    and ${hidden} more: tsops health`] : shown;
}

function environmentLine(
  name: string,
  rows: readonly DigestRow<MonitorState>[],
  screen: Screen,
): string {
  const answered = rows.filter((row) => row.evidence !== null);
  const waiting = rows.length - answered.length;
  const verdict = worst(answered.map((row) => row.evidence?.verdict ?? 'unknown'));
  if (verdict === 'ok' || verdict === 'no-data') {
    if (waiting > 0) return line(screen.paint.dim('·'), name, `asking ${waiting} …`, screen);
    const [only] = answered;
    const well =
      answered.length === 1
        ? (only?.evidence?.detail ?? '')
        : `${rows.length} of ${rows.length} monitors`;
    return line(screen.sign('ok'), name, `up: ${well}`, screen);
  }
  const worstRow = answered.find((row) => row.evidence?.verdict === verdict);
  const reason = worstRow?.evidence?.value?.reason;
  const code = reason === null || reason === undefined ? '' : `${reason}: `;
  const count = answered.filter((row) => row.evidence?.verdict === verdict).length;
  const share = rows.length === 1 ? '' : ` (${count} of ${rows.length} monitors)`;
  const words: Partial<Record<Verdict, string>> = { bad: 'DOWN ', unknown: 'not known ' };
  const text = `${words[verdict] ?? ''}${code}${worstRow?.evidence?.detail ?? ''}${share}`;
  return line(screen.sign(verdict), name, text, screen);
}

function since({ onset }: DigestData, screen: Screen): string {
  if (!onset?.value) return simple('UptimeRobot', onset, screen);
  const { startedAt, monitor } = onset.value;
  const text = `${screen.ago(startedAt)}, ${screen.time(startedAt)}, ${monitor}`;
  return line(screen.sign('bad'), 'UptimeRobot', text, screen);
}

/** Only where they are raised: that nothing rose stands in their rate. */
function errorsSince({ errorsSince: found }: DigestData, screen: Screen): string[] {
  const value = found?.value;
  if (value == null || value.at === null) return [];
  const { at, endedAt, before, since: after } = value;
  const ended = endedAt === null ? '' : `, back since ${screen.ago(endedAt)}`;
  const text = `${screen.ago(at)}, ${figure(before)} → ${figure(after)} a minute${ended}`;
  return [line(screen.sign(endedAt === null ? 'bad' : 'warn'), 'errors', text, screen)];
}

function figure(count: number): string {
  return count >= 10 ? String(Math.round(count)) : String(Math.round(count * 10) / 10);
}

function incident({ incident: found }: DigestData, screen: Screen): string[] {
  const value = found?.value;
  if (found?.verdict === 'unknown') return [simple('incident', found, screen)];
  if (value == null) return [];
  const text = `${value.severity} ${value.title}, ${screen.ago(value.at)}`;
  return [line(screen.sign('warn'), 'incident', text, screen)];
}

/** The one that matters most; nothing where none is open, or where PagerDuty is not in use. */
function page({ pages: found, at }: DigestData, screen: Screen): string[] {
  if (found?.verdict === 'unknown') return [simple('page', found, screen)];
  const [first] = found?.value ?? [];
  if (first === undefined) return [];
  const { number, status, since, assigned, escalatesAt, escalatesTo } = first;
  const waits = status === 'triggered';
  const held = waits ? 'unanswered for' : 'acknowledged, open for';
  const whose = assigned.length === 0 ? '' : `, ${assigned.join(', ')}`;
  const next =
    escalatesAt === null
      ? ''
      : `; ${escalatesTo.join(', ') || 'the next'} in ${wholeMinutes(escalatesAt - at)}`;
  const text = `#${number} ${held} ${wholeMinutes(at - since)}${whose}${next}`;
  return [line(screen.sign(waits ? 'bad' : 'warn'), 'page', text, screen)];
}

function versions(data: DigestData, screen: Screen): string[] {
  const own = data.versions[0]?.evidence?.value?.version;
  return data.versions.slice(0, environmentsShown).map(({ name, evidence }) => {
    if (!evidence?.value) return simple(name, evidence, screen);
    const { version, builtAt, mixed } = evidence.value;
    const missing = mixed ? null : deployedNotServed(data, name, version);
    const parts = [
      evidence.verdict === 'bad' ? evidence.detail : `serves ${version}`,
      missing === null ? '' : `not ${missing}, which was deployed`,
      builtAt === null ? '' : `built ${screen.ago(builtAt)}`,
      drift(data, name, version, own),
    ];
    const text = parts.filter((part) => part !== '').join(', ');
    const verdict = missing === null ? evidence.verdict : 'warn';
    return line(screen.sign(verdict), name, text, screen);
  });
}

function deployedNotServed({ deploys, at }: DigestData, name: string, version: string) {
  const own = deploys?.value?.filter(({ environment }) => environment === name) ?? [];
  return notServed(own, version, at)?.version ?? null;
}

/** Against the newest tag for the environment itself; against that environment for the others. */
function drift(data: DigestData, name: string, version: string, own: string | undefined): string {
  if (name !== data.environment) {
    if (own === undefined) return '';
    return sameVersion(version, own)
      ? `the same as ${data.environment}`
      : `${data.environment} has ${own}`;
  }
  const tag = data.newestTag;
  if (tag === null) return '';
  if (tag.value === null) return 'newest tag not known';
  return sameVersion(tag.value, version) ? 'the newest tag' : `newest tag ${tag.value}`;
}

function deploys(data: DigestData, screen: Screen): string[] {
  const { deploys: found, versions: shown } = data;
  if (!found?.value) return [simple('deploys', found, screen)];
  const room = versionsAndDeploysShown - Math.min(environmentsShown, shown.length);
  return found.value
    .slice(0, room - page(data, screen).length)
    .map((deploy) =>
      line(screen.sign(deployVerdict(deploy)), 'deploy', deployText(deploy, screen), screen),
    );
}

function deployVerdict({ conclusion }: Deploy): Verdict {
  if (conclusion === 'success') return 'ok';
  return conclusion === null ? 'warn' : 'bad';
}

function deployText(deploy: Deploy, screen: Screen): string {
  const what = deploy.version ?? `run ${deploy.runId}`;
  const state = deploy.conclusion ?? `${deploy.status.replaceAll('_', ' ')} now`;
  return `${what} to ${deploy.environment ?? 'an environment that it does not name'} by ${deploy.actor}: ${state}, ${screen.ago(deploy.at)}`;
}

function open({ open: found }: DigestData, screen: Screen): string[] {
  if (!found?.value || found.value.length === 0) return [simple('actions', found, screen)];
  const words = {
    unknown: 'outcome unknown',
    driven: 'being driven now',
    'left-running': 'left running',
  };
  return found.value.slice(0, openShown).map((each) => {
    const text = `${each.action} of ${each.environment} ${screen.ago(each.at)}: ${words[each.state]}`;
    return line(screen.sign(each.state === 'unknown' ? 'unknown' : 'warn'), 'action', text, screen);
  });
}

function whatNow({ recommendation, pages }: DigestData, screen: Screen): string[] {
  if (recommendation === null) return [];
  // Where a page waits, the command that answers it takes a line more.
  const answers = answerCommand(pages?.value ?? []) === undefined ? 0 : 1;
  const room = screen.terminal ? screen.columns - 2 : Number.POSITIVE_INFINITY;
  const lines = wrap(cleanText(recommendation.reason), room, screen.width);
  const spare = Math.max(0, screen.rows - smallestRows);
  const most = screen.terminal ? reasonLines - answers + spare : lines.length;
  const reason = lines.slice(0, most);
  // What does not fit is marked: a figure must not end in its middle unseen.
  if (lines.length > most) reason.push(screen.fit(`${reason.pop() ?? ''} ${lines[most]}`, room));
  return [screen.paint.bold('What now?'), ...reason.map((each) => `  ${screen.fit(each, room)}`)];
}
