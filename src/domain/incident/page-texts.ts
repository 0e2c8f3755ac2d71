/* What the journal says of pages: who was paged, who answered, who was asked next. */
import type { Text } from '../text/language.ts';
import { type IncidentLine, lineTextOf } from './merged-lines.ts';

/**
 * A page, and an escalation, asks somebody for an answer and is none. Told by the line's id, since only the
 * first line of a record names its action.
 */
export function asksForAnswer({ id, kind }: IncidentLine): boolean {
  return kind === 'not-paged' || /^(?:page|escalate)(?:-\d+)?#/.test(id);
}

export function pageIntentText({ fields }: IncidentLine): Text {
  const to = lineTextOf(fields.to, 120);
  const which = pagesText(fields.pages);
  switch (lineTextOf(fields.action, 20)) {
    case 'page': {
      const what = `(${lineTextOf(fields.severity, 4)}): ${lineTextOf(fields.summary)}`;
      return { en: `paging ${to} ${what}`, ko: `${to} 호출 ${what}` };
    }
    case 'ack':
      return { en: `answering page ${which}`, ko: `호출 ${which} 응답` };
    case 'escalate':
      return { en: `escalating page ${which} to ${to}`, ko: `호출 ${which} 에스컬레이션: ${to}` };
    case 'resolve-page':
      return { en: `resolving page ${which}`, ko: `호출 ${which} 종료` };
    default: {
      const note = lineTextOf(fields.note);
      return { en: `note on page ${which}: ${note}`, ko: `호출 ${which} 메모: ${note}` };
    }
  }
}

export function pagedText({ fields }: IncidentLine): Text {
  const who = namesText(fields.assigned);
  if (typeof fields.page !== 'number') {
    return {
      en: 'PagerDuty accepted the page; whom it paged is not known',
      ko: 'PagerDuty가 호출을 접수함. 호출된 사람은 확인되지 않음',
    };
  }
  return {
    en: `page #${fields.page}: ${who === '' ? 'nobody is assigned' : `${who} paged`}`,
    ko: `호출 #${fields.page}: ${who === '' ? '담당자 없음' : `${who} 호출됨`}`,
  };
}

export function acknowledgedText({ fields }: IncidentLine): Text {
  const who = namesText(fields.by);
  return {
    en: `page #${fields.page} acknowledged by ${who === '' ? 'somebody' : who}`,
    ko: `호출 #${fields.page} 응답: ${who === '' ? '담당자 미상' : who}`,
  };
}

export function pageResolvedText({ fields }: IncidentLine): Text {
  return { en: `page #${fields.page} resolved`, ko: `호출 #${fields.page} 종료됨` };
}

export function notPagedText({ fields }: IncidentLine): Text {
  const [action, reason] = [lineTextOf(fields.action, 20), lineTextOf(fields.reason)];
  return {
    en: `${action} did not reach PagerDuty, whom to call was shown: ${reason}`,
    ko: `${action} 실패(PagerDuty), 전화 연락 순서를 안내함: ${reason}`,
  };
}

/** `#1201 TalkStudio Production is DOWN, #1202 …` */
export function pagesText(pages: unknown): string {
  const some = Array.isArray(pages) ? pages : [];
  return some
    .map((page: { readonly number?: unknown; readonly title?: unknown } | null) =>
      `#${Number(page?.number)} ${lineTextOf(page?.title, 120)}`.trim(),
    )
    .join(', ');
}

function namesText(names: unknown): string {
  return Array.isArray(names) ? names.map((name) => lineTextOf(name, 80)).join(', ') : '';
}
