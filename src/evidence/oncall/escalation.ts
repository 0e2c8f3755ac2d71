import type { Context } from '../../contract/context.ts';
import type { Incident } from '../../domain/incident/replay.ts';
import { type Countdown, countdownOf, escalationOf } from '../../domain/oncall/escalation.ts';
import { rotationOf } from './rotation.ts';

/** P3 and P4 go to Slack alone: MONITORING section 6. */
const paging = ['P1', 'P2'];

/**
 * When whom an unanswered page goes to, by the config's policy alone: nothing is asked. Null where the
 * severity pages nobody, and once it is mitigated or resolved.
 */
export async function escalationFor(
  { severity, phase, times }: Incident,
  { clock, config }: Pick<Context, 'clock' | 'config'>,
): Promise<Countdown | null> {
  if (phase !== 'open' || !paging.includes(severity)) return null;
  const { config: known } = await config();
  const { contacts, oncall } = known;
  const rotation = rotationOf(known);
  const began = times.detected.at;
  const onCall = rotation === null ? null : await primaryAt(rotation, began);
  const steps = escalationOf(oncall.escalation, contacts, onCall);
  return countdownOf(steps, began, times.acknowledged?.at ?? null, clock.now());
}

/** Loaded where there is a rotation: the library of zones is large. */
export async function primaryAt(rotation: NonNullable<ReturnType<typeof rotationOf>>, at: number) {
  const { dutyAt } = await import('../../domain/oncall/shifts.ts');
  return dutyAt(rotation, at).shift.primary;
}
