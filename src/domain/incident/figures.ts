/* What an answer says in figures, for people who were not there. */
import type { Text } from '../text/language.ts';
import { seenText } from './answer-seen.ts';
import type { EvidenceSeen } from './evidence-seen.ts';
import { lineTextOf } from './merged-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The questions whose answers tell the impact, the weightiest first. */
export const impactQuestions = [
  'error-rate',
  'affected-users',
  'error-types',
  'page-speed',
  'visits',
] as const;

/** Falls back on the answer's own sentence, with times of `zone`. */
export function figureOf(seen: EvidenceSeen, zone: string): Text {
  const { id, value } = seen;
  if (typeof value !== 'object' || value === null) return seenText(seen, zone);
  const tell = Object.hasOwn(tellers, id) ? tellers[id] : undefined;
  return tell?.(value as Fields) ?? seenText(seen, zone);
}

const tellers: Readonly<Record<string, (value: Fields) => Text | undefined>> = {
  'error-rate': ({ rate, limit, perMinute }) => {
    const [percent, most, pace] = [number(rate, 1), number(limit, 1), number(perMinute, 1)];
    if (percent !== null) {
      return {
        en: `error rate ${percent} %${most === null ? '' : ` (limit ${most} %)`}`,
        ko: `오류율 ${percent} %${most === null ? '' : `(기준 ${most} %)`}`,
      };
    }
    return pace === null ? undefined : { en: `${pace} errors a minute`, ko: `분당 오류 ${pace}건` };
  },
  'affected-users': ({ users, share }) => {
    const count = number(users, 0);
    if (count === null) return undefined;
    const percent = typeof share === 'number' ? number(share * 100, 1) : null;
    return {
      en: `${count} users affected${percent === null ? '' : ` (${percent} %)`}`,
      ko: `영향받은 사용자 ${count}명${percent === null ? '' : `(${percent} %)`}`,
    };
  },
  'error-types': ({ types, events }) => {
    const first = (Array.isArray(types) ? types[0] : undefined) as Fields | undefined;
    const all = number(events, 0);
    if (first === undefined || all === null) return undefined;
    const title = lineTextOf(first.title, 120);
    const own = number(first.events, 0) ?? '?';
    return {
      en: `${all} error events; most: ${title} (${own})`,
      ko: `오류 이벤트 ${all}건; 최다: ${title}(${own}건)`,
    };
  },
};

function number(value: unknown, digits: number): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return String(Number(value.toFixed(digits)));
}
