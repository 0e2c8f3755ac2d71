import { labSettings } from '../../config/capabilities/lab.ts';
import type { Config } from '../../config/schema.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { type LabBudget, labBudgets } from '../../domain/lab/budgets.ts';
import type { CiConfig } from '../../domain/lab/ci-config.ts';
import { ciFile, readCiFile } from './ci-file.ts';
import type { LabOutcome, MeasuredPage } from './lab-data.ts';
import { type LabInput, labInput, labOptions } from './lab-input.ts';
import { labText } from './lab-view.ts';

/** Exit 1 where a budget is missed, 3 where a page could not be measured: no part of a set is asserted on. */
export default defineCommand<LabInput, LabOutcome>({
  name: 'site lighthouse',
  danger: 'local',
  examples: [
    { command: 'tsops site lighthouse', explains: 'three runs of production, the median asserted' },
    {
      command: 'tsops site lighthouse https://staging.talkstudio.app --device desktop',
      explains: 'of any page, as a desktop sees it',
    },
    {
      command: 'tsops site lighthouse --ci',
      explains: 'as lighthouserc.json says, for a pipeline',
    },
    {
      command: 'tsops site lighthouse --init --tighten',
      explains: 'write it, with budgets as the kept sets have reached them',
    },
  ],
  arguments: [{ syntax: '[url...]', description: 'pages (the environment)' }],
  options: labOptions,
  input: labInput,
  run: (input, context) => (input.init ? initialized(input, context) : measured(input, context)),
  view: labText,
});

interface Wanted {
  readonly urls: readonly string[];
  readonly runs: number;
  readonly device: 'mobile' | 'desktop';
  readonly budgets: readonly LabBudget[];
  readonly reports: string | undefined;
}

async function initialized(input: LabInput, context: Context) {
  const { config } = await context.config();
  const { writeCiFiles } = await import('./init-files.ts');
  const init = await writeCiFiles(input, await wanted(input, null, config, context), context);
  const next = input.dryRun ? [] : ['tsops site lighthouse --ci'];
  const data: LabOutcome = { pages: [], init, notAsserted: [] };
  return { verdict: 'ok' as const, data, next };
}

async function measured(input: LabInput, context: Context) {
  const { config } = await context.config();
  const ci = input.ci ? await readCiFile(context) : null;
  if (input.ci && ci === null) {
    context.terminal.warn(`${ciFile} is not in this folder: the budgets are those of tsops`);
  }
  const what = await wanted(input, ci, config, context);
  if (context.drill) refuseRealSites(what.urls, config);
  const { measurePage } = await import('./measured-page.ts');
  const pages: MeasuredPage[] = [];
  for (const url of what.urls) pages.push(await measurePage({ ...what, url }, config, context));
  const verdict = worst(pages.map((page) => page.verdict));
  const data: LabOutcome = { pages, init: null, notAsserted: ci?.notRead ?? [] };
  const next = verdict === 'bad' ? ['tsops runbook performance-degradation'] : [];
  return { verdict, data, next, problems: pages.flatMap(problemsOf) };
}

/** The command line, then the file of the pipeline, then the config. */
async function wanted(
  input: LabInput,
  ci: CiConfig | null,
  config: Config,
  context: Context,
): Promise<Wanted> {
  const settings = labSettings(config);
  const given = input.urls.length > 0 ? input.urls : (ci?.urls ?? []);
  return {
    urls: given.length > 0 ? [...new Set(given)] : [await siteUrl(config, context)],
    runs: input.runs ?? ci?.runs ?? settings.runs,
    device: input.device ?? ci?.device ?? settings.device,
    budgets: ci?.budgets ?? labBudgets,
    reports: input.reports ?? ci?.folder,
  };
}

async function siteUrl(config: Config, context: Context): Promise<string> {
  const environment = await context.environment();
  const site = config.environments[environment];
  if (site !== undefined) return site.url;
  throw new TsopsError({ kind: 'config', message: `no environment is called ${environment}` });
}

/** The sandbox holds nothing real, and reaches nothing real. */
function refuseRealSites(urls: readonly string[], { environments }: Config): void {
  const own = Object.values(environments).map(({ url }) => new URL(url).origin);
  const real = urls.find((url) => !own.includes(new URL(url).origin));
  if (real === undefined) return;
  throw new TsopsError({
    kind: 'refused',
    message: `${real} is no page of the sandbox`,
    why: 'Inside the sandbox nothing real is contacted.',
    next: ['tsops site lighthouse'],
  });
}

function problemsOf({ url, failed, deployed, runs }: MeasuredPage) {
  if (deployed !== null) {
    const { before, after } = deployed;
    return [
      {
        kind: 'unreachable',
        message: `${url} was deployed in the midst of the runs: ${before}, then ${after}`,
        why: 'Runs of two versions are no set: nothing was asserted.',
        next: ['tsops site lighthouse'],
      },
    ];
  }
  const [first] = failed;
  if (first === undefined) return [];
  const more = failed.map(({ run, reason }) => `run ${run}: ${reason}`).join('; ');
  return [
    {
      kind: 'unreachable',
      message: `${failed.length} of ${runs} runs of ${url} failed (${more})`,
      why: 'No part of a set is asserted on, and it was not kept.',
      next: ['tsops health'],
    },
  ];
}
