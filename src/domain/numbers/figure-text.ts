/* A figure's value, limit and change as people read them. */
import { say, type Text } from '../text/language.ts';
import { day } from '../time/units.ts';
import { clockTime, zonedTime } from '../time/zoned.ts';
import type { FigureTarget, FigureUnit } from './figure.ts';

/** `1.2M`, `93.4 %`, `120 ms`, `2.5 s`, `4.8 GB`, `3m 12s`, `0.05`; `–` where there is none. */
export function figureText(value: number | null, unit: FigureUnit): Text {
  if (value === null || !Number.isFinite(value)) return say('–', '–');
  switch (unit) {
    case 'count':
      return same(shortCount(value));
    case 'per-hour':
      return say(`${shortCount(value)}/h`, `시간당 ${shortCount(value)}`);
    case 'bytes':
      return same(shortBytes(value));
    case 'percent':
      return same(`${trimmed(value, Math.abs(value) < 1 ? 2 : 1)} %`);
    case 'milliseconds':
      return value < 1000
        ? say(`${Math.round(value)} ms`, `${Math.round(value)}ms`)
        : say(`${trimmed(value / 1000, 1)} s`, `${trimmed(value / 1000, 1)}초`);
    case 'seconds':
      return secondsText(value);
    case 'score':
      return same(String(Math.round(value)));
    case 'shift':
      return same(value.toFixed(2));
  }
}

const same = (text: string): Text => say(text, text);

/** At most so many decimals, without noughts at the end. */
function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

/** `999`, `1.2k`, `3.4M`, `5.6B`: three digits are enough to compare; fractions below ten keep one. */
function shortCount(value: number): string {
  const scale = [1e9, 1e6, 1e3].findIndex((each) => Math.abs(value) >= each * 0.99995);
  if (scale === -1) return trimmed(value, Math.abs(value) < 10 ? 1 : 0);
  const of = value / ([1e9, 1e6, 1e3][scale] ?? 1);
  return `${trimmed(of, Math.abs(of) < 100 ? 1 : 0)}${['B', 'M', 'k'][scale]}`;
}

/** In units of 1,000, as CDNs bill: `640 kB`, `4.8 GB`. */
function shortBytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let rest = value;
  let unit = 0;
  while (Math.abs(rest) >= 999.5 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${trimmed(rest, Math.abs(rest) < 100 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

function secondsText(value: number): Text {
  const whole = Math.round(value);
  const [minutes, seconds] = [Math.floor(whole / 60), whole % 60];
  if (minutes === 0) return say(`${seconds}s`, `${seconds}초`);
  return say(`${minutes}m ${seconds}s`, `${minutes}분 ${seconds}초`);
}

/** `< 1 %`, `≥ 90 %`: what the value is held against. */
export function targetText({ is, value }: FigureTarget, unit: FigureUnit): Text {
  const sign = { below: '<', 'at-most': '≤', above: '>', 'at-least': '≥' }[is];
  const { en, ko } = figureText(value, unit);
  return { en: `${sign} ${en}`, ko: `${sign} ${ko}` };
}

/**
 * How it changed against the window before: points for shares, percent for the rest (`+4 %`, `−0.3 pt`, `±0`); null
 * where there is nothing to compare, as from nothing.
 */
export function changeText(
  value: number | null,
  before: number | null,
  unit: FigureUnit,
): Text | null {
  if (value === null || before === null) return null;
  if (unit === 'percent' || unit === 'score' || unit === 'shift') {
    const points = value - before;
    const text = signed(points, unit === 'score' ? 0 : unit === 'shift' ? 2 : 1);
    return unit === 'percent' ? say(`${text} pt`, `${text}%p`) : same(text);
  }
  if (before === 0) return null;
  return same(`${signed((value / before - 1) * 100, 0)} %`);
}

function signed(value: number, decimals: number): string {
  const text = trimmed(Math.abs(value), decimals);
  if (text === '0') return '±0';
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** `04:02 KST`; with its month and day (`11-29 04:02 KST`) where the clock alone might mean another day than that of `end`. */
export function momentText(at: number, end: number, zone: string): string {
  const clock = clockTime(at, zone);
  return end - at <= day ? clock : `${zonedTime(at, zone).date.slice(5)} ${clock}`;
}
