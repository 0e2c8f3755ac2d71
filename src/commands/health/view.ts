import type { Screen } from '../../contract/context.ts';
import { type Verdict, verdicts } from '../../domain/evidence/verdict.ts';
import { verdictTexts } from '../../domain/evidence/verdict-texts.ts';
import type { Certificate, Hop } from '../../domain/health/probe.ts';
import type {
  AttemptReport,
  HealthReport,
  MonitorHealth,
} from '../../domain/health/probe-report.ts';
import type { WatchReport } from '../../domain/health/probe-watch.ts';
import { findingText, reasonName } from '../../domain/health/reason-texts.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { formatSize } from '../../domain/text/size.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { zonedTime } from '../../domain/time/zoned.ts';
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
    monitor.certificateDaysLeft === null
      ? ''
      : screen.say(certificateLeft(monitor.certificateDaysLeft)),
    note(monitor, screen),
  ]);
  return screen.table(rows, { right: [1, 2, 3], flexible: 0, indent: 0 });
}

function certificateLeft(days: number): Text {
  return say(`cert ${days} d`, `인증서 ${days}일`);
}

function note(monitor: MonitorHealth, screen: Screen): string {
  const { address, findings, attempts } = monitor;
  if (findings.length === 0) return address ?? attempts.at(-1)?.hops.at(-1)?.address ?? '';
  const reasons = findings.map(({ reason }) => screen.say(reasonName(reason))).join(', ');
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
    ...monitor.findings.flatMap((each) =>
      wrap(screen.say(findingText(each)), columns - 2, screen.width),
    ),
    ...(last === undefined ? [] : hopLines(last, details, screen)),
    ...(last === undefined ? [] : certificateLines(last, monitor, details, screen)),
    ...attemptLine(monitor, screen),
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
    const known = facts(hop, size, screen);
    return [
      `${hops.length > 1 ? `${index + 1}  ` : ''}${hop.url}${leads}`,
      ...(known === '' ? [] : [dim(known)]),
      ...(details ? waterfall(hop, brokeOff, screen) : [dim(phaseLine(hop, brokeOff, screen))]),
    ];
  });
}

function facts(hop: Hop, size: string | undefined, screen: Screen): string {
  const { age, via } = hop.headers;
  return [
    hop.address,
    hop.proxy === null
      ? undefined
      : screen.say(say(`through the proxy ${hop.proxy}`, `프록시 ${hop.proxy} 경유`)),
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
  screen: Screen,
): readonly string[] {
  const asked = details || findings.some(({ reason }) => /^(?:tls|certificate)_/.test(reason));
  const certificate = attempt.hops.findLast((hop) => hop.certificate !== null)?.certificate;
  return asked && certificate ? describe(certificate, screen) : [];
}

function describe(certificate: Certificate, screen: Screen): readonly string[] {
  const { names, subject, issuer, daysLeft: left } = certificate;
  const rest = names.length - 3;
  const more = rest > 0 ? say(` and ${rest} more`, ` 외 ${rest}개`) : say('', '');
  const shown = names.slice(0, 3).join(', ');
  const until = zonedTime(Date.parse(certificate.validTo), screen.zone).date;
  const days =
    left < 0
      ? say(`${-left} d ago`, `${-left}일 전 만료`)
      : say(`${left} d left`, `${left}일 남음`);
  return [
    say(`certificate ${subject} · from ${issuer}`, `인증서 ${subject} · 발급 ${issuer}`),
    say(`  for ${shown || 'no name'}${more.en}`, `  대상 ${shown || '이름 없음'}${more.ko}`),
    say(`  until ${until} (${days.en})`, `  만료 ${until} (${days.ko})`),
  ].map(screen.say);
}

function attemptLine({ attempts }: MonitorHealth, screen: Screen): readonly string[] {
  const [first, ...others] = attempts.map(({ reason }) =>
    screen.say(reason === null ? verdictTexts.ok : reasonName(reason)),
  );
  if (first === undefined || others.length === 0) return [];
  const same = others.every((reason) => reason === first);
  const listed = [first, ...others].join(', ');
  const count = attempts.length;
  return [
    screen.say(
      say(
        `${count} attempts: ${same ? `all ${first}` : listed}`,
        `${count}회 시도: ${same ? `모두 ${first}` : listed}`,
      ),
    ),
  ];
}

function closing(data: HealthReport, screen: Screen): string {
  const left = data.pending;
  const asking =
    left === 0 ? [] : [screen.say(say(`asking ${left} more …`, `${left}개 확인 중 …`))];
  const counts = verdicts
    .filter((verdict) => data.counts[verdict] > 0)
    .map((verdict) => countText(verdict, data.counts[verdict], screen));
  const total = Object.values(data.counts).reduce((sum, count) => sum + count, data.pending);
  const all = say(`${total} monitor${total === 1 ? '' : 's'}`, `모니터 ${total}개`);
  const line = [screen.say(all), ...counts, ...asking].join(' · ');
  const columns = screen.terminal ? screen.columns : Number.POSITIVE_INFINITY;
  const asked = controls(data, screen).flatMap((each) => wrap(each, columns, screen.width));
  return [line, ...asked].map((each) => screen.paint.dim(each)).join('\n');
}

function countText(verdict: Verdict, count: number, screen: Screen): string {
  const { en, ko } = verdictTexts[verdict];
  return screen.say(say(`${count} ${en}`, `${ko} ${count}`));
}

function controls({ controlHosts }: HealthReport, screen: Screen): readonly string[] {
  if (controlHosts.length === 0) return [];
  const each = controlHosts.map(
    ({ host, reached }) =>
      `${host} ${screen.say(reached ? say('reached', '연결됨') : say('not reached', '연결 안 됨'))}`,
  );
  return [`${screen.say(say('control hosts', '대조 호스트'))}: ${each.join(', ')}`];
}
