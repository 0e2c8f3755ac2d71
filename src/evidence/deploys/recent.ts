import type { Deploy } from '../../domain/deploys/history.ts';
import { type TagFormat, tagFormatOf, tagOf } from '../../domain/deploys/version-tag.ts';
import type { RecentDeploys } from '../../domain/errors/findings.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { recentDeploysWording } from '../../domain/evidence/wording/recent-deploys.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { readBuildInfo } from '../reading/build-info.ts';
import { partOf } from '../reading/errors.ts';
import { deployHistory } from './history.ts';

const mostRuns = 100;

/** The runs of the deploy workflow for the environment, what is served, and which tags there are. */
const recentDeploys: Collector<'recent-deploys'> = (inquiry) => {
  const { context, config, environment, pinned, budget } = inquiry;
  const question = {
    question: `what was deployed to ${environment}`,
    source: 'GitHub, build-info.json',
    budget,
    window: pinned.history,
  };
  return settle(context, question, async (signal) => {
    const reading = { patience: budget / 2, signal };
    const deployService = await context.services.deploys();
    const format = tagFormatOf(deployService.tagFormat);
    const [deploys, tags, info] = await Promise.all([
      deployHistory(deployService, Object.keys(config.environments), {
        limit: mostRuns,
        known: { tags: null, format },
        reading,
        enough: (known) => known.some((deploy) => deploy.environment === environment),
      }),
      partOf(deployService.tags(reading), context.signal),
      partOf(served(inquiry, signal), context.signal),
    ]);
    const own = deploys.filter((deploy) => deploy.environment === environment);
    if (own.length === 0) return withoutData('no-run', deployService.pipeline, environment);
    const names = tags.value?.map(({ name }) => name) ?? null;
    const spelled = asTags(names, format);
    const value: RecentDeploys = {
      deploys: own.map((deploy) => ({ ...deploy, version: spelled(deploy.version) })),
      served: spelled(info.value?.version ?? null),
      builtAt: info.value?.builtAt ?? null,
      tags: names,
    };
    const lacks = [info.lack, tags.lack].filter((lack) => lack !== null);
    const detail = [recentDeploysWording.sentence(value).en, ...lacks].join('; ');
    return { verdict: verdictOf(own), value, detail };
  });
};
export default recentDeploys;

/** Sites, titles and releases spell a version each in their own way: all are told by their tag. */
function asTags(names: readonly string[] | null, format: TagFormat | null) {
  const tags = names === null ? null : new Set(names);
  return (version: string | null): string | null =>
    version === null ? null : (tagOf(version, { tags, format }) ?? tagOf(version) ?? version);
}

async function served({ context, config, environment, budget }: Inquiry, signal: AbortSignal) {
  const url = config.environments[environment]?.buildInfo;
  if (url === undefined) return null;
  const info = await readBuildInfo(context, url, { timeout: budget, signal });
  return { version: info.version, builtAt: info.builtAt ?? null };
}

/** A deploy is no fault; one that runs or failed last is worth a look. */
function verdictOf([latest]: readonly Deploy[]): Verdict {
  return latest?.conclusion === 'success' ? 'ok' : 'warn';
}
