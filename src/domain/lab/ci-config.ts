/* lighthouserc.json, as LHCI 0.15 reads it: written by us, and read back from whoever wrote it. */
import { type BudgetedMetric, type LabBudget, labBudgets } from './budgets.ts';
import { labScores } from './set.ts';

/** What LHCI calls what we measure. */
const assertionOf: Readonly<Record<BudgetedMetric, string>> = {
  performance: 'categories:performance',
  accessibility: 'categories:accessibility',
  'best-practices': 'categories:best-practices',
  seo: 'categories:seo',
  fcp: 'first-contentful-paint',
  lcp: 'largest-contentful-paint',
  cls: 'cumulative-layout-shift',
  tbt: 'total-blocking-time',
};

interface CiSettings {
  readonly urls: readonly string[];
  readonly runs: number;
  readonly device: 'mobile' | 'desktop';
  readonly budgets: readonly LabBudget[];
}

/**
 * The text of the file. LHCI's own way to aggregate is `optimistic` (the best run), so that the median is asked for at
 * each. Nothing goes to a public place: the target is a folder.
 */
export function ciConfigText({ urls, runs, device, budgets }: CiSettings): string {
  const assertions = budgets.map(({ metric, is, value, level }) => {
    const limit =
      is === 'at-least'
        ? { minScore: Number((value / 100).toFixed(2)) }
        : { maxNumericValue: value };
    return [assertionOf[metric], [level, { aggregationMethod: 'median', ...limit }]];
  });
  const ci = {
    collect: {
      url: urls,
      numberOfRuns: runs,
      settings: {
        onlyCategories: labScores,
        ...(device === 'desktop' ? { preset: 'desktop' } : {}),
        chromeFlags: '--headless=new --no-sandbox',
      },
    },
    assert: { assertions: Object.fromEntries(assertions) },
    upload: { target: 'filesystem', outputDir: reportsFolder },
  };
  return `${JSON.stringify({ ci }, null, 2)}\n`;
}

const reportsFolder = 'lighthouse-reports';

export interface CiConfig {
  readonly urls: readonly string[];
  readonly runs: number | null;
  readonly device: 'mobile' | 'desktop' | null;
  readonly budgets: readonly LabBudget[];
  readonly folder: string;
  /** Assertions that tsops does not hold a page against. */
  readonly notRead: readonly string[];
}

/** Throws RangeError with what is wrong, as a phrase that completes the name of the file. */
export function parseCiConfig(text: string): CiConfig {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RangeError('is not JSON');
  }
  const ci = record(record(json).ci ?? record(json).lhci);
  const collect = record(ci.collect);
  const settings = record(collect.settings);
  const entries = Object.entries(record(record(ci.assert).assertions));
  const metrics = Object.entries(assertionOf) as [BudgetedMetric, string][];
  const budgets = entries.flatMap(([id, rule]) => {
    const metric = metrics.find(([, name]) => name === id)?.[0];
    return metric === undefined ? [] : budgetIn(metric, id, rule);
  });
  if (budgets.length === 0) throw new RangeError('asserts nothing that tsops measures');
  return {
    urls: (typeof collect.url === 'string' ? [collect.url] : listOf(collect.url)).map(httpUrl),
    runs: runsIn(collect.numberOfRuns),
    device: settings.preset === 'desktop' ? 'desktop' : null,
    budgets,
    folder: folderIn(record(ci.upload).outputDir),
    notRead: entries.map(([id]) => id).filter((id) => !metrics.some(([, name]) => name === id)),
  };
}

/** A level alone, or with its limit; without a limit LHCI wants a score of 0.9. */
function budgetIn(metric: BudgetedMetric, id: string, rule: unknown): LabBudget[] {
  const [level, options] = Array.isArray(rule) ? rule : [rule, {}];
  if (level === 'off') return [];
  if (level !== 'error' && level !== 'warn') throw new RangeError(`has an unknown level at ${id}`);
  const base = labBudgets.find((budget) => budget.metric === metric);
  if (base === undefined) return [];
  const { minScore, maxNumericValue } = record(options);
  const limit = base.is === 'at-least' ? (minScore ?? 0.9) : maxNumericValue;
  const isScore = base.is === 'at-least';
  if (typeof limit !== 'number' || !(limit >= 0) || (isScore && limit > 1)) {
    throw new RangeError(`has no ${isScore ? 'minScore from 0 to 1' : 'maxNumericValue'} at ${id}`);
  }
  return [{ ...base, level, value: isScore ? Math.round(limit * 10_000) / 100 : limit }];
}

function runsIn(value: unknown): number | null {
  if (value === undefined) return null;
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 9) return Number(value);
  throw new RangeError('has a numberOfRuns that is not 1 to 9');
}

function httpUrl(url: unknown): string {
  if (typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
    return url;
  throw new RangeError('has an address that is not http or https');
}

/** A folder below the working directory. */
function folderIn(value: unknown): string {
  const own = typeof value === 'string' && /^[\w.-][\w./-]*$/.test(value) && !value.includes('..');
  return own ? value : reportsFolder;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function record(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
}

/**
 * A pipeline of GitHub that any LHCI runs. LHCI passes a set of which runs failed (it leaves their figures out): a step
 * between refuses it.
 */
export const ciPipelineText = `name: Lighthouse
on:
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

jobs:
  lighthouse:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: npm install --global @lhci/cli@0.15.1
      - run: lhci collect
      # LHCI leaves failed runs out and asserts on the rest: no part of a set is good enough.
      - name: Refuse a set with a failed run
        run: |
          node -e '
            const fs = require("fs");
            const { ci: { collect } } = JSON.parse(fs.readFileSync("lighthouserc.json", "utf8"));
            const files = fs.readdirSync(".lighthouseci").filter((name) => /^lhr-.*\\.json$/.test(name));
            const failed = files.filter((name) => {
              const { runtimeError } = JSON.parse(fs.readFileSync(".lighthouseci/" + name, "utf8"));
              return runtimeError && runtimeError.code !== "NO_ERROR";
            });
            const wanted = collect.url.length * collect.numberOfRuns;
            if (failed.length > 0 || files.length !== wanted) {
              console.error((files.length - failed.length) + " of " + wanted + " runs are good");
              process.exit(1);
            }
          '
      - run: lhci assert
      # Into a folder of the machine. An artifact of a public repository is public: add actions/upload-artifact
      # with path: ${reportsFolder} if that is wanted.
      - run: lhci upload
        if: always()
`;
