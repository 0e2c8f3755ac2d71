import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { DigestFacts } from '../../domain/digest/facts.ts';
import { answerCommand } from '../../domain/digest/left-open.ts';
import { digestVerdict, recommend } from '../../domain/digest/recommendation.ts';
import type { ErrorRate } from '../../domain/errors/findings.ts';
import { reasonText } from '../../domain/evidence/lacks.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { errorRateWording } from '../../domain/evidence/wording/error-rate.ts';
import type { Text } from '../../domain/text/language.ts';
import { askInTheirTime } from '../../evidence/asking/vendors-time.ts';
import { collectDigest, type DigestEvidence } from '../../evidence/digest/collect.ts';
import type { DigestData } from './data.ts';
import { digestView } from './view.ts';

/**
 * Exit 0 when the environment is up (however many other sources lack credentials: they are shown as
 * unknown, and whoever runs `tsops` before a shift wants to know whether the site is up), 1 when it is
 * down, 3 when that could not be told. See `digestVerdict`.
 */
export default defineCommand<Record<string, never>, DigestData>({
  name: 'digest',
  danger: 'read',
  examples: [
    { command: 'tsops', explains: 'is it down, since when, what changed, what now' },
    { command: 'tsops --env staging', explains: 'the digest of staging' },
    { command: 'tsops --json', explains: 'all the evidence as JSON, for a script' },
  ],
  input: z.object({}),
  async run(_input, context, live) {
    const { config } = await context.config();
    const environment = await context.environment();
    const about = { service: config.service, environment };
    const asked = await askInTheirTime(context, config.language, (by) =>
      collectDigest(by, (soFar) =>
        live.update({ ...about, ...soFar, at: by.clock.now(), recommendation: null, clock: null }),
      ),
    );
    const evidence = asked.value;
    const at = asked.context.clock.now();
    const clock = asked.wrong;
    const cached = config.environments[environment]?.cdn !== undefined;
    const facts = { ...factsOf(evidence, environment, at), cached };
    const recommendation = recommend(facts);
    return {
      verdict: digestVerdict(facts),
      data: { ...about, ...evidence, at, recommendation, clock },
      next: [...new Set([answerCommand(facts.pages) ?? [], recommendation.command].flat())],
    };
  },
  view: digestView,
});

function factsOf(
  evidence: DigestEvidence,
  environment: string,
  now: number,
): Omit<DigestFacts, 'cached'> {
  const { monitors, onset, versions, newestTag, deploys, invalidations, open } = evidence;
  const { errors, errorsSince, incident, pages } = evidence;
  const others: (Evidence<unknown> | null)[] = [
    onset,
    newestTag,
    deploys,
    invalidations,
    open,
    errors,
    incident,
    pages,
  ];
  const asked = [...others, ...versions.map((row) => row.evidence)];
  return {
    environment,
    now,
    monitors: monitors.map(({ name, environment: env, evidence: found }) => ({
      name,
      environment: env,
      verdict: found?.verdict ?? 'unknown',
      reason: found?.value?.reason ?? null,
      detail: found?.detail ?? '',
    })),
    onset: onset?.value ?? null,
    versions: versions.flatMap((row) => row.evidence?.value ?? []),
    deploys: deploys?.value ?? [],
    invalidations: invalidations?.value ?? [],
    open: open?.value ?? [],
    errors: errors === null ? null : { verdict: errors.verdict, said: rateText(errors) },
    errorsSince: errorsSince?.value ?? null,
    incident: incident?.value ?? null,
    pages: pages?.value ?? [],
    unasked: asked.filter((each) => each?.verdict === 'unknown').length,
  };
}

function rateText(errors: Evidence<ErrorRate>): Text {
  return errors.value === null ? reasonText(errors) : errorRateWording.sentence(errors.value);
}
