/* Conditions and values of a lab, as people read them. */
import { say, type Text } from '../text/language.ts';
import { unitOf } from './budgets.ts';
import type { LabConditions, LabMetric } from './set.ts';

export const conditionTitles: Readonly<Record<keyof LabConditions, Text>> = {
  program: say('the version of Lighthouse', 'Lighthouse 버전'),
  formFactor: say('the device', '기기'),
  throttling: say('the throttling', '스로틀링 방식'),
  screen: say('the screen', '화면 설정'),
  browser: say('the browser', '브라우저 버전'),
  benchmarkIndex: say('the speed of the machine', '측정 장비의 속도'),
};

/**
 * `91`, `89.5`, `2512 ms`, `0.104`. What may not be above its budget is rounded up: 2500.3 must not read as 2500, and
 * 2499.7 may.
 */
export function labValueText(metric: LabMetric, value: number): Text {
  switch (unitOf(metric)) {
    case 'milliseconds': {
      const whole = Math.ceil(value);
      return say(`${whole} ms`, `${whole}ms`);
    }
    case 'shift':
      // 0.1 in binary is a hair above itself.
      return same(String(Math.ceil(value * 1000 - 1e-6) / 1000 || 0));
    default:
      return same(String(Math.floor(value * 10 + 1e-6) / 10));
  }
}

const same = (text: string): Text => say(text, text);
