import type { Scenario } from '../scenario.ts';

/** One step with its planned start and end in epoch milliseconds; `Infinity` where it never comes. */
export interface PlannedStep {
  name: string;
  from: number;
  to: number;
  fails: boolean;
}

export interface PlannedJob {
  name: string;
  from: number;
  to: number;
  steps: PlannedStep[];
}

export interface RunPlan {
  /** Whole run: first job's start, last job's end. */
  from: number;
  to: number;
  jobs: PlannedJob[];
  /** When the run began to wait for a review; undefined where none is needed. */
  waitsFrom?: number;
  /** When the bucket holds the new version; undefined where it never will. */
  uploadedAt?: number;
  invalidatedAt?: number;
}

interface Wish {
  readonly from: number;
  readonly known: boolean;
  readonly reviewAt: (waitsFrom: number) => number;
  readonly workflow: Scenario['workflow'];
  readonly approval: boolean;
  readonly pace: number;
  readonly fails: boolean;
  /** How long it goes on after its upload. */
  readonly checks: number;
}

/** Lays steps end to end over `total`, each with its share; ends at the one that fails. */
function lay(from: number, total: number, steps: [string, number][], failed: string | undefined) {
  const out: PlannedStep[] = [];
  let at = from;
  let broken = false;
  for (const [name, part] of steps) {
    const length = broken ? 0 : part * total;
    out.push({
      name,
      from: broken ? Number.POSITIVE_INFINITY : at,
      to: at + length,
      fails: name === failed,
    });
    at += length;
    if (name === failed) broken = true;
  }
  return { steps: out, to: at, broken };
}

const BUILD: [string, number][] = [
  ['Set up job', 0.1],
  ['Checkout', 0.1],
  ['Install dependencies', 0.4],
  ['Build', 0.4],
];

function deploySteps(invalidates: boolean): [string, number][] {
  const steps: [string, number][] = [
    ['Set up job', 0.15],
    ['Download artifact', 0.15],
    ['Upload to S3', 0.5],
  ];
  return [...steps, [invalidates ? 'Invalidate CloudFront' : 'Summary', 0.2]];
}

function withChecks({ steps, to }: { steps: PlannedStep[]; to: number }, length: number) {
  if (length === 0) return { steps, to };
  const tests = { name: 'Smoke tests', from: to, to: to + length, fails: false };
  return { steps: [...steps, tests], to: to + length };
}

/** The timetable of one run of the deploy workflow: a build job, then a deploy job in an environment. */
export function planRun(wish: Wish): RunPlan {
  const { workflow, pace } = wish;
  const failedStep = wish.known ? (wish.fails ? workflow.failedStep : undefined) : 'Checkout';
  const built = lay(wish.from, workflow.build * pace, BUILD, failedStep);
  const build = { name: 'build', from: wish.from, to: built.to, steps: built.steps };
  if (built.broken) {
    const none = Number.POSITIVE_INFINITY;
    const skipped = lay(none, 0, deploySteps(workflow.invalidates), undefined).steps;
    const deploy = { name: 'deploy', from: none, to: built.to, steps: skipped };
    return { from: wish.from, to: built.to, jobs: [build, deploy] };
  }
  const start = wish.approval ? wish.reviewAt(built.to) : built.to;
  const laid = lay(start, workflow.deploy * pace, deploySteps(workflow.invalidates), failedStep);
  const upload = laid.steps.find((step) => step.name === 'Upload to S3');
  const last = laid.steps.at(-1);
  const checked = laid.broken ? { steps: laid.steps, to: laid.to } : withChecks(laid, wish.checks);
  return {
    from: wish.from,
    to: checked.to,
    jobs: [build, { name: 'deploy', from: start, ...checked }],
    ...(wish.approval ? { waitsFrom: built.to } : {}),
    ...(upload && !upload.fails && Number.isFinite(upload.from) ? { uploadedAt: upload.to } : {}),
    ...(workflow.invalidates && last && Number.isFinite(last.from) && !last.fails
      ? { invalidatedAt: last.from }
      : {}),
  };
}
