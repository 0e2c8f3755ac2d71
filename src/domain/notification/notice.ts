/* A message of a person to the team, in the form that MONITORING section 6 gives every message. */

import type { RuleSeverity } from '../alerts/language/rule.ts';
import type { UpdateMessage } from '../incident/draft-update.ts';
import { severityRules } from '../incident/severities.ts';
import type { Language } from '../text/language.ts';
import { formatDuration } from '../time/duration.ts';

export interface Notice {
  readonly text: string;
  readonly severity: RuleSeverity | null;
  readonly service: string;
  readonly environment: string;
  /** `minji@desk`: the message comes from the monitor, and names who wrote it. */
  readonly from: string;
  readonly drill: boolean;
}

const words = {
  en: {
    environment: 'Environment',
    from: 'From',
    respond: 'Respond within',
    atOnce: 'at once',
    notice: 'notice',
  },
  ko: {
    environment: '환경',
    from: '작성자',
    respond: '대응 시한',
    atOnce: '즉시',
    notice: '알림',
  },
} as const;

export function noticeMessage(notice: Notice, language: Language): UpdateMessage {
  const { text, severity, service, environment, from, drill } = notice;
  const word = words[language];
  const rule = severity === null ? null : severityRules[severity];
  const what = rule === null ? word.notice : `${severity} ${rule.meaning[language]}`;
  const title = `${drill ? 'DRILL ' : ''}${service} ${environment}: ${what}`;
  return {
    color: colorOf(severity),
    title,
    body: text,
    fallback: `${title}: ${text.split('\n', 1)[0]}`,
    fields: [
      { title: word.environment, value: environment },
      { title: word.from, value: from },
      ...(rule === null
        ? []
        : [{ title: word.respond, value: withinText(rule.respondWithin, word.atOnce) }]),
    ],
  };
}

function colorOf(severity: RuleSeverity | null): UpdateMessage['color'] {
  if (severity === null) return 'good';
  return severity <= 'P2' ? 'danger' : 'warning';
}

function withinText(milliseconds: number, atOnce: string): string {
  return milliseconds === 0 ? atOnce : formatDuration(milliseconds);
}
