import type { Screen } from '../../contract/context.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { notServed } from '../../domain/deploys/not-served.ts';
import { sameVersion } from '../../domain/deploys/version-tag.ts';
import type { MonitorState } from '../../domain/digest/facts.ts';
import { monitorText } from '../../domain/digest/named.ts';
import { reasonText } from '../../domain/evidence/lacks.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { type Verdict, worst } from '../../domain/evidence/verdict.ts';
import { errorRateWording } from '../../domain/evidence/wording/error-rate.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import { actionName } from '../../domain/incident/action-facts.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { wholeMinutesText } from '../../domain/time/span-text.ts';
import type { DigestRow } from '../../evidence/digest/collect.ts';
import { clockLines, screenInTheirTime } from '../clock.ts';
import type { DigestData } from './data.ts';
import { whatNow } from './what-now.ts';
import { noWord, openStates, stateWords, words } from './words.ts';

const nameWidth = 14;
/** So many of each kind that all fits on 24 lines, beside the mark of a drill, the command and the prompt. */
const environmentsShown = 2;
const versionsAndDeploysShown = 4;
const openShown = 1;
/** One screen: is it down, since when, what changed, what now. A source not heard of yet says so. */
export function digestView(data: DigestData, own: Screen): string {
  const screen = screenInTheirTime(own, data.clock);
  const { bold, dim } = screen.paint;
  const title = `${bold(cleanText(data.service, 20))} ${cleanText(data.environment, 20)}  ${dim(screen.time(data.at))}`;
  return [
    title,
    ...clockLines(data.clock, own),
    bold(screen.say(words.down)),
    ...health(data, screen),
    simple(words.errors, data.errors, screen, (value) => errorRateWording.sentence(value)),
    bold(screen.say(words.since)),
    since(data, screen),
    ...errorsSince(data, screen),
    bold(screen.say(words.changed)),
    ...versions(data, screen),
    ...deploys(data, screen),
    simple(words.invalidations, data.invalidations, screen, inProgress),
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

function simple<Value>(
  name: Text,
  evidence: Evidence<Value> | null,
  screen: Screen,
  tell: (value: Value) => Text,
): string {
  const label = screen.say(name);
  if (evidence === null)
    return line(screen.paint.dim('·'), label, screen.say(words.asking), screen);
  const text = evidence.value === null ? reasonText(evidence) : tell(evidence.value);
  return line(screen.sign(evidence.verdict), label, screen.say(text), screen);
}

function inProgress({ length }: readonly unknown[]): Text {
  if (length === 0) return say('none in progress', '진행 중인 것이 없습니다');
  return say(`${length} in progress`, `${length}건 진행 중`);
}

/** One line an environment: its worst monitor, or that all are well. */
function health({ monitors, environment }: DigestData, screen: Screen): string[] {
  const names = [...new Set([environment, ...monitors.map((row) => row.environment)])];
  const shown = names.slice(0, environmentsShown).map((name) => {
    const rows = monitors.filter((row) => row.environment === name);
    if (rows.length === 0) {
      return line(
        screen.sign('no-data'),
        name,
        screen.say(say('no monitor watches it', '모니터 없음')),
        screen,
      );
    }
    return environmentLine(name, rows, screen);
  });
  const hidden = names.length - environmentsShown;
  return hidden > 0
    ? [
        ...shown,
        screen.say(
          say(`    and ${hidden} more: tsops health`, `    그 외 ${hidden}개: tsops health`),
        ),
      ]
    : shown;
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
    if (waiting > 0) {
      const asking = say(`asking ${waiting} …`, `${waiting}개 확인 중 …`);
      return line(screen.paint.dim('·'), name, screen.say(asking), screen);
    }
    const [only] = answered;
    const count = rows.length;
    const one = only?.evidence?.detail ?? '';
    const well =
      answered.length === 1
        ? say(`up: ${one}`, `정상: ${one.replace(' in ', ', ')}`)
        : say(`up: ${count} of ${count} monitors`, `정상: 모니터 ${count}개 모두`);
    return line(screen.sign('ok'), name, screen.say(well), screen);
  }
  const worstRow = answered.find((row) => row.evidence?.verdict === verdict);
  const seen = worstRow?.evidence;
  const reason = seen?.value?.reason;
  const code = reason === null || reason === undefined ? '' : `${reason}: `;
  const count = answered.filter((row) => row.evidence?.verdict === verdict).length;
  const all = rows.length;
  const share =
    all === 1
      ? say('', '')
      : say(` (${count} of ${all} monitors)`, ` (모니터 ${all}개 중 ${count}개)`);
  const state = stateWords[verdict] ?? say('', '');
  const told =
    seen == null ? say('', '') : seen.value == null ? reasonText(seen) : monitorText(seen.value);
  const text = say(`${state.en}${code}${told.en}${share.en}`, `${state.ko}${told.ko}${share.ko}`);
  return line(screen.sign(verdict), name, screen.say(text), screen);
}

function since({ onset }: DigestData, screen: Screen): string {
  if (!onset?.value) return simple(words.uptime, onset, screen, () => words.uptime);
  const { startedAt, monitor } = onset.value;
  const text = `${screen.ago(startedAt)}, ${screen.time(startedAt)}, ${monitor}`;
  return line(screen.sign('bad'), 'UptimeRobot', text, screen);
}

/** Only where they are raised: that nothing rose stands in their rate. */
function errorsSince({ errorsSince: found }: DigestData, screen: Screen): string[] {
  const value = found?.value;
  if (value == null || value.at === null) return [];
  const { at, endedAt, before, since: after } = value;
  const [ago, levels] = [screen.ago(at), `${figure(before)} → ${figure(after)}`];
  const [en, ko] = [`${ago}, ${levels} a minute`, `${ago}, 분당 ${levels}건`];
  const text =
    endedAt === null
      ? say(en, ko)
      : say(`${en}, back since ${screen.ago(endedAt)}`, `${ko}, ${screen.ago(endedAt)} 회복`);
  const sign = screen.sign(endedAt === null ? 'bad' : 'warn');
  return [line(sign, screen.say(words.errors), screen.say(text), screen)];
}

function figure(count: number): string {
  return count >= 10 ? String(Math.round(count)) : String(Math.round(count * 10) / 10);
}

function incident({ incident: found }: DigestData, screen: Screen): string[] {
  const value = found?.value;
  if (found?.verdict === 'unknown') {
    return [simple(words.incident, found, screen, () => words.incident)];
  }
  if (value == null) return [];
  const text = `${value.severity} ${screen.say(value.titles)}, ${screen.ago(value.at)}`;
  return [line(screen.sign('warn'), screen.say(words.incident), text, screen)];
}

/** The one that matters most; nothing where none is open, or where PagerDuty is not in use. */
function page({ pages: found, at }: DigestData, screen: Screen): string[] {
  if (found?.verdict === 'unknown') return [simple(words.page, found, screen, () => words.page)];
  const [first] = found?.value ?? [];
  if (first === undefined) return [];
  const { number, status, since, assigned, escalatesAt, escalatesTo } = first;
  const waits = status === 'triggered';
  const open = wholeMinutesText(at - since);
  const held = waits
    ? say(`unanswered for ${open.en}`, `${open.ko}째 응답 없음`)
    : say(`acknowledged, open for ${open.en}`, `응답함, ${open.ko}째 열려 있음`);
  const whose = assigned.length === 0 ? '' : `, ${assigned.join(', ')}`;
  const next = escalatesAt === null ? say('', '') : nextPaged(escalatesTo, escalatesAt - at);
  const text = `#${number} ${screen.say(held)}${whose}${screen.say(next)}`;
  return [line(screen.sign(waits ? 'bad' : 'warn'), screen.say(words.page), text, screen)];
}

function nextPaged(names: readonly string[], left: number): Text {
  const [who, span] = [names.join(', '), wholeMinutesText(left)];
  return say(`; ${who || 'the next'} in ${span.en}`, `; ${span.ko} 후 ${who || '다음 담당자'}`);
}

function versions(data: DigestData, screen: Screen): string[] {
  const own = data.versions[0]?.evidence?.value?.version;
  return data.versions.slice(0, environmentsShown).map(({ name, evidence }) => {
    if (!evidence?.value) return simple(say(name, name), evidence, screen, () => words.errors);
    const { version, builtAt, mixed } = evidence.value;
    const missing = mixed ? null : deployedNotServed(data, name, version);
    const parts = [
      mixed
        ? say(evidence.detail, '여러 버전이 동시에 제공됩니다')
        : say(`serves ${version}`, `${version} 제공 중`),
      missing === null
        ? noWord
        : say(`not ${missing}, which was deployed`, `배포된 ${missing}이(가) 아님`),
      builtAt === null
        ? noWord
        : say(`built ${screen.ago(builtAt)}`, `${screen.ago(builtAt)} 빌드`),
      drift(data, name, version, own),
    ];
    const text = parts
      .map((part) => screen.say(part))
      .filter((part) => part !== '')
      .join(', ');
    const verdict = missing === null ? evidence.verdict : 'warn';
    return line(screen.sign(verdict), name, text, screen);
  });
}

function deployedNotServed({ deploys, at }: DigestData, name: string, version: string) {
  const own = deploys?.value?.filter(({ environment }) => environment === name) ?? [];
  return notServed(own, version, at)?.version ?? null;
}

/** Against the newest tag for the environment itself; against that environment for the others. */
function drift(data: DigestData, name: string, version: string, own: string | undefined): Text {
  const { environment } = data;
  if (name !== environment) {
    if (own === undefined) return noWord;
    return sameVersion(version, own)
      ? say(`the same as ${environment}`, `${environment}과(와) 같음`)
      : say(`${environment} has ${own}`, `${environment}은(는) ${own}`);
  }
  const tag = data.newestTag;
  if (tag === null) return noWord;
  if (tag.value === null) return say('newest tag not known', '최신 태그를 알 수 없음');
  return sameVersion(tag.value, version)
    ? say('the newest tag', '최신 태그')
    : say(`newest tag ${tag.value}`, `최신 태그는 ${tag.value}`);
}

function deploys(data: DigestData, screen: Screen): string[] {
  const { deploys: found, versions: shown } = data;
  if (!found?.value) return [simple(words.deploys, found, screen, () => words.deploys)];
  const room = versionsAndDeploysShown - Math.min(environmentsShown, shown.length);
  return found.value
    .slice(0, room - page(data, screen).length)
    .map((deploy) =>
      line(
        screen.sign(deployVerdict(deploy)),
        screen.say(words.deploy),
        screen.say(deployText(deploy, screen)),
        screen,
      ),
    );
}

function deployVerdict({ conclusion }: Deploy): Verdict {
  if (conclusion === 'success') return 'ok';
  return conclusion === null ? 'warn' : 'bad';
}

function deployText(deploy: Deploy, screen: Screen): Text {
  const { version, runId, environment, actor, conclusion, status } = deploy;
  const state = conclusion ?? `${status.replaceAll('_', ' ')} now`;
  const ago = screen.ago(deploy.at);
  return say(
    `${version ?? `run ${runId}`} to ${environment ?? 'an environment that it does not name'} by ${actor}: ${state}, ${ago}`,
    `${version ?? `실행 ${runId}`} → ${environment ?? '환경 미상'} (${actor}): ${runWord(conclusion ?? status).ko}, ${ago}`,
  );
}

function open({ open: found }: DigestData, screen: Screen): string[] {
  if (!found?.value || found.value.length === 0) {
    return [simple(words.actions, found, screen, () => words.noAction)];
  }
  return found.value.slice(0, openShown).map((each) => {
    const [ago, state] = [screen.ago(each.at), screen.say(openStates[each.state])];
    const text = say(
      `${each.action} of ${each.environment} ${ago}: ${state}`,
      `${each.environment} ${actionName(each.action).ko}, ${ago}: ${state}`,
    );
    const sign = screen.sign(each.state === 'unknown' ? 'unknown' : 'warn');
    return line(sign, screen.say(words.action), screen.say(text), screen);
  });
}
