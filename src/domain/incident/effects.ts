/* What tsops did to the world during an incident: read from the records of its actions. */

import { undoCommand } from '../deploys/suggested-command.ts';
import type { Text } from '../text/language.ts';
import { factsOfAction } from './action-facts.ts';
import { type IncidentLine, lastOfRecords, lineTextOf } from './merged-lines.ts';
import { pagesText } from './page-texts.ts';
import { recordedText } from './recorded-text.ts';

export interface Effect {
  /** The line of its intent. */
  readonly line: string;
  readonly record: string;
  readonly action: string;
  readonly environment: string;
  /** `v1.2.3 → v1.2.2`, the paths; empty where there is nothing to name. */
  readonly what: string;
  readonly at: number;
  /** `done`, `not-done`, `in-progress`, `stopped-waiting`, `unknown`; `unknown` too where no outcome stands. */
  readonly state: string;
  /** The line that tells how it ended; null where none does. */
  readonly outcome: {
    readonly line: string;
    readonly at: number;
    readonly detail: string;
    readonly said: Text;
  } | null;
  /** The command that undoes it; null where nothing does, or nothing was done. */
  readonly undo: string | null;
  /** The command that finds out how it stands; null where there is none. */
  readonly status: string | null;
  /** Not known to have ended. */
  readonly inFlight: boolean;
}

const ended = new Set(['done', 'not-done']);

/** Oldest first. A record without an intent did nothing. */
export function effectsOf(lines: readonly IncidentLine[]): Effect[] {
  const outcomes = lastOfRecords(lines, 'outcome');
  const expiries = lines.filter(({ fields }) => fields.action === 'expire-silence');
  const expired = new Set(expiries.map(({ fields }) => fields.id));
  return lines
    .filter(({ own, kind }) => !own && kind === 'intent')
    .map((intent) => effectOf(intent, outcomes.get(intent.record), expired));
}

function effectOf(
  intent: IncidentLine,
  outcome: IncidentLine | undefined,
  expired: ReadonlySet<unknown>,
): Effect {
  const { fields, record, id, eventAt } = intent;
  const action = lineTextOf(fields.action, 40);
  const environment = lineTextOf(fields.environment, 40);
  const state = outcome === undefined ? 'unknown' : lineTextOf(outcome.fields.state, 20);
  const done = state !== 'not-done';
  const undo = done ? undoOf(intent, action, expired) : null;
  return {
    line: id,
    record,
    action,
    environment,
    what: whatOf(fields),
    at: eventAt,
    state,
    outcome:
      outcome === undefined
        ? null
        : {
            line: outcome.id,
            at: outcome.eventAt,
            detail: lineTextOf(outcome.fields.detail, 300),
            said: recordedText(outcome.fields.said, outcome.fields.detail),
          },
    undo,
    status: factsOfAction(action)?.status(environment) ?? null,
    inFlight: !ended.has(state),
  };
}

function undoOf(
  { fields }: IncidentLine,
  action: string,
  expired: ReadonlySet<unknown>,
): string | null {
  if (action === 'rollback') {
    const to = lineTextOf(fields.to, 100);
    return undoCommand(lineTextOf(fields.from), lineTextOf(fields.environment, 40), to || null);
  }
  const id = lineTextOf(fields.id, 20);
  if (action !== 'silence' || !/^s\d+$/.test(id)) return null;
  return expired.has(id) ? null : `tsops alerts silence expire ${id}`;
}

function whatOf(fields: IncidentLine['fields']): string {
  const [from, to] = [lineTextOf(fields.from, 60), lineTextOf(fields.to, 60)];
  if (to !== '') return from === '' ? to : `${from} → ${to}`;
  if (Array.isArray(fields.pages)) return pagesText(fields.pages);
  if (Array.isArray(fields.paths)) {
    const paths = fields.paths.map((path) => lineTextOf(path, 80));
    return paths.length > 3 ? `${paths.slice(0, 3).join(' ')} …` : paths.join(' ');
  }
  return (
    lineTextOf(fields.target, 80) || lineTextOf(fields.channel, 80) || lineTextOf(fields.title, 80)
  );
}
