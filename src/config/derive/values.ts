/* Everything that a repository and this machine tell of a config. */
import type { Env } from '../../domain/net/env.ts';
import type { RemoteRepository } from '../repository.ts';
import { isTalkStudio } from '../whose.ts';
import { type Derived, deriveService } from './service.ts';
import { readValue } from './value.ts';

/** Dotted key → value, and what told it. */
export type DerivedValues = Map<string, Derived>;

/**
 * Values by dotted key. TalkStudio's own repository is told only what it alone knows (its remote, its
 * workflow): the rest is in the defaults.
 */
export function deriveValues(repository: RemoteRepository, cwd: string, env: Env): DerivedValues {
  const values = repositoryValues(repository);
  if (isOwnRepository(repository)) return values;
  const { name, url } = deriveService(repository.root ?? cwd);
  const { repo } = repository;
  const service =
    name ?? (repo === undefined ? undefined : { value: repo, from: 'the repository' });
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const found: readonly (readonly [string, Derived | undefined])[] = [
    ['service', service],
    ['environments.production.url', url],
    ['timezone', zone === undefined ? undefined : { value: zone, from: 'this machine' }],
    ['language', { value: languageOf(env), from: 'this machine' }],
  ];
  for (const [key, derived] of found) {
    if (derived !== undefined && 'value' in readValue(key, derived.value)) values.set(key, derived);
  }
  return values;
}

/** What follows from others: neutral values, so that no default of TalkStudio's stays. */
export function withoutTalkStudio(
  values: DerivedValues,
  { workflow }: Pick<RemoteRepository, 'workflow'>,
): DerivedValues {
  const full = new Map(values);
  const none = { value: '{}', from: 'none yet' };
  const names = [...full.keys()].filter((key) => /^environments\.[^.]+\.url$/.test(key));
  if (names.length === 0) full.set('environments', none);
  // What is always sent would deploy production also where another environment is meant.
  if (names.length > 1) {
    for (const name of Object.keys(workflow?.inputs ?? {})) full.delete(`github.inputs.${name}`);
  }
  if (!full.has('dependencies')) full.set('dependencies', { value: '[]', from: 'none yet' });
  const service =
    full
      .get('service')
      ?.value.toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-') ?? '';
  const slug = service.replace(/^-+|-+$/g, '');
  if (!full.has('sentry.release') && slug !== '') {
    full.set('sentry.release', { value: `${slug}@{version}`, from: "the service's name" });
  }
  return full;
}

export function isOwnRepository({
  owner,
  repo,
}: Pick<RemoteRepository, 'owner' | 'repo'>): boolean {
  return isTalkStudio(owner) || isTalkStudio(repo);
}

export function repositoryValues(repository: RemoteRepository): DerivedValues {
  const { remote = 'origin', owner, repo, apiUrl, ref, workflow } = repository;
  const from = `git remote ${remote}`;
  const file = workflow === undefined ? '' : `.github/workflows/${workflow.file}`;
  const found: readonly (readonly [string, string | undefined, string])[] = [
    ['github.owner', owner, from],
    ['github.repo', repo, from],
    ['github.apiUrl', apiUrl, from],
    ['github.workflow', workflow?.file, file],
    ['github.ref', ref, from],
    ['github.versionInput', workflow?.input, file],
    ['github.environmentInput', workflow?.environmentInput, file],
    ['github.reasonInput', workflow?.reasonInput, file],
    ...Object.entries(workflow?.inputs ?? {}).map(
      ([name, value]) => [`github.inputs.${name}`, value, file] as const,
    ),
  ];
  return new Map(
    found.flatMap(([key, value, told]) =>
      value === undefined ? [] : [[key, { value, from: told }] as const],
    ),
  );
}

function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Env): 'en' | 'ko' {
  return /^ko(?:[_.-]|$)/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'ko' : 'en';
}
