/* How many users an alert is about: asked once it is told, so that the message says it. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { pinTime } from '../../domain/evidence/pinned-time.ts';
import type { AlertNotice } from '../../domain/notification/decide.ts';
import { createInquiry } from '../asking/inquiry.ts';
import { collectors } from '../catalog.ts';

/** Users with errors in the last half hour; null where that could not be asked. */
export type AskAffectedUsers = (environment: string) => Promise<number | null>;

/** Milliseconds: a message must not wait long for a figure. */
const budget = 3000;

export function createAskAffectedUsers(context: Context, config: Config): AskAffectedUsers {
  return async (environment) => {
    const pinned = pinTime(context.clock.now());
    const asked = { context, config, environment, pinned, budget };
    const inquiry = createInquiry(asked, collectors);
    const { verdict, value } = await inquiry.ask('affected-users');
    return value?.users ?? (verdict === 'no-data' ? 0 : null);
  };
}

/** Asked for what begins or goes on, is told to people, and is about errors; each environment once. */
export async function withAffectedUsers(
  told: readonly AlertNotice[],
  ask: AskAffectedUsers,
): Promise<readonly AlertNotice[]> {
  const environments = [...new Set(told.filter(isAboutUsers).map((each) => each.environment))];
  const answers = await Promise.all(
    environments.map(async (environment) => [environment, await ask(environment)] as const),
  );
  const users = new Map(answers);
  return told.map((each) => {
    const affectedUsers = isAboutUsers(each) ? users.get(each.environment) : undefined;
    return affectedUsers === undefined ? each : { ...each, affectedUsers };
  });
}

function isAboutUsers({ event, alert }: AlertNotice): boolean {
  const { kind, suppressed } = event;
  const begins = kind === 'firing' || kind === 'repeat';
  return begins && suppressed === null && alert.rule.condition.metric.about === 'errors';
}
