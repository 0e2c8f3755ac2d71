import type { Deploy } from '../../domain/deploys/history.ts';
import {
  isFromElsewhere,
  isSettling,
  lastSuccess,
  notServed,
} from '../../domain/deploys/not-served.ts';
import { sameVersion } from '../../domain/deploys/version-tag.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { servedDeployWording } from '../../domain/evidence/wording/served-deploy.ts';
import type { ServedDeploy } from '../../domain/site/findings.ts';
import type { Collector } from '../asking/inquiry.ts';
import { settle } from '../asking/settle.ts';
import { servedVersion } from '../reading/build-info.ts';
import { carryReason } from '../reading/errors.ts';
import { siteOf } from '../reading/page-load.ts';

/** Reads through the edge: enough to meet a second version, if there is one. */
const reads = 5;

/** Whether the version that was deployed last is the one that is served. */
const servedDeploy: Collector<'served-deploy'> = (inquiry) => {
  const { context, environment, budget } = inquiry;
  const question = {
    question: `does ${environment} serve what was deployed`,
    source: 'GitHub, build-info.json',
    budget: budget + 2_000,
  };
  return settle(context, question, async () => {
    const { buildInfo, cdn } = siteOf(inquiry);
    const options = { reads, timeout: budget - 1_000 };
    const [deploys, read] = await Promise.all([
      inquiry.ask('recent-deploys'),
      servedVersion(context, { name: environment, buildInfo }, options),
    ]);
    if (read.value === null) return carryReason(read);
    const versions = read.value.versions.map(({ version }) => version);
    const known = deploys.value?.deploys ?? [];
    if (deploys.verdict === 'unknown' && versions.length < 2) return carryReason(deploys);
    const value = compared(known, versions, context.clock.now(), cdn !== undefined);
    return { verdict: verdictOf(value), value, detail: servedDeployWording.sentence(value).en };
  });
};
export default servedDeploy;

function compared(
  deploys: readonly Deploy[],
  served: readonly string[],
  now: number,
  cached: boolean,
): ServedDeploy {
  const last = lastSuccess(deploys);
  const [first = ''] = served;
  const mixed = served.length > 1;
  const behind = last?.version != null && !sameVersion(last.version, first);
  const runs = deploys.some(({ conclusion }) => conclusion === null);
  const settling = isSettling(deploys, now) || (mixed && runs);
  const lost = notServed(deploys, first, now) !== null;
  const lasting = mixed ? 'mixed' : lost ? 'not-served' : 'served';
  const state = settling && (mixed || behind) ? 'settling' : lasting;
  const deployedAt = last === null ? null : (last.endedAt ?? last.at);
  const strange = state === 'not-served' && isFromElsewhere(deploys, first);
  const mark = strange ? { fromElsewhere: true } : {};
  return { state, served, deployed: last?.version ?? null, deployedAt, cached, ...mark };
}

function verdictOf({ state }: ServedDeploy): Verdict {
  if (state === 'not-served') return 'bad';
  return state === 'mixed' ? 'warn' : 'ok';
}
