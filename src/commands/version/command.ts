import { environmentNamed } from '../../config/environment-name.ts';
import type { Config } from '../../config/schema.ts';
import { defineCommand } from '../../contract/command.ts';
import { inputOf } from '../../contract/command-input.ts';
import type { Context } from '../../contract/context.ts';
import { distanceToNewest } from '../../domain/deploys/newest-tag.ts';
import { notServed } from '../../domain/deploys/not-served.ts';
import { servedText } from '../../domain/deploys/served-text.ts';
import { inEnvironment } from '../../domain/deploys/suggested-command.ts';
import { isVersionText, sameVersion, versionForm } from '../../domain/deploys/version-tag.ts';
import { reasonText } from '../../domain/evidence/lacks.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { say } from '../../domain/text/language.ts';
import { type DeployReading, deployState } from '../../evidence/deploys/state.ts';
import { servedVersion } from '../../evidence/reading/build-info.ts';
import type { EnvironmentVersion, Versions } from './view.ts';
import { showVersions } from './view.ts';

const maxReads = 100;

interface Input {
  readonly env: readonly string[];
  readonly reads: number;
  readonly expect: string | undefined;
}

const input = inputOf<Input>(({ texts, parsed }) => ({
  env: texts('env'),
  reads:
    parsed(
      'reads',
      (text) => (/^\d{1,3}$/.test(text) && isReads(Number(text)) ? Number(text) : undefined),
      (text) => `needs a number of reads from 1 to ${maxReads}, not “${cleanText(text, 60)}”`,
    ) ?? 1,
  expect: parsed(
    'expect',
    (text) => (isVersionText(text) ? text : undefined),
    () => `needs a version like ${versionForm}`,
  ),
}));

function isReads(count: number): boolean {
  return count >= 1 && count <= maxReads;
}

export default defineCommand<Input, Versions>({
  name: 'version',
  danger: 'read',
  examples: [
    { command: 'tsops version', explains: 'what every environment serves' },
    {
      command: 'tsops version production --reads 20',
      explains: 'check that the whole edge serves one version',
    },
    {
      command: 'tsops version production --expect v1.2.2',
      explains: 'exit 1 unless this version is served',
    },
  ],
  arguments: [
    {
      syntax: '[env...]',
      description: 'environments to read (default: all that are configured)',
      complete: 'environment',
    },
  ],
  options: [
    {
      flags: '--reads <n>',
      description: 'read this many times, to detect a mixed fleet',
    },
    { flags: '--expect <version>', description: 'exit 1 when another version is served' },
  ],
  input,
  run,
  webPage: ({ environments }) =>
    environments.find((each) => each.lastDeploy)?.lastDeploy?.url ?? null,
  view: showVersions,
});

async function run({ env, reads, expect }: Input, context: Context) {
  const { config } = await context.config();
  const names = chosen(env, config);
  const [served, deploys] = await Promise.all([
    Promise.all(names.map((name) => readOne(context, config, name, reads, expect ?? null))),
    deployState(context),
  ]);
  const now = context.clock.now();
  const kind = kindOfTags(deploys);
  const environments = served.map((one) =>
    withDeploys(one, deploys, { judged: expect === undefined, now, kind }),
  );
  const problems: Problem[] = environments.flatMap(({ problem }) => problem ?? []);
  return {
    verdict: worst(environments.map(({ verdict }) => verdict)),
    data: {
      environments,
      expected: expect ?? null,
      newestTag: newestTag(deploys, environments, kind),
      deploys:
        deploys.state === null
          ? { known: false as const, problem: deploys.problem }
          : { known: true as const },
    },
    next: nextOf(environments, config),
    problems,
  };
}

/** The environments named, else all; throws a usage error for one that does not exist. */
function chosen(names: readonly string[], config: Config): readonly string[] {
  const known = Object.keys(config.environments);
  for (const name of names) environmentNamed(name, known, (right) => `tsops version ${right}`);
  return names.length === 0 ? known : [...new Set(names)];
}

async function readOne(
  context: Context,
  config: Config,
  name: string,
  reads: number,
  expected: string | null,
): Promise<EnvironmentVersion> {
  const { buildInfo } = config.environments[name] as Config['environments'][string];
  const evidence = await servedVersion(context, { name, buildInfo }, { reads });
  const value = evidence.value;
  const other = value !== null && expected !== null && !sameVersion(value.version, expected);
  const said = other
    ? say(
        `serves ${value.version}, wanted ${expected}`,
        `제공 중인 버전 ${value.version}, 기대한 버전 ${expected}`,
      )
    : value === null
      ? reasonText(evidence)
      : servedText(value);
  return {
    name,
    url: buildInfo,
    verdict: other ? 'bad' : evidence.verdict,
    version: value?.version ?? null,
    commit: value?.commit ?? null,
    builtAt: value?.builtAt ?? null,
    versions: value?.versions ?? [],
    reads: value?.reads ?? reads,
    failedReads: value?.failedReads ?? reads,
    detail: said.en,
    said,
    raw: value?.raw ?? null,
    behind: null,
    lastDeploy: null,
    notServed: null,
    problem: evidence.problem ?? null,
  };
}

/** `judged`: whether the last deploy should be served; with `--expect` the user says what should be. */
function withDeploys(
  one: EnvironmentVersion,
  { state }: DeployReading,
  { judged, now, kind }: { judged: boolean; now: number; kind: TagKind },
): EnvironmentVersion {
  if (state === null) return one;
  const { version, versions } = one;
  const own = state.deploys.filter(({ environment }) => environment === one.name);
  const whole = judged && version !== null && versions.length < 2;
  const missing = whole ? (notServed(own, version, now)?.version ?? null) : null;
  const lacks = say(
    `serves ${version}, and ${missing} was deployed: deployed, but not served`,
    `제공 중인 버전 ${version}, 배포된 버전 ${missing}: 배포되었으나 제공되지 않습니다`,
  );
  return {
    ...one,
    ...(missing === null
      ? {}
      : { verdict: 'bad', detail: lacks.en, said: lacks, notServed: missing }),
    behind: one.version === null ? null : distanceToNewest(one.version, state.tags, kind).behind,
    lastDeploy: state.latest[one.name] ?? null,
  };
}

type TagKind = NonNullable<Parameters<typeof distanceToNewest>[2]>;

/** Of the tags of several packages those count that were deployed. */
function kindOfTags({ state }: DeployReading): TagKind {
  const deployed = state?.deploys.flatMap(({ version }) => version ?? []) ?? [];
  return { format: state?.format ?? null, like: deployed };
}

function newestTag(
  { state }: DeployReading,
  environments: readonly EnvironmentVersion[],
  kind: TagKind,
): string | null {
  if (state === null) return null;
  const served = environments.find(({ version }) => version !== null)?.version ?? '';
  const like = [...(kind.like ?? []), served];
  return distanceToNewest('', state.tags, { ...kind, like }).newest;
}

/** Whoever cannot read a version looks at the site first: it may be down. */
function nextOf(environments: readonly EnvironmentVersion[], config: Config): string[] {
  const mixed = environments.find(({ versions }) => versions.length > 1);
  if (mixed !== undefined) return [inEnvironment('tsops invalidate --all', mixed.name)];
  const unread = environments.find(({ version }) => version === null);
  if (unread !== undefined) return [inEnvironment('tsops runbook service-down', unread.name)];
  const missing = environments.find(({ notServed: deployed }) => deployed !== null);
  if (missing === undefined) return [];
  const cached = config.environments[missing.name]?.cdn !== undefined;
  const first = cached ? 'tsops invalidate --all --dry-run' : 'tsops runbook service-down';
  return [inEnvironment(first, missing.name)];
}
