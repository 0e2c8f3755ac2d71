import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import { errorsReading } from '../reading/errors.ts';

/** Errors of a span of any length; null where Sentry could not tell. Rejects with the signal's reason. */
export async function errorsWithin(
  inquiry: Inquiry,
  window: EvidenceWindow,
): Promise<number | null> {
  const { context, budget } = inquiry;
  const { services, signal } = context;
  try {
    const tracker = await services.errors();
    const late = AbortSignal.any([signal, AbortSignal.timeout(budget)]);
    return (await tracker.errors(window, errorsReading(inquiry, late))).events;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
