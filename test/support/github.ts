import type {
  DeployRun,
  Deploys,
  Dispatched,
  DispatchRequest,
  Job,
  PipelineFile,
  Protection,
} from '../../src/ports/deploys.ts';
import type { RepositoryAccess } from '../../src/ports/repository.ts';

type Clock = { now(): number };

/** What becomes of a dispatch: whether GitHub takes it, and what we hear of that. */
export type DispatchFate =
  | 'answered'
  | 'no-content'
  /** Taken; the answer is lost. */
  | 'lost-after'
  /** Not taken, and no answer either. */
  | 'lost-before'
  /** Another person's run for another version appears at the same moment. */
  | 'no-content-beside-another'
  /** A second run of ours for the same version appears. */
  | 'no-content-twice'
  | Error;

export interface FakeGitHubParts {
  readonly runs?: readonly DeployRun[];
  readonly tags?: readonly string[];
  readonly workflowFile?: PipelineFile | null;
  readonly workflowState?: string | null;
  readonly access?: RepositoryAccess;
  readonly protection?: Protection | null;
  readonly dispatches?: DispatchFate[];
  /** Milliseconds from dispatch to the end of its run. */
  readonly takes?: number;
  readonly conclusion?: string;
  /** Called before every read with its name; throw there to let it fail. */
  readonly beforeRead?: (name: string) => void;
}

const start = Date.parse('2026-11-23T03:00:00Z');
const hour = 3_600_000;

export function run(id: number, title: string, parts: Partial<DeployRun> = {}): DeployRun {
  return {
    id,
    title,
    status: 'completed',
    conclusion: 'success',
    event: 'workflow_dispatch',
    dispatched: true,
    actor: 'minji-kim',
    ref: 'main',
    sha: '528743a8e5ef',
    attempt: 1,
    createdAt: start - (1000 - id) * hour,
    startedAt: start - (1000 - id) * hour,
    updatedAt: start - (1000 - id) * hour + 240_000,
    url: `https://github.com/talkstudio/talkstudio-web/actions/runs/${id}`,
    ...parts,
  };
}

export const workflowFile: PipelineFile = {
  path: '.github/workflows/deploy-prod.yml',
  dispatchable: true,
  inputs: [{ name: 'version', required: true, default: null, options: [] }],
  runName: 'Deploy …',
  concurrency: 'deploy',
  environments: ['production'],
};

/** A GitHub in memory whose deploy runs end with time; it counts what it is sent. */
export function fakeGitHub(clock: Clock, parts: FakeGitHubParts = {}) {
  const { takes = 60_000, conclusion = 'success', dispatches = [] } = parts;
  const past = parts.runs ?? [
    run(901, 'Deploy v1.2.1 to production'),
    run(902, 'Deploy v1.2.2 to production'),
    run(903, 'Deploy v1.2.3 to production'),
  ];
  const started: DeployRun[] = [];
  const sent: DispatchRequest[] = [];
  const read = (name: string): void => parts.beforeRead?.(name);

  const now = (each: DeployRun): DeployRun => {
    if (!started.includes(each)) return each;
    if (clock.now() - each.createdAt < takes) return each;
    const updatedAt = each.createdAt + takes;
    return { ...each, status: 'completed', conclusion, updatedAt };
  };
  const all = () => [...past, ...started].map(now).sort((a, b) => b.id - a.id);
  const take = (version: string | undefined, changes: Partial<DeployRun> = {}): DeployRun => {
    const id = 1000 + started.length;
    const made = run(id, `Deploy ${version} to production`, {
      status: 'in_progress',
      conclusion: null,
      actor: 'haseongpark',
      createdAt: clock.now(),
      startedAt: clock.now(),
      updatedAt: clock.now(),
      ...changes,
    });
    started.push(made);
    return made;
  };

  const github: Deploys = {
    owner: 'talkstudio',
    repo: 'talkstudio-web',
    pipeline: 'deploy-prod.yml',
    ref: 'main',
    versionInput: 'version',
    pipelineUrl: 'https://github.com/talkstudio/talkstudio-web/actions/workflows/deploy-prod.yml',
    runUrl: (id) => `https://github.com/talkstudio/talkstudio-web/actions/runs/${id}`,
    login: async () => {
      read('login');
      return 'haseongpark';
    },
    access: async () => {
      read('access');
      return (
        parts.access ?? { private: true, canPush: true, scopes: ['repo'], tokenKind: 'classic' }
      );
    },
    tags: async () => {
      read('tags');
      const names = parts.tags ?? ['v1.2.1', 'v1.2.2', 'v1.2.3'];
      return names.map((name) => ({ name, sha: 'a' }));
    },
    hasTag: async (name) => {
      read('tags');
      return (parts.tags ?? ['v1.2.1', 'v1.2.2', 'v1.2.3']).includes(name);
    },
    compare: async () => {
      read('compare');
      return {
        status: 'ahead',
        aheadBy: 2,
        behindBy: 0,
        baseAt: start - 24 * hour,
        commits: [
          { sha: '3f2c1a9', title: 'feat: group conversations', author: 'minji-kim', at: start },
          { sha: '1a2b3c4', title: 'fix: undo', author: 'jisoo-lee', at: start },
        ],
      };
    },
    dependencies: async () => {
      read('dependencies');
      return {};
    },
    pipelineFile: async () => {
      read('workflowFile');
      return parts.workflowFile === undefined ? workflowFile : parts.workflowFile;
    },
    pipelineState: async () => {
      read('workflowState');
      return parts.workflowState === undefined ? 'active' : parts.workflowState;
    },
    protection: async () => {
      read('protection');
      return parts.protection ?? null;
    },
    runs: async ({ dispatched, limit = 30, page = 1 } = {}) => {
      read('runs');
      return all()
        .filter((each) => dispatched === undefined || each.dispatched)
        .slice((page - 1) * limit, page * limit);
    },
    runsInFlight: async () => {
      read('runsInFlight');
      return all().filter(({ status }) => status !== 'completed');
    },
    run: async (id) => {
      read('run');
      return all().find((each) => each.id === id) ?? null;
    },
    attempt: async () => {
      read('attempt');
      return null;
    },
    deployedTo: async () => {
      read('deployedTo');
      return null;
    },
    jobs: async (id) => {
      read('jobs');
      const found = all().find((each) => each.id === id);
      return found === undefined ? [] : jobsOf(found);
    },
    pendingApprovals: async () => {
      read('pendingApprovals');
      return [];
    },
    logTail: async () => {
      read('logTail');
      return ['upload failed: AccessDenied'];
    },
    approve: async () => ({ outcome: 'approved' }),
    dispatch: async (request): Promise<Dispatched> => {
      sent.push(request);
      const fate = dispatches.shift() ?? 'answered';
      if (fate instanceof Error) throw fate;
      if (fate === 'lost-before')
        return { outcome: 'unknown', reason: 'the connection was dropped' };
      if (fate === 'no-content-beside-another') take('v1.2.0', { actor: 'minji-kim' });
      if (fate === 'no-content-twice') take(request.inputs.version);
      const made = take(request.inputs.version);
      if (fate === 'answered') return { outcome: 'accepted', runId: made.id, url: made.url };
      if (fate === 'lost-after') return { outcome: 'unknown', reason: 'HTTP 502' };
      return { outcome: 'accepted', runId: null, url: null };
    },
  };
  return { github, sent, started, take, now };
}

function jobsOf({ status, conclusion, createdAt, updatedAt }: DeployRun): Job[] {
  const over = status === 'completed';
  const failed = conclusion !== null && conclusion !== 'success';
  const times = { startedAt: createdAt, completedAt: over ? updatedAt : null };
  const step = {
    number: 1,
    name: 'Upload to S3',
    status,
    conclusion: failed ? 'failure' : conclusion,
  };
  return [
    {
      id: 1,
      name: 'deploy',
      url: '',
      status,
      conclusion,
      ...times,
      steps: [{ ...step, ...times }],
    },
  ];
}
