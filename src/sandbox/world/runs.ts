import { noise } from '../noise.ts';
import type { Scenario } from '../scenario.ts';
import { type World, worldEventsOf } from './model.ts';
import { remembered } from './remembered.ts';
import { planRun, type RunPlan } from './run-plan.ts';
import { tagsAt } from './versions.ts';

export interface SandboxRun {
  id: number;
  number: number;
  version: string;
  /** `production`, `staging`, or another one without a site. */
  environment: string;
  ref: string;
  actor: string;
  createdAt: number;
  plan: RunPlan;
  /** It stands behind another run of its concurrency group. */
  blocked?: true;
  /** When somebody cancelled it or rejected the review, ending it early. */
  cutAt?: number;
  cutAs?: 'cancelled' | 'failure';
  /** It was made and run before; this is its second attempt. */
  firstAttempt?: SandboxRun;
  /** The share of the edge that gets it; undefined: all. */
  reaches?: number;
  /** The only paths that it uploaded before it ended; undefined: all. */
  uploaded?: string[];
}

const FIRST_ID = 19_400_000_000;

type Deploy = Scenario['deploys'][number];

function pastRuns(world: World): SandboxRun[] {
  return world.scenario.deploys.map((deploy) => {
    const run = pastRun(world, deploy);
    const { firstAttempt } = deploy;
    if (!firstAttempt) return run;
    const first = pastRun(world, { ...deploy, checks: undefined, ...firstAttempt });
    return { ...run, createdAt: first.createdAt, firstAttempt: first };
  });
}

function pastRun(world: World, deploy: Omit<Deploy, 'firstAttempt'>): SandboxRun {
  const createdAt = world.startedAt + deploy.at;
  const { queue, build, deploy: upload } = world.scenario.workflow;
  const pace = deploy.took / Math.max(1, queue + build + upload);
  const plan = planRun({
    from: createdAt + queue * pace,
    known: true,
    reviewAt: (at) => at,
    workflow: world.scenario.workflow,
    approval: false,
    pace,
    fails: deploy.conclusion === 'failure',
    checks: deploy.checks ?? 0,
  });
  const run = { id: 0, number: 0, ref: world.scenario.repository.branch, createdAt, plan };
  const cut = { cutAt: createdAt + deploy.took * 0.6, cutAs: 'cancelled' as const };
  const { version, environment, actor, reaches, uploaded } = deploy;
  return {
    ...run,
    version,
    environment,
    actor,
    ...(reaches === undefined ? {} : { reaches }),
    ...(uploaded === undefined ? {} : { uploaded }),
    ...(deploy.conclusion === 'cancelled' ? cut : {}),
  };
}

/** How a review or a cancellation ends a run before `end`, where its plan ends it. */
function cutOf(world: World, id: number, end: number): Pick<SandboxRun, 'cutAt' | 'cutAs'> {
  for (const event of world.events) {
    if (event.at >= end) break;
    if (event.kind === 'cancel' && event.runId === id)
      return { cutAt: event.at, cutAs: 'cancelled' };
    if (event.kind === 'review' && event.runId === id && event.state === 'rejected') {
      return { cutAt: event.at, cutAs: 'failure' };
    }
  }
  return {};
}

/** `end` of a run as far as it is known: its cut, or its plan's last moment. */
export function endOf(run: SandboxRun): number {
  return run.cutAt ?? run.plan.to;
}

/** Every run, oldest first. A dispatched run starts when the one before it has ended (concurrency). */
export const runsOf = remembered(allRuns);

function allRuns(world: World): SandboxRun[] {
  const runs = pastRuns(world).sort((a, b) => a.createdAt - b.createdAt);
  const number = (run: SandboxRun, i: number): SandboxRun => {
    const id = FIRST_ID + i * 7_919 + Math.floor(noise(world.seed, `run/${i}`) * 7_000);
    const { firstAttempt } = run;
    const first = firstAttempt && { ...firstAttempt, id, number: 101 + i };
    return { ...run, id, number: 101 + i, ...(first ? { firstAttempt: first } : {}) };
  };
  const all = runs.map(number);
  const { workflow, pace } = world.scenario;
  for (const event of worldEventsOf(world, 'dispatch')) {
    const { id, number: index } = number({} as SandboxRun, all.length);
    const environment = event.inputs.environment === 'staging' ? 'staging' : 'production';
    const version = event.inputs.version ?? event.ref;
    const busy = Math.max(0, ...all.filter((r) => r.environment === environment).map(endOf));
    const approved = worldEventsOf(world, 'review').find(
      (r) => r.runId === id && r.state === 'approved',
    );
    const ready = event.at + workflow.queue * pace;
    const plan = planRun({
      from: Math.max(ready, busy),
      known: tagsAt(world, event.at).some((tag) => tag.version === version),
      reviewAt: (at) =>
        Math.max(at, approved?.at ?? at + (workflow.approvedAfter ?? Number.POSITIVE_INFINITY)),
      workflow,
      approval: workflow.approval && environment === 'production',
      pace,
      fails: workflow.outcome === 'failure',
      checks: 0,
    });
    const cut = cutOf(world, id, plan.to);
    const { ref, actor, at: createdAt } = event;
    all.push({
      id,
      number: index,
      version,
      environment,
      ref,
      actor,
      createdAt,
      plan,
      ...(busy > ready ? { blocked: true } : {}),
      ...cut,
    });
  }
  return all;
}

export interface Upload {
  run: SandboxRun;
  at: number;
}

const uploads = remembered((_world) => new Map<string, readonly Upload[]>());

/** What the origin of an environment was given, oldest first. */
export function uploadsOf(world: World, environment: string): readonly Upload[] {
  const known = uploads(world);
  const found = known.get(environment) ?? uploadsTo(world, environment);
  known.set(environment, found);
  return found;
}

function uploadsTo(world: World, environment: string): Upload[] {
  return runsOf(world)
    .filter((run) => run.environment === environment)
    .flatMap((run) => (run.firstAttempt ? [run.firstAttempt, run] : [run]))
    .flatMap((run) => {
      const at = uploadedAt(run);
      return at === undefined ? [] : [{ run, at }];
    })
    .sort((a, b) => a.at - b.at);
}

/** A run that ends before its upload is over may leave a part of it behind. */
function uploadedAt(run: SandboxRun): number | undefined {
  const at = run.plan.uploadedAt;
  if (at !== undefined && Number.isFinite(at) && at <= endOf(run)) return at;
  return run.uploaded === undefined ? undefined : endOf(run);
}
