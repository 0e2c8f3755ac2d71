/* When an incident was detected, answered, mitigated and resolved. Epoch milliseconds. */
import { type IncidentLine, isAboutIt } from './merged-lines.ts';
import { asksForAnswer } from './page-texts.ts';

export interface Moment {
  readonly at: number;
  /** The line that tells it. */
  readonly line: string;
}

export interface ResponseTimes {
  readonly detected: Moment;
  /** Null where no onset was found. */
  readonly onset: Moment | null;
  /** The first line that a person wrote. */
  readonly acknowledged: Moment | null;
  readonly mitigated: Moment | null;
  readonly resolved: Moment | null;
}

/** When the trouble began: its onset, where it was found to be before somebody noticed. */
export function troubleBegan({ onset, detected }: ResponseTimes): number {
  return Math.min(detected.at, onset?.at ?? Number.POSITIVE_INFINITY);
}

/** Lines that tsops writes without anybody having answered. */
const automatic = new Set([
  'started',
  'runbook-started',
  'evidence',
  'resumed',
  'takeover',
  'linked',
  'report',
  'shared',
]);

/** `lines` begin with `started`. */
export function responseTimes(
  lines: readonly IncidentLine[],
  started: IncidentLine,
): ResponseTimes {
  const moment = (line: IncidentLine | undefined): Moment | null =>
    line === undefined ? null : { at: line.eventAt, line: line.id };
  return {
    detected: { at: started.eventAt, line: started.id },
    onset: onsetOf(lines),
    acknowledged: moment(lines.find((line) => isAnswer(line, started))),
    mitigated: mitigatedBy(lines),
    resolved: moment(lines.findLast(({ kind }) => kind === 'resolved')),
  };
}

/** A backdated note tells of the time before: it is no answer then. Nor is it one to ask for an answer. */
function isAnswer(line: IncidentLine, started: IncidentLine): boolean {
  if (automatic.has(line.kind) || isAboutIt(line) || asksForAnswer(line)) return false;
  return line.eventAt >= started.eventAt;
}

function onsetOf(lines: readonly IncidentLine[]): Moment | null {
  const line = lines.findLast(
    ({ kind, fields }) => kind === 'evidence' && fields.id === 'error-onset',
  );
  const evidence = line?.fields.evidence as { readonly value?: unknown } | null | undefined;
  const at = (evidence?.value as { readonly at?: unknown } | null | undefined)?.at;
  return line !== undefined && typeof at === 'number' ? { at, line: line.id } : null;
}

/** The last word counts: what was read again and is bad once more is not mitigated. */
function mitigatedBy(lines: readonly IncidentLine[]): Moment | null {
  let mitigated: Moment | null = null;
  for (const { kind, fields, eventAt, id } of lines) {
    if (kind === 'mitigated' || (kind === 'recovery' && fields.recovered === true)) {
      mitigated ??= { at: eventAt, line: id };
    } else if (kind === 'recovery' && fields.unread !== true) mitigated = null;
    else if (kind === 'resolved') mitigated ??= { at: eventAt, line: id };
  }
  return mitigated;
}
