import type { Screen } from '../../contract/context.ts';
import { verdicts } from '../../domain/evidence/verdict.ts';
import type { Certificate, Hop } from '../../domain/health/probe.ts';
import type {
  AttemptReport,
  HealthReport,
  MonitorHealth,
} from '../../domain/health/probe-report.ts';
import type { WatchReport } from '../../domain/health/probe-watch.ts';
import { formatSize } from '../../domain/text/size.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { milliseconds, phaseLine, waterfall } from './phases.ts';
import { healthWatchText, summaryText } from './watch-view.ts';

export interface HealthData extends HealthReport {
  /** `--details`: the view shows the phases of every hop. */
  readonly details: boolean;
  /** What a watch has seen so far; null without `--watch`. */
  readonly watch: WatchReport | null;
}

/** One line for each monitor, and a block for each that is not ok (for every one with `--details`). */
export function healthText(data: HealthData, screen: Screen): string {
  const { watch } = data;
  const blocks = data.monitors
    .filter(({ verdict }) => data.details || verdict !== 'ok')
    .map((monitor) => block(monitor, data.details, screen));
  const head = watch === null ? lines(data, screen) : healthWatchText(data, watch, screen);
  const ended = watch?.ended === true ? summaryText(watch, screen) : [];
  const parts = [head, ...blocks.map((each) => each.join('\n')), closing(data, screen), ...ended];
  return parts.filter((part) => part !== '').join('\n\n');
}

function lines({ monitors }: HealthReport, screen: Screen): string {
  const rows = monitors.map((monitor) => [
    `${screen.sign(monitor.verdict)} ${monitor.name}`,
    monitor.status === null ? '—' : String(monitor.status),
    monitor.totalMs === null ? '' : milliseconds(monitor.totalMs),
    monitor.certificateDaysLeft === null ? '' : `cert ${monitor.certificateDaysLeft} d`,
    note(monitor),
  ]);
  return screen.table(rows, { right: [1, 2, 3], flexible: 0, indent: 0 });
}

function note(monitor: MonitorHealth): string {
  const { address, findings, attempts } = monitor;
  if (findings.length === 0) return address ?? attempts.at(-1)?.hops.at(-1)?.address ?? '';
  const reasons = findings.map(({ reason }) => reason).join(', ');
  return address === null ? reasons : `${address} ${reasons}`;
}

function block(monitor: MonitorHealth, details: boolean, screen: Screen): readonly string[] {
  const { paint } = screen;
  const last = monitor.attempts.at(-1);
  const columns = screen.terminal ? screen.columns : Number.POSITIVE_INFINITY;
  const more = [monitor.address, monitor.reason].filter((part) => part !== null);
  const rest = more.map((part) => `  ${part}`).join('');
  const name = screen.fit(monitor.name, columns - 2 - rest.length);
  const body = [
    ...monitor.findings.flatMap(({ detail }) => wrap(detail, columns - 2, screen.width)),
    ...(last === undefined ? [] : hopLines(last, details, screen)),
    ...(last === undefined ? [] : certificateLines(last, monitor, details)),
    ...attemptLine(monitor),
  ];
  const lines = body.map((line) => screen.fit(`  ${line}`, columns));
  return [`${screen.sign(monitor.verdict)} ${paint.bold(name)}${rest}`, ...lines];
}

function hopLines(
  { hops, bodyBytes, failure }: AttemptReport,
  details: boolean,
  screen: Screen,
): readonly string[] {
  const { dim } = screen.paint;
  return hops.flatMap((hop, index) => {
    const lastHop = index === hops.length - 1;
    const size = lastHop && bodyBytes !== null ? formatSize(bodyBytes) : undefined;
    const brokeOff = lastHop && /^(?:timeout|connection)_/.test(failure?.reason ?? '');
    const leads = hop.location === null ? '' : ` → ${hop.status}`;
    const known = facts(hop, size);
    return [
      `${hops.length > 1 ? `${index + 1}  ` : ''}${hop.url}${leads}`,
      ...(known === '' ? [] : [dim(known)]),
      ...(details ? waterfall(hop, brokeOff, screen) : [dim(phaseLine(hop, brokeOff))]),
    ];
  });
}

function facts(hop: Hop, size: string | undefined): string {
  const { age, via } = hop.headers;
  return [
    hop.address,
    hop.proxy === null ? undefined : `through the proxy ${hop.proxy}`,
    hop.httpVersion === null ? undefined : `HTTP/${hop.httpVersion}`,
    size,
    hop.headers['x-cache'],
    age === undefined ? undefined : `age ${age}`,
    hop.headers['cache-control'],
    via === undefined ? undefined : `via ${via}`,
  ]
    .filter((fact) => fact !== undefined && fact !== null)
    .join(' · ');
}

function certificateLines(
  attempt: AttemptReport,
  { findings }: MonitorHealth,
  details: boolean,
): readonly string[] {
  const asked = details || findings.some(({ reason }) => /^(?:tls|certificate)_/.test(reason));
  const certificate = attempt.hops.findLast((hop) => hop.certificate !== null)?.certificate;
  return asked && certificate ? describe(certificate) : [];
}

function describe(certificate: Certificate): readonly string[] {
  const { names } = certificate;
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const left = certificate.daysLeft;
  return [
    `certificate ${certificate.subject} · from ${certificate.issuer}`,
    `  for ${names.slice(0, 3).join(', ') || 'no name'}${more}`,
    `  until ${certificate.validTo.slice(0, 10)} (${left < 0 ? `${-left} d ago` : `${left} d left`})`,
  ];
}

function attemptLine({ attempts }: MonitorHealth): readonly string[] {
  const [first, ...others] = attempts.map(({ reason }) => reason ?? 'ok');
  if (first === undefined || others.length === 0) return [];
  const same = others.every((reason) => reason === first);
  const each = same ? `all ${first}` : [first, ...others].join(', ');
  return [`${attempts.length} attempts: ${each}`];
}

function closing(data: HealthReport, screen: Screen): string {
  const asking = data.pending === 0 ? [] : [`asking ${data.pending} more …`];
  const counts = verdicts
    .filter((verdict) => data.counts[verdict] > 0)
    .map((verdict) => `${data.counts[verdict]} ${verdict.replace('-', ' ')}`);
  const total = Object.values(data.counts).reduce((sum, count) => sum + count, data.pending);
  const line = [`${total} monitor${total === 1 ? '' : 's'}`, ...counts, ...asking].join(' · ');
  const columns = screen.terminal ? screen.columns : Number.POSITIVE_INFINITY;
  const asked = controls(data).flatMap((each) => wrap(each, columns, screen.width));
  return [line, ...asked].map((each) => screen.paint.dim(each)).join('\n');
}

function controls({ controlHosts }: HealthReport): readonly string[] {
  if (controlHosts.length === 0) return [];
  const each = controlHosts.map(
    ({ host, reached }) => `${host} ${reached ? 'reached' : 'not reached'}`,
  );
  return [`control hosts: ${each.join(', ')}`];
}
