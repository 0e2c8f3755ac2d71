import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import type { BuildInfo } from '../../domain/deploys/build-info.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { tagFormatOf } from '../../domain/deploys/version-tag.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import type { FactOrTrouble } from '../../domain/rollback/facts.ts';
import { madeLive } from '../../domain/rollback/ran-here.ts';
import { say } from '../../domain/text/language.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import { spanText } from '../../domain/time/span-text.ts';
import { historyFrom, type WalkedHistory } from '../../evidence/deploys/history.ts';
import { readBuildInfo } from '../../evidence/reading/build-info.ts';
import type { DeployRun, Deploys, PipelineFile, Protection } from '../../ports/deploys.ts';
import type { Repository, RepositoryAccess } from '../../ports/repository.ts';
import type { RollbackParts } from './parts.ts';

const buildInfoTimeout = 10_000;
/** Runs to read: GitHub sends 12 kB for each, and only a proposal looks far back. */
const history = { named: 12, proposed: 30 };
/** How far back a version that was named is looked for: its age is no reason to keep anybody waiting. */
const lookedBack = { pages: 3, requests: 30 };

/** What was read before the write; each part settles by itself. */
export interface Preflight {
  readonly buildInfo: FactOrTrouble<BuildInfo>;
  /** All of them; of a version that was named, that one alone where it exists. */
  readonly tags: FactOrTrouble<ReadonlySet<string>>;
  readonly runs: FactOrTrouble<readonly DeployRun[]>;
  /** Also those that were made long ago and are run again. */
  readonly inFlight: FactOrTrouble<readonly DeployRun[]>;
  readonly history: FactOrTrouble<WalkedHistory>;
  readonly pipelineFile: FactOrTrouble<PipelineFile | null>;
  readonly pipelineState: FactOrTrouble<string | null>;
  readonly access: FactOrTrouble<RepositoryAccess>;
  readonly protection: Protection | null;
}

/** All reads at once. Throws where GitHub rejects the token, or does not know the repository: then no guard tells more. */
export async function readPreflight(
  parts: RollbackParts,
  served: Promise<FactOrTrouble<BuildInfo>>,
): Promise<Preflight> {
  const { context, deploys: deployService, config, environment, request } = parts;
  const { signal } = context;
  const [buildInfo, tags, runs, inFlight, pipelineFile, pipelineState, access, protection] =
    await Promise.all([
      served,
      ask(tagsFor(deployService, request.version), signal),
      ask(
        deployService.runs({ limit: request.version === null ? history.proposed : history.named }),
        signal,
      ),
      ask(deployService.runsInFlight(), signal),
      ask(deployService.pipelineFile(), signal),
      ask(deployService.pipelineState(), signal),
      deployService.access().then(
        (value) => ({ value }),
        (thrown: unknown) => troubleOrThrow(thrown, signal),
      ),
      deployService.protection(environment).catch(() => null),
    ]);
  const names = Object.keys(config.environments);
  const limit = request.version === null ? history.proposed : history.named;
  const { version } = request;
  const enough = (read: readonly Deploy[]) =>
    version === null
      ? enoughFor(read, environment)
      : read.some((deploy) => madeLive(deploy, environment, version));
  const known = {
    tags: 'value' in tags ? tags.value : null,
    format: tagFormatOf(deployService.tagFormat),
  };
  const options = {
    limit,
    reading: { signal },
    known,
    enough,
    ...(version === null ? {} : lookedBack),
  };
  const source = { ...sourceOf(deployService), pipelineFile: () => knownFile(pipelineFile) };
  const walked =
    'value' in runs ? { value: await historyFrom(source, names, runs.value, options) } : runs;
  return {
    buildInfo,
    tags,
    runs,
    inFlight,
    history: walked,
    pipelineFile,
    pipelineState,
    access,
    protection,
  };
}

/** The versions of an environment between which a proposal chooses; a few may have no tag, or were left again. */
const versionsEnough = 4;

function enoughFor(deploys: readonly Deploy[], environment: string): boolean {
  const live = deploys.filter(
    (deploy) => deploy.environment === environment && deploy.conclusion === 'success',
  );
  return new Set(live.flatMap(({ version }) => version ?? [])).size >= versionsEnough;
}

/** The workflow's file was read with the rest: it is not asked for again. */
async function knownFile(file: Preflight['pipelineFile']): Promise<PipelineFile | null> {
  return 'value' in file ? file.value : null;
}

function sourceOf(deploys: Deploys) {
  return {
    runs: deploys.runs,
    jobs: deploys.jobs,
    attempt: deploys.attempt,
    deployedTo: deploys.deployedTo,
  };
}

/** A repository may have thousands: only a proposal needs them all. */
async function tagsFor(
  repository: Repository,
  version: string | null,
): Promise<ReadonlySet<string>> {
  if (version === null) return new Set((await repository.tags()).map(({ name }) => name));
  return new Set((await repository.hasTag(version)) ? [version] : []);
}

/** What the environment serves; the first of all reads. */
export function askBuildInfo({ context, site }: RollbackParts): Promise<FactOrTrouble<BuildInfo>> {
  const { signal } = context;
  const options = { timeout: buildInfoTimeout, signal };
  return ask(readBuildInfo(context, site.buildInfo, options), signal);
}

async function ask<T>(promise: Promise<T>, signal: AbortSignal): Promise<FactOrTrouble<T>> {
  try {
    return { value: await promise };
  } catch (thrown) {
    signal.throwIfAborted();
    return { trouble: asTsopsError(thrown).message };
  }
}

/** The repository itself: without access to it nothing else can be read, and exit 4 says so. */
function troubleOrThrow(thrown: unknown, signal: AbortSignal): { trouble: string } {
  signal.throwIfAborted();
  const error = asTsopsError(thrown);
  if (error.kind === 'credentials') throw error;
  return { trouble: error.message };
}

/** Waits until no run of the workflow is in flight; at most as long as a rollback may take. */
export async function waitForRunning({
  context,
  deploys: deployService,
  config,
}: RollbackParts): Promise<void> {
  const { clock, signal, terminal } = context;
  const { timeout, pollInterval } = config.rollback;
  const since = clock.now();
  const progress = terminal.progress(
    terminal.screen.say(say('looking for runs in flight', '진행 중인 실행을 확인하는 중')),
  );
  try {
    for (;;) {
      const patience = Math.max(0, since + timeout - clock.now());
      const [running] = await deployService.runsInFlight({ patience });
      if (running === undefined) return;
      const waited = clock.now() - since;
      if (waited >= timeout) throw stillRunning(running, timeout);
      const elapsed = formatDuration(Math.floor(waited / 1000) * 1000);
      progress.update(
        terminal.screen.say(
          say(
            `waiting for “${running.title}” (${running.status}) ${elapsed}  ${running.url}`,
            `“${running.title}” 종료를 기다리는 중(${runWord(running.status).ko}) ${spanText(waited).ko}  ${running.url}`,
          ),
        ),
      );
      await clock.sleep(pollInterval, signal);
    }
  } finally {
    progress.stop();
  }
}

function stillRunning(run: DeployRun, timeout: number): TsopsError {
  return new TsopsError({
    kind: 'stopped-waiting',
    message: `“${run.title}” is still running after ${formatDuration(timeout)}: ${run.url}`,
    why: 'Nothing was done.',
    next: [`tsops rollback status ${run.id}`],
  });
}
