/* What the line says that announces a write. */
import type { Text } from '../text/language.ts';
import { bothTimes } from '../time/zoned.ts';
import { factsOfAction, isPageAction } from './action-facts.ts';
import { type IncidentLine, lineTextOf } from './merged-lines.ts';
import { pageIntentText } from './page-texts.ts';

const same = (text: string): Text => ({ en: text, ko: text });

export function intentText(line: IncidentLine, zone: string): Text {
  const { fields } = line;
  const action = lineTextOf(fields.action);
  if (action === 'post-update' || action === 'notify') {
    const [channel, text] = [lineTextOf(fields.channel, 80), lineTextOf(fields.text)];
    return { en: `telling ${channel}: ${text}`, ko: `${channel}에 공유: ${text}` };
  }
  if (isPageAction(action)) return pageIntentText(line);
  if (action === 'ack-alert') {
    const rule = lineTextOf(fields.target, 80);
    return { en: `answering the page of ${rule}`, ko: `${rule} 호출 응답` };
  }
  const silence = silenceText(fields, zone);
  if (silence !== null) return silence;
  const environment = lineTextOf(fields.environment);
  const [from, to] = [lineTextOf(fields.from), lineTextOf(fields.to)];
  const move = to === '' ? '' : ` ${from === '' ? '' : `${from} → `}${to}`;
  const noun = factsOfAction(action)?.noun ?? same(action);
  return {
    en: `${noun.en} of ${environment} begun${move}`,
    ko: `${environment} ${noun.ko} 착수${move}`,
  };
}

/** That people are not told of some alerts, or are again; null for another action. */
function silenceText(fields: IncidentLine['fields'], zone: string): Text | null {
  const [id, rules] = [lineTextOf(fields.id, 20), lineTextOf(fields.target, 200)];
  if (fields.action === 'expire-silence') {
    return { en: `ending silence ${id}: ${rules}`, ko: `알림 중지 ${id} 해제: ${rules}` };
  }
  if (fields.action !== 'silence') return null;
  const end = Date.parse(lineTextOf(fields.until, 40));
  const until = Number.isNaN(end) ? '?' : bothTimes(end, zone);
  const reason = lineTextOf(fields.reason, 300);
  return {
    en: `silencing ${rules} until ${until} (${id}): ${reason}`,
    ko: `${rules} 알림을 ${until}까지 중지(${id}): ${reason}`,
  };
}
