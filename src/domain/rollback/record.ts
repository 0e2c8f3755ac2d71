/* What the journal holds of a rollback, read back from its lines. */
import { recordedText } from '../incident/recorded-text.ts';
import type { Text } from '../text/language.ts';

interface Line {
  readonly kind: string;
  readonly eventAt: string;
  readonly [field: string]: unknown;
}

export interface RollbackRecord {
  /** Epoch milliseconds of the intent. */
  readonly at: number;
  readonly environment: string;
  readonly from: string | null;
  readonly to: string;
  readonly reason: string | null;
  readonly invalidates: string | null;
  /** Null: it stopped before the dispatch, and nothing was ever sent. */
  readonly dispatch: {
    readonly at: number;
    readonly afterRunId: number;
    readonly actor: string | null;
  } | null;
  readonly run: { readonly id: number; readonly url: string } | null;
  /** The last outcome that was written down. */
  readonly outcome: { readonly state: string; readonly detail: string; readonly said: Text } | null;
}

/** Reads a rollback's lines; null where they are no rollback, or hold no intent (then nothing was done). */
export function rollbackRecord(lines: readonly Line[]): RollbackRecord | null {
  const intent = lines.find(({ kind }) => kind === 'intent');
  if (intent === undefined || intent.action !== 'rollback') return null;
  const { environment, to } = intent;
  if (typeof environment !== 'string' || typeof to !== 'string') return null;
  return {
    at: Date.parse(intent.eventAt),
    environment,
    from: textOrNull(intent.from),
    to,
    reason: textOrNull(intent.reason),
    invalidates: textOrNull(intent.invalidates),
    dispatch: dispatchOf(lines),
    run: runOf(lines),
    outcome: outcomeOf(lines),
  };
}

function dispatchOf(lines: readonly Line[]): RollbackRecord['dispatch'] {
  const line = lines.find(({ kind }) => kind === 'dispatching');
  if (line === undefined) return null;
  const { afterRunId } = line;
  return {
    at: Date.parse(line.eventAt),
    afterRunId: typeof afterRunId === 'number' ? afterRunId : Number.POSITIVE_INFINITY,
    actor: textOrNull(lines.find(({ login }) => login !== undefined)?.login),
  };
}

function runOf(lines: readonly Line[]): RollbackRecord['run'] {
  const receipt = lines.find(({ kind }) => kind === 'receipt')?.receipt;
  if (typeof receipt !== 'object' || receipt === null) return null;
  const { runId, url } = receipt as { runId?: unknown; url?: unknown };
  return typeof runId === 'number' ? { id: runId, url: textOrNull(url) ?? '' } : null;
}

function outcomeOf(lines: readonly Line[]): RollbackRecord['outcome'] {
  const line = lines.findLast(({ kind }) => kind === 'outcome');
  if (line === undefined || typeof line.state !== 'string') return null;
  const said = recordedText(line.said, line.detail);
  return { state: line.state, detail: textOrNull(line.detail) ?? '', said };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
