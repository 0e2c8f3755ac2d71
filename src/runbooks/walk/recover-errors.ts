import { judgeErrors, recoveryText } from '../../domain/errors/recovery.ts';
import type { Text } from '../../domain/text/language.ts';
import { minute } from '../../domain/time/units.ts';
import { errorsWithin } from '../../evidence/errors/recent.ts';
import type { RunbookProgress } from '../engine.ts';
import type { WalkTexts } from './look.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

/** Errors since the response, against those of the window that was diagnosed. */
export async function lookAtErrors(
  walk: Walk,
  { collected }: RunbookProgress,
  since: number,
  after: Text,
): Promise<WalkTexts> {
  const { context, config, inquiry } = walk;
  const value = collected['error-rate']?.value ?? null;
  // What happened a moment ago has not reached Sentry yet, and would pass for silence.
  const now = context.clock.now() - config.runbooks.arrival;
  const errors = now > since ? await errorsWithin(inquiry, { from: since, to: now }) : 0;
  if (value === null || errors === null) {
    const { en, ko } = texts.errorsNotKnown;
    return {
      recovered: false,
      unread: true,
      before: null,
      after: null,
      unit: '',
      detail: { en, ko },
    };
  }
  const minutes = Math.max(1, (inquiry.pinned.window.to - inquiry.pinned.window.from) / minute);
  const usual = [value.hourAgo, value.dayAgo, value.weekAgo].filter((each) => each !== null);
  const before = {
    perMinute: value.recentPerMinute,
    usual: usual.length === 0 ? null : (usual.sort((a, b) => a - b)[usual.length >> 1] ?? null),
    requests: value.requests === null ? null : value.requests / minutes,
    limit: value.limit,
  };
  const judged = judgeErrors(before, errors, Math.max(0, now - since) / minute);
  return {
    recovered: judged.state === 'recovered',
    before: judged.before,
    after: judged.after,
    unit: judged.unit,
    detail: recoveryText(texts.errorRate, judged, after),
  };
}
