import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import type { ErrorsSince } from '../../domain/digest/facts.ts';
import type { ErrorRate } from '../../domain/errors/findings.ts';
import { pinTime } from '../../domain/evidence/pinned-time.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { createInquiry } from '../asking/inquiry.ts';
import { collectors } from '../catalog.ts';

/** The rate rests on the onset, and is given this much longer. Milliseconds. */
const rateAfter = 500;

interface DigestErrors {
  readonly rate: Promise<Evidence<ErrorRate>>;
  readonly since: Promise<Evidence<ErrorsSince>>;
}

/** The error rate of the last half hour and since when it is raised, as the runbook asks it. */
export function digestErrors(
  context: Context,
  config: Config,
  environment: string,
  budget: number,
): DigestErrors {
  const pinned = pinTime(context.clock.now());
  const asked = { context, config, environment, pinned, budget: budget - rateAfter };
  const inquiry = createInquiry(asked, collectors);
  return {
    rate: inquiry.ask('error-rate'),
    since: inquiry.ask('error-onset').then(({ value, baseline, ...evidence }) => ({
      ...evidence,
      baseline: null,
      // A day of counts is for the runbook's picture.
      value:
        value === null
          ? null
          : { at: value.at, endedAt: value.endedAt, before: value.before, since: value.since },
    })),
  };
}
