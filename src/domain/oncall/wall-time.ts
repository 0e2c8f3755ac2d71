/* A time as the clocks on the wall show it, in whatever zone: as the config file writes it. */

import { day } from '../time/units.ts';

export interface WallTime {
  /** `2026-11-23` */
  readonly date: string;
  /** `09:00`; undefined where a day is meant. */
  readonly time?: string;
}

const shape = /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d))?$/;

/** Undefined where the text is no date, or the calendar has no such day. */
export function parseWallTime(text: string): WallTime | undefined {
  const [, date = '', hour, minute] = shape.exec(text) ?? [];
  const at = date < '1900' ? Number.NaN : Date.parse(`${date}T00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date) return undefined;
  return hour === undefined ? { date } : { date, time: `${hour}:${minute}` };
}

/** `2026-11-23` and so many days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** Days from one date to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / day);
}

/** 0 is Monday. */
export function weekday(date: string): number {
  return (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
}

/** The whole of it: a day that stands for a beginning is its first minute, for an end its last one. */
export function wholeWallTime(text: string, end: 'from' | 'to'): Required<WallTime> {
  const { date, time } = parseWallTime(text) ?? { date: '1900-01-01' };
  if (time !== undefined) return { date, time };
  return { date: end === 'to' ? addDays(date, 1) : date, time: '00:00' };
}

/** Texts that order as the times do. */
export function wallTimeKey(text: string, end: 'from' | 'to'): string {
  const { date, time } = wholeWallTime(text, end);
  return `${date} ${time}`;
}
