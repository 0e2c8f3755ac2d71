import { offerSignInToCdn } from '../../actions/protocol/sign-in.ts';
import type { Context } from '../../contract/context.ts';
import { metricsOf } from '../../domain/alerts/evaluation/live.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import { restsOnCdn } from '../../evidence/alerts/metrics/cdn.ts';

/** Asks for a device's code where one of the rules reads figures of a CDN that gives none without. */
export async function offerSignInFor(rules: readonly Rule[], context: Context): Promise<void> {
  const otherwise = await context.environment();
  const reading = rules.filter((rule) => metricsOf(rule).some(restsOnCdn));
  for (const environment of new Set(reading.map(({ env }) => env ?? otherwise))) {
    await offerSignInToCdn(context, environment);
  }
}
