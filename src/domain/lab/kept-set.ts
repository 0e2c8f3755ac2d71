/* A set as it is kept: read back with care, as a file may be torn, edited, or of a newer tsops. */
import { cleanText } from '../text/clean.ts';
import {
  type LabConditions,
  type LabFile,
  type LabMetric,
  type LabSet,
  labScores,
  labTimings,
} from './set.ts';

/** The one way in which an address is written: without its fragment, which is not sent. */
export function labAddress(url: string): string {
  const address = new URL(url);
  address.hash = '';
  return address.href;
}

/** Null where it is not whole. */
export function parseLabSet(json: unknown): LabSet | null {
  const set = record(json);
  const { url, at, runs } = set;
  const conditions = conditionsIn(set.conditions);
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  if (!isFigure(at) || !isFigure(runs) || runs < 1 || conditions === null) return null;
  const values = valuesIn(set.values);
  if (Object.keys(values).length === 0) return null;
  const served = typeof set.served === 'string' ? cleanText(set.served, 60) : null;
  return { url, at, served, runs, values, conditions, files: filesIn(set.files) };
}

function valuesIn(json: unknown): LabSet['values'] {
  const values = record(json);
  const known: readonly LabMetric[] = [...labScores, ...labTimings];
  return Object.fromEntries(
    known.flatMap((metric) => {
      const value = values[metric];
      return isFigure(value) ? [[metric, value] as const] : [];
    }),
  );
}

function conditionsIn(json: unknown): LabConditions | null {
  const { program, formFactor, throttling, screen, browser, benchmarkIndex } = record(json);
  if (typeof program !== 'string' || typeof formFactor !== 'string') return null;
  if (typeof throttling !== 'string' || typeof screen !== 'string') return null;
  return {
    program: cleanText(program, 40),
    formFactor: cleanText(formFactor, 40),
    throttling: cleanText(throttling, 40),
    screen: cleanText(screen, 60),
    browser: isFigure(browser) ? browser : null,
    benchmarkIndex: isFigure(benchmarkIndex) ? benchmarkIndex : null,
  };
}

function filesIn(json: unknown): LabFile[] {
  if (!Array.isArray(json)) return [];
  return json.slice(0, 500).flatMap((file) => {
    const { name, bytes } = record(file);
    return typeof name === 'string' && isFigure(bytes)
      ? [{ name: cleanText(name, 200), bytes }]
      : [];
  });
}

function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function record(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
}
