import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { inForce, type OnCallSource, sourceOfShift } from '../../domain/oncall/paged.ts';
import { type OnCallPerson, personAt } from '../../domain/oncall/people.ts';
import { minute } from '../../domain/time/units.ts';
import { onCallKnown } from './on-call.ts';

export interface WhoIsPaged {
  /** Whom the first step pages now; empty where that is not known. */
  readonly people: readonly OnCallPerson[];
  /** Null where neither tells. */
  readonly source: OnCallSource | null;
}

/** PagerDuty's word, else the config's. Never fails for want of either. */
export async function whoIsPaged(
  context: Pick<Context, 'clock' | 'signal' | 'config' | 'services'>,
): Promise<WhoIsPaged> {
  const now = context.clock.now();
  const { contacts } = (await context.config()).config;
  try {
    const { shifts } = await onCallKnown(context, now, now + minute);
    const [shift] = shifts;
    const names = shift === undefined ? [] : (inForce(shift).primary?.split(', ') ?? []);
    return {
      people: names.map((name) => personAt(name, contacts, now)),
      source: sourceOfShift(shift),
    };
  } catch (thrown) {
    context.signal.throwIfAborted();
    if (!(thrown instanceof TsopsError)) throw thrown;
    return { people: [], source: null };
  }
}
