import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { assertBudgets, type LabBudget } from '../../domain/lab/budgets.ts';
import { besideEarlier } from '../../domain/lab/compare.ts';
import { measureSet, type SetMeasured } from '../../evidence/speed/lab-set.ts';
import type { MeasuredPage } from './lab-data.ts';
import { saveReports } from './saved-reports.ts';
import { labWords } from './words.ts';

interface PageWanted {
  readonly url: string;
  readonly runs: number;
  readonly device: 'mobile' | 'desktop';
  readonly budgets: readonly LabBudget[];
  readonly reports: string | undefined;
}

/** Measures, holds against the budgets, compares with what was kept, then keeps it. Throws where nothing can measure. */
export async function measurePage(
  wanted: PageWanted,
  config: Config,
  context: Context,
): Promise<MeasuredPage> {
  const { url, runs, device, budgets } = wanted;
  const measured = await withProgress(wanted, config, context);
  if ('missing' in measured) throw missing(measured.missing, context);
  const base = { url, device, runs, kept: false, reports: null };
  if (!('set' in measured)) {
    const failed = 'failed' in measured ? measured.failed : [];
    const deployed = 'deployed' in measured ? measured.deployed : null;
    const none = { set: null, budgets: [], beside: null, warnings: [] };
    return { ...base, ...none, verdict: 'unknown', failed, deployed };
  }
  const { set, html, json, warnings } = measured;
  const results = assertBudgets(set, budgets);
  const history = await context.services.labHistory();
  const beside = besideEarlier(set, await history.sets(url));
  const reports = await saveReports({ set, html, json, folder: wanted.reports }, context);
  const kept = await history.keep(set);
  const verdict = worst(results.map((result) => result.verdict));
  const whole = { set, budgets: results, beside, warnings, failed: [], deployed: null };
  return { ...base, ...whole, verdict, reports, kept };
}

async function withProgress(
  { url, runs, device }: PageWanted,
  { environments }: Config,
  context: Context,
): Promise<SetMeasured> {
  const { terminal } = context;
  const words = labWords[terminal.screen.language];
  const progress = terminal.progress(words.running(url, 1, runs));
  const { origin } = new URL(url);
  const own = Object.values(environments).find((site) => new URL(site.url).origin === origin);
  try {
    return await measureSet(context, {
      url,
      runs,
      device,
      buildInfo: own?.buildInfo ?? null,
      onRun: (run) => {
        progress.update(words.running(url, run, runs));
        if (!terminal.screen.terminal) progress.note(words.running(url, run, runs));
      },
    });
  } finally {
    progress.stop();
  }
}

function missing(what: 'program' | 'browser', { host }: Context): TsopsError {
  const path = host.env.CHROME_PATH ?? '';
  if (what === 'program') {
    return new TsopsError({
      kind: 'unreachable',
      message: 'Lighthouse is not installed: no program of that name is on the PATH',
      why: 'Nothing was measured. With Node 20 it is version 12.8; 13 needs Node 22.',
      next: ['npm install --global lighthouse@12.8'],
    });
  }
  return new TsopsError({
    kind: 'unreachable',
    message:
      path === ''
        ? 'no Chromium was found: neither CHROME_PATH nor a known name on the PATH'
        : `CHROME_PATH names ${path}, which is not there`,
    why: 'Nothing was measured: Lighthouse needs a Chromium or a Chrome.',
    next: ['apt-get install chromium', 'export CHROME_PATH=/usr/bin/chromium'],
  });
}
