/*
 * What a program of a runbook is told: facts, each in a variable of its own. Nothing is ever written into its text, so
 * that no version or title of somebody else's can become a part of a command.
 */
import { repositoryOf } from '../../config/capabilities/deploys.ts';
import { addressesIn } from '../../config/claims.ts';
import type { Config } from '../../config/schema.ts';
import { vendorRows } from '../../config/vendors.ts';
import { known } from '../../domain/diagnosis/observation.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { CommandStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { responseTargetOf } from '../target.ts';
import type { Walk } from './state.ts';

/** Every variable, and what it holds: the docs list them, and each is always set, since `sh -u` stops at others. */
export const programVariables = {
  TSOPS_RUNBOOK: 'the id of the runbook',
  TSOPS_STEP: 'the id of the step',
  TSOPS_INCIDENT: 'the id of the record of the incident',
  TSOPS_ENVIRONMENT: 'the environment, such as `production`',
  TSOPS_URL: 'the address of its site',
  TSOPS_REPOSITORY: 'owner and name of the repository, as `gh --repo` takes it',
  TSOPS_FROM: 'start of the minutes that the walk looks at, ISO 8601',
  TSOPS_TO: 'their end',
  TSOPS_ONSET: 'when the errors began, ISO 8601',
  TSOPS_SERVED: 'the version that is served',
  TSOPS_DEPLOYED: 'the version that was deployed last',
  TSOPS_CAUSE: 'the cause that was decided on',
  TSOPS_TARGET: 'what its response is about: a version, paths, a title',
  TSOPS_DRILL: '`1` in the sandbox',
} as const;

type Name = keyof typeof programVariables;

/** `sentry.url` → `TSOPS_SENTRY_URL`; `github.apiUrl` → `TSOPS_GITHUB_API_URL` */
export function addressVariable(key: string): string {
  return `TSOPS_${key.replace(/[A-Z]/g, '_$&').replaceAll('.', '_').toUpperCase()}`;
}

export function variablesOf(walk: Walk, progress: RunbookProgress, step: CommandStep): Env {
  const facts = Object.entries(factsOf(walk, progress, step));
  const told = facts.map(([name, value]) => [name, cleanText(value ?? '', 1000)]);
  return { ...Object.fromEntries(told), ...addressesOf(walk.config), ...noWayOutOf(walk) };
}

/** In a drill a program that heeds proxies reaches no real address: the sandbox refuses to be one. */
function noWayOutOf({ context: { drill, host } }: Walk): Env {
  const sandbox = host.env.TSOPS_SANDBOX_URL;
  if (!drill || sandbox === undefined) return {};
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].map((name) => [name, sandbox]);
  const own = [...proxies, ['NO_PROXY', '127.0.0.1,localhost']];
  const both = own.flatMap(([name = '', value]) =>
    [name, name.toLowerCase()].map((each) => [each, value]),
  );
  return Object.fromEntries(both);
}

function factsOf(
  { runbook, incident, environment, config, context }: Walk,
  { pinned, collected, decision }: RunbookProgress,
  step: CommandStep,
): Record<Name, string | null | undefined> {
  const onset = known(collected['error-onset'])?.at ?? null;
  const served = known(collected['served-deploy']);
  const deploys = known(collected['recent-deploys']);
  return {
    TSOPS_RUNBOOK: runbook.id,
    TSOPS_STEP: step.id,
    TSOPS_INCIDENT: incident,
    TSOPS_ENVIRONMENT: environment,
    TSOPS_URL: config.environments[environment]?.url,
    TSOPS_REPOSITORY: repositoryOf(config),
    TSOPS_FROM: moment(pinned?.window.from ?? null),
    TSOPS_TO: moment(pinned?.window.to ?? null),
    TSOPS_ONSET: moment(onset),
    TSOPS_SERVED: served?.served[0] ?? deploys?.served,
    TSOPS_DEPLOYED: served?.deployed ?? deploys?.deploys[0]?.version,
    TSOPS_CAUSE: decision?.hypothesis,
    TSOPS_TARGET: decision === null ? null : responseTargetOf(decision.response),
    TSOPS_DRILL: context.drill ? '1' : '',
  };
}

/** In the sandbox they lead into it. */
function addressesOf(config: Config): Record<string, string> {
  const rows = vendorRows.flatMap(([, row]) => {
    const given = new Map(addressesIn(config, row));
    return Object.keys(row.addresses).map((key) => [key, given.get(key) ?? ''] as const);
  });
  return Object.fromEntries(rows.map(([key, url]) => [addressVariable(key), url]));
}

function moment(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString();
}
