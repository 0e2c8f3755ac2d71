import type { Context } from '../../contract/context.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { tagFormatOf } from '../../domain/deploys/version-tag.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { settle } from '../asking/settle.ts';
import { partOf } from '../reading/errors.ts';
import { deployHistory } from './history.ts';
import { refuseMissingDeploys } from './state.ts';

/** All attempts of all runs that were read, newest first, and the page of the workflow. */
export interface PastDeploys {
  readonly deploys: readonly Deploy[];
  readonly page: string;
}

interface Wanted {
  readonly environments: readonly string[];
  /** Of each environment. */
  readonly limit: number;
}

const firstPage = 100;
const furtherPages = 2;

/** Reads on until there are enough of each environment, or three pages are read. Rejects with the signal's reason. */
export async function pastDeploys(
  context: Context,
  { environments, limit }: Wanted,
): Promise<Evidence<PastDeploys>> {
  const { config } = await context.config();
  const { budget } = config.runbooks;
  const question = { question: 'what was deployed when', source: 'GitHub', budget };
  return settle(context, question, async (signal) => {
    refuseMissingDeploys(config);
    const reading = { patience: budget / 2, signal };
    const source = await context.services.deploys();
    const format = tagFormatOf(source.tagFormat);
    const tags = await partOf(source.tags(reading), context.signal);
    const names = tags.value?.map(({ name }) => name);
    const deploys = await deployHistory(source, Object.keys(config.environments), {
      limit: firstPage,
      known: { tags: names === undefined ? null : new Set(names), format },
      reading,
      pages: furtherPages,
      everyAttempt: true,
      enough: (known) =>
        environments.every(
          (name) => known.filter(({ environment }) => environment === name).length >= limit,
        ),
    });
    const detail = `runs of ${source.pipeline}: ${deploys.length}`;
    const value = { deploys, page: source.pipelineUrl };
    return deploys.length === 0
      ? { verdict: 'no-data', value: null, detail: `${source.pipeline} has never run` }
      : { verdict: 'ok', value, detail };
  });
}
