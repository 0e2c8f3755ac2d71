import type { Screen } from '../../contract/context.ts';
import type { Override } from '../../domain/oncall/rotation.ts';
import type { Shift } from '../../domain/oncall/shifts.ts';
import { wallTimeAt } from '../../domain/oncall/zone-time.ts';
import type { Language } from '../../domain/text/language.ts';
import { nameOr } from './words.ts';

export interface OverridePreview {
  readonly language: Language;
  readonly zone: string;
  readonly override: Override;
  /** From a day before the override to a day after it. */
  readonly before: readonly Shift[];
  readonly after: readonly Shift[];
  /** What to add to tsops.config.yaml. */
  readonly yaml: string;
}

const words = {
  en: {
    before: 'Before',
    after: 'After',
    add: 'Add to tsops.config.yaml (nothing was written):',
    paging: 'PagerDuty pages by its own schedule: override it there too.',
  },
  ko: {
    before: '변경 전',
    after: '변경 후',
    add: 'tsops.config.yaml에 추가합니다(아직 쓰지 않았습니다):',
    paging: 'PagerDuty는 자체 일정으로 호출합니다. 그곳에서도 변경합니다.',
  },
} as const;

export function viewOverride(data: OverridePreview, screen: Screen): string {
  const { language, before, after, yaml } = data;
  const w = words[language];
  return [
    screen.paint.bold(w.before),
    tableOf(before, data, screen),
    '',
    screen.paint.bold(w.after),
    tableOf(after, data, screen),
    '',
    w.add,
    yaml,
    '',
    screen.paint.dim(w.paging),
  ].join('\n');
}

function tableOf(shifts: readonly Shift[], data: OverridePreview, screen: Screen): string {
  const { language, zone } = data;
  const rows = shifts.map(({ from, to, primary, secondary }) => {
    const [begin, end] = [from, to].map((at) => {
      const { date, time } = wallTimeAt(at, zone);
      return `${date.slice(5)} ${time}`;
    });
    const names = [primary, secondary].filter((name) => name !== null);
    return [`${begin} – ${end}`, names.length === 0 ? nameOr(null, language) : names.join(', ')];
  });
  return screen.table(rows, { flexible: 1 });
}
