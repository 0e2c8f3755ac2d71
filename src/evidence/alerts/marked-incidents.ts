/* Reads the incidents that people marked, to hold a back-test against: one JSON object a line. */
import { readFile } from 'node:fs/promises';
import { TsopsError } from '../../contract/errors.ts';
import type { MarkedIncident } from '../../domain/alerts/evaluation/firings.ts';
import { cleanText } from '../../domain/text/clean.ts';

/** `{"name", "from", "to"[, "rules"]}`, times in seconds or RFC 3339. Throws a usage error at file:line. */
export async function readIncidents(
  file: string,
  shown: string,
): Promise<readonly MarkedIncident[]> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const problem = cause.code === 'ENOENT' ? 'there is no such file' : 'cannot be read';
    throw wrong(`${shown}: ${problem}`, cause);
  });
  return text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const incident = incidentOf(line, number);
      if (incident !== undefined) return incident;
      throw wrong(
        `${shown}:${number}: an incident is {"name", "from", "to"[, "rules"]}, from before to`,
      );
    });
}

function incidentOf(line: string, number: number): MarkedIncident | undefined {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof given !== 'object' || given === null) return undefined;
  const { name = `incident ${number}`, from, to, rules } = given as Record<string, unknown>;
  const [begin, end] = [momentOf(from), momentOf(to)];
  if (begin === undefined || end === undefined || end < begin) return undefined;
  const named = Array.isArray(rules) ? { rules: rules.map(String) } : {};
  return { name: cleanText(name, 80), from: begin, to: end, ...named };
}

/** Epoch milliseconds of a number of seconds, or of an RFC 3339 time. */
export function momentOf(given: unknown): number | undefined {
  const seconds = typeof given === 'string' && /^-?\d+(?:\.\d+)?$/.test(given) ? +given : given;
  if (typeof seconds === 'number') {
    return Math.abs(seconds) < 1e11 ? Math.round(seconds * 1000) : undefined;
  }
  if (typeof given !== 'string' || !/^\d{4}-\d\d-\d\d/.test(given)) return undefined;
  const dateAlone = /^\d{4}-\d\d-\d\d$/.test(given);
  const zoned = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(
    given,
  );
  const time = dateAlone || zoned ? Date.parse(given) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function wrong(message: string, cause?: unknown): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message,
    next: ['tsops alerts backtest --help'],
    cause,
  });
}
