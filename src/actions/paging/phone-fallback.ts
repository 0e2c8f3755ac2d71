/* Where PagerDuty fails, people are still there: every failure to reach them says whom to call. */

import type { Action, Plan } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { type CallList, callLines, callListSource } from '../../domain/oncall/call-text.ts';
import { openIncident } from '../../evidence/incident/open.ts';
import { callListOf } from '../../evidence/oncall/call-list.ts';
import { writeToIncident } from '../protocol/incident-journal.ts';

type Needs = Pick<Context, 'clock' | 'config' | 'options' | 'journal'>;

/** An action whose failures to reach PagerDuty name everybody of the escalation, with their numbers. */
export function withPhoneFallback<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  context: Needs,
): Action<P, Receipt, Proof> {
  return {
    ...action,
    plan: (wait) => orCallAndNote(action.name, context, () => action.plan(wait)),
    apply: (plan, record, wait) => orWhomToCall(context, () => action.apply(plan, record, wait)),
  };
}

/** As `orWhomToCall`; the open incident, if one is, keeps that it was tried. */
export function orCallAndNote<T>(
  action: string,
  context: Needs,
  work: () => Promise<T>,
): Promise<T> {
  return orWhomToCall(context, async () => {
    try {
      return await work();
    } catch (thrown) {
      if (isNoAnswer(thrown)) await note(context, action, thrown.message);
      throw thrown;
    }
  });
}

/** Adds whom to call to what is thrown where PagerDuty does not answer, or does not let us in. */
export async function orWhomToCall<T>(
  context: Pick<Context, 'clock' | 'config' | 'options'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!isNoAnswer(thrown)) throw thrown;
    const call = await callListOf(context).catch(() => null);
    throw call === null ? thrown : withCalls(thrown, call, context.clock.now());
  }
}

function isNoAnswer(thrown: unknown): thrown is TsopsError {
  return (
    thrown instanceof TsopsError &&
    (thrown.kind === 'unreachable' || thrown.kind === 'credentials') &&
    !hasCalls(thrown.data)
  );
}

function hasCalls(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'call' in data;
}

function withCalls(error: TsopsError, call: CallList, now: number): TsopsError {
  const { kind, message, next } = error;
  return new TsopsError({
    kind,
    message,
    why: callListSource(call, now),
    next: [...callLines(call), ...next],
    cause: error,
    data: { call },
  });
}

/** What cannot be written down must not keep the numbers from being shown. */
async function note(context: Needs, action: string, reason: string): Promise<void> {
  const open = await openIncident(context);
  if (open === null) return;
  await writeToIncident(context, open.id, 'not-paged', { action, reason }).catch(() => undefined);
}
