/* A word to people, drafted from the journal in the form conditions, actions, needs. */

import { hypothesisName } from '../diagnosis/names.ts';
import { actionState } from '../evidence/wording/action-state.ts';
import type { Language, Text } from '../text/language.ts';
import { wholeMinutesText } from '../time/span-text.ts';
import { actionName, isMessage } from './action-facts.ts';
import { worstReading } from './evidence-seen.ts';
import { figureOf } from './figures.ts';
import type { Incident } from './replay.ts';
import { troubleBegan } from './response-times.ts';
import { severityRules } from './severities.ts';

export interface UpdateDraft {
  readonly conditions: string;
  readonly actions: string;
  readonly needs: string;
}

export interface UpdateMessage {
  readonly color: 'danger' | 'warning' | 'good';
  readonly title: string;
  readonly body: string;
  /** One line, for a notification. */
  readonly fallback: string;
  readonly fields: readonly { readonly title: string; readonly value: string }[];
}

/** `zone`: IANA name of the zone of its times. */
export function draftUpdate(
  incident: Incident,
  now: number,
  language: Language,
  zone: string,
): UpdateDraft {
  return {
    conditions: conditions(incident, now, zone)[language],
    actions: actionsOf(incident)[language],
    needs: needsOf(incident)[language],
  };
}

function conditions(incident: Incident, now: number, zone: string): Text {
  const { severity, phase, times, evidence, recovery, summary } = incident;
  if (summary !== null) return { en: `Resolved: ${summary.text}`, ko: `해결: ${summary.text}` };
  const { meaning } = severityRules[severity];
  const rate = worstReading(evidence, 'error-rate');
  const users = worstReading(evidence, 'affected-users');
  const figures = [rate, users].filter(
    (each) => each?.verdict === 'bad' || each?.verdict === 'warn',
  );
  const told = (language: Language): string =>
    figures.map((each) => `; ${each === undefined ? '' : figureOf(each, zone)[language]}`).join('');
  const since = wholeMinutesText(now - troubleBegan(times));
  if (phase === 'mitigated') {
    const how = recovery?.recovered === true ? recovery.text : { en: '', ko: '' };
    return {
      en: `Mitigated; we keep watching. ${how.en}`.trim(),
      ko: `완화되었으며 계속 관찰합니다. ${how.ko}`.trim(),
    };
  }
  return {
    en: `${meaning.en} for ${since.en}${told('en')}`,
    ko: `${meaning.ko}, ${since.ko} 경과${told('ko')}`,
  };
}

function actionsOf({ effects, begun, decision }: Incident): Text {
  const made = effects
    .filter((effect) => !isMessage(effect) && effect.state !== 'not-done')
    // Who is told of what is no news to those who read it.
    .filter(({ action }) => action !== 'silence')
    .slice(-2);
  const list = (language: Language): string[] =>
    made.map(({ action, what, state }) =>
      `${actionName(action)[language]} ${what} (${actionState(state, language)})`.trim(),
    );
  if (made.length > 0) return { en: list('en').join('; '), ko: list('ko').join('; ') };
  if (begun !== null) return { en: begun.what, ko: begun.what };
  if (decision !== null) {
    const name = hypothesisName(decision.hypothesis);
    return {
      en: `Likely ${name.en}; next: ${decision.response.en}`,
      ko: `추정 원인 ${name.ko}; 다음 조치: ${decision.response.ko}`,
    };
  }
  return { en: 'We are looking for the cause', ko: '원인을 확인하고 있습니다' };
}

function needsOf({ considered, decision, phase }: Incident): Text {
  if (phase !== 'open') return { en: 'Nothing', ko: '없습니다' };
  const open = considered.filter(({ standing }) => standing !== 'ruled-out');
  if (decision === null && open.length === 0) {
    return {
      en: 'Tell us in the thread what you see, with browser and time',
      ko: '보이는 증상을 브라우저, 시각과 함께 스레드에 남겨 주십시오',
    };
  }
  return { en: 'Nothing for now', ko: '현재는 없습니다' };
}

const labels = {
  en: {
    conditions: 'Conditions',
    actions: 'Actions',
    needs: 'Needs',
    environment: 'Environment',
    rate: 'Error Rate',
    users: 'Affected Users',
    duration: 'Duration',
    unknown: 'not known',
  },
  ko: {
    conditions: '상황',
    actions: '조치',
    needs: '요청',
    environment: '환경',
    rate: '오류율',
    users: '영향 사용자',
    duration: '지속 시간',
    unknown: '알 수 없음',
  },
} as const;

/** As MONITORING section 6 has a message: a title, a text, short fields. */
export function updateMessage(
  incident: Incident,
  { conditions: how, actions, needs }: UpdateDraft,
  now: number,
  language: Language,
  zone: string,
): UpdateMessage {
  const label = labels[language];
  const { severity, title, phase, environment, drill, times, evidence } = incident;
  const until = times.resolved?.at ?? times.mitigated?.at ?? now;
  const figure = (id: string): string => {
    const found = evidence.find((each) => each.id === id);
    return found === undefined || found.value === null
      ? label.unknown
      : figureOf(found, zone)[language];
  };
  const heading = `${drill ? 'DRILL ' : ''}${severity} ${title}`;
  return {
    color: ({ open: 'danger', mitigated: 'warning', resolved: 'good' } as const)[phase],
    title: heading,
    body: [
      `${label.conditions}: ${how}`,
      `${label.actions}: ${actions}`,
      `${label.needs}: ${needs}`,
    ].join('\n'),
    fallback: `${heading}: ${how}`,
    fields: [
      { title: label.environment, value: environment },
      { title: label.rate, value: figure('error-rate') },
      { title: label.users, value: figure('affected-users') },
      { title: label.duration, value: wholeMinutesText(until - troubleBegan(times))[language] },
    ],
  };
}
