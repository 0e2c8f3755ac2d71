/* What the next engineer needs to know, as Markdown. */

import { hypothesisName } from '../diagnosis/names.ts';
import { actionState } from '../evidence/wording/action-state.ts';
import type { Language } from '../text/language.ts';
import { bothTimes } from '../time/zoned.ts';
import { actionName, isMessage } from './action-facts.ts';
import { escapeMarkdown, section } from './markdown.ts';
import type { Incident } from './replay.ts';
import { troubleBegan } from './response-times.ts';
import { severityRules } from './severities.ts';
import type { ResponseClock } from './standing.ts';
import type { TimelineEntry } from './timeline.ts';

export interface HandOff {
  readonly incident: Incident;
  readonly standing: ResponseClock;
  readonly timeline: readonly TimelineEntry[];
  /** IANA name of the team's zone. */
  readonly zone: string;
  readonly language: Language;
  readonly to: string | null;
}

/** The last lines of the story that are repeated. */
const lastLines = 8;

const words = {
  en: {
    title: 'Hand-off',
    to: 'To',
    from: 'From',
    state: 'State',
    since: 'Since',
    phase: { open: 'open', mitigated: 'mitigated', resolved: 'resolved' },
    decision: 'Decision',
    changed: 'Changes, and how to undo them',
    nothing: 'None by tsops.',
    undo: 'undo',
    noUndo: 'cannot be undone',
    flight: 'In flight',
    none: 'Nothing.',
    undecided: 'none yet',
    open: 'Open hypotheses',
    out: 'Ruled out',
    told: 'Updates',
    nobody: 'Nobody yet.',
    due: 'next update due',
    recent: 'Latest events',
    next: 'Do now',
    accept: 'Take it over with',
  },
  ko: {
    title: '인수인계',
    to: '인수자',
    from: '인계자',
    state: '상태',
    since: '발생',
    phase: { open: '진행 중', mitigated: '완화됨', resolved: '해결됨' },
    decision: '판단',
    changed: '변경 사항과 되돌리는 방법',
    nothing: 'tsops로 변경한 것이 없습니다.',
    undo: '되돌리기',
    noUndo: '되돌릴 수 없습니다',
    flight: '진행 중인 작업',
    none: '없습니다.',
    undecided: '아직 없음',
    open: '남은 가설',
    out: '배제된 가설',
    told: '공유 현황',
    nobody: '아직 공유하지 않았습니다.',
    due: '다음 공유 예정',
    recent: '최근 경과',
    next: '지금 할 일',
    accept: '다음 명령으로 인수합니다',
  },
} as const;

export function handOff(parts: HandOff): string {
  const { incident, standing, zone, language, to } = parts;
  const w = words[language];
  const { severity, times, phase, driver, decision } = incident;
  const which = decision?.about == null ? '' : ` (${decision.about})`;
  const decided =
    decision === null
      ? w.undecided
      : `${hypothesisName(decision.hypothesis)[language]}${which}: ${decision.response[language]} (${decision.line})`;
  return [
    `# ${w.title}: ${escapeMarkdown(incident.titles[language])}`,
    '',
    `- ${w.state}: **${severity} ${severityRules[severity].meaning[language]}**, ${w.phase[phase]}, ${incident.environment}`,
    `- ${w.since}: ${bothTimes(troubleBegan(times), zone)}`,
    `- ${w.from}: ${escapeMarkdown(driver)}${to === null ? '' : ` → ${w.to}: ${escapeMarkdown(to)}`}`,
    `- ${w.decision}: ${escapeMarkdown(decided)}`,
    ...section(w.changed, changes(parts), w.nothing),
    ...section(w.flight, flights(incident, language), w.none),
    ...section(w.open, hypotheses(incident, language, false), w.none),
    ...section(w.out, hypotheses(incident, language, true), w.none),
    ...section(w.told, told(parts), w.nobody),
    ...section(w.recent, recent(parts), w.none),
    '',
    `## ${w.next}`,
    '',
    `    ${standing.next}`,
    '',
    `${w.accept}: \`tsops incident accept\``,
  ].join('\n');
}

function changes({ incident, zone, language }: HandOff): string[] {
  const w = words[language];
  return incident.effects
    .filter((effect) => !isMessage(effect) && effect.state !== 'not-done')
    .map(({ action, what, state, at, undo, line }) => {
      const back = undo === null ? w.noUndo : `${w.undo}: \`${undo}\``;
      const name = actionName(action)[language];
      const end = actionState(state, language);
      return `${bothTimes(at, zone)} ${name} ${escapeMarkdown(what)}: ${end} (${line}); ${back}`;
    });
}

function flights({ effects, begun }: Incident, language: Language): string[] {
  const open = effects.filter(({ inFlight }) => inFlight);
  const items = open.map(({ action, state, line, status }) => {
    const name = actionName(action)[language];
    return `${name}: ${actionState(state, language)} (${line})${status === null ? '' : `; \`${status}\``}`;
  });
  return begun === null || open.length > 0
    ? items
    : [`${escapeMarkdown(begun.what)} (${begun.line})`];
}

function hypotheses({ considered }: Incident, language: Language, out: boolean): string[] {
  return considered
    .filter(({ standing }) => (standing === 'ruled-out') === out)
    .map(({ hypothesis, score, reason, why: ranked, line }) => {
      const points = score === null ? '' : ` ${score}`;
      const told = reason || (ranked?.[language] ?? '');
      const why = told === '' ? '' : `: ${escapeMarkdown(told)}`;
      return `${escapeMarkdown(hypothesisName(hypothesis)[language])}${points}${why} (${line})`;
    });
}

function told({ incident, standing, zone, language }: HandOff): string[] {
  const items = incident.updates.slice(-2).map(({ at, channel, text, line }) => {
    return `${bothTimes(at, zone)} ${escapeMarkdown(channel)}: ${escapeMarkdown(text)} (${line})`;
  });
  const due = standing.updateDue;
  return items.length === 0 || due === null
    ? items
    : [...items, `${words[language].due}: ${bothTimes(due, zone)}`];
}

function recent({ timeline, zone }: HandOff): string[] {
  return timeline
    .slice(-lastLines)
    .map(({ eventAt, text, id }) => `${bothTimes(eventAt, zone)} ${escapeMarkdown(text)} (${id})`);
}
