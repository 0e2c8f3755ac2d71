/* The rotation as the config writes it. Light: it loads no library of zones. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Rotation } from '../../domain/oncall/rotation.ts';

/** Null where the config names nobody. */
export function rotationOf({ oncall, timezone }: Config): Rotation | null {
  const { start, primary } = oncall;
  return start === undefined || primary.length === 0 ? null : { ...oncall, start, zone: timezone };
}

/** How to set it: the keys of the config, and the token. */
export function nobodyIsSet(): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: 'No on-call rotation is set.',
    why: 'oncall.primary is empty in the config, and PagerDuty is not asked without a token.',
    next: [
      'add oncall.start and oncall.primary to tsops.config.yaml  (tsops help config)',
      'or export PAGERDUTY_API_TOKEN=…',
    ],
  });
}

/** The rotation, for commands that need one. Throws a config error (exit 2) that says how to set it. */
export async function rotationOrThrow({ config }: Pick<Context, 'config'>): Promise<Rotation> {
  const rotation = rotationOf((await config()).config);
  if (rotation === null) throw nobodyIsSet();
  return rotation;
}
