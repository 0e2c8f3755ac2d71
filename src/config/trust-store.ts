/*
 * What was trusted: configs by their path and what they choose, and folders of runbooks, whose programs may then be
 * run. `trust.json` in the state directory, 0600.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { Env } from '../domain/net/env.ts';
import type { ConfigClaims } from './claims.ts';
import { isOurOwn } from './locate.ts';

export interface TrustedConfig {
  readonly file: string;
  readonly hosts: readonly string[];
  readonly destinations: readonly string[];
  /** It is a folder of runbooks: their programs may be run. */
  readonly programs: boolean;
}

interface Entry extends Omit<TrustedConfig, 'file' | 'programs'> {
  readonly content: string;
}

type Entries = Readonly<Record<string, Entry>>;

function trustFile({ XDG_STATE_HOME: given = '', HOME: home = '/' }: Env): string {
  const state = isAbsolute(given) ? given : join(home, '.local', 'state');
  return join(state, 'tsops', 'trust.json');
}

export function isTrusted(env: Env, file: string, claims: ConfigClaims): boolean {
  return entriesIn(env)[file]?.content === contentOf(claims);
}

export function trustedConfigs(env: Env): readonly TrustedConfig[] {
  return Object.entries(entriesIn(env)).map(([file, { content, hosts, destinations }]) => ({
    file,
    hosts,
    destinations,
    programs: content === programs,
  }));
}

export async function trust(env: Env, file: string, claims: ConfigClaims): Promise<void> {
  const { destinations } = claims;
  const hosts = [...claims.hosts.values()].flat();
  const entry: Entry = { content: contentOf(claims), hosts, destinations };
  await write(env, { ...entriesIn(env), [file]: entry });
}

/** What an entry of a folder holds in place of a hash. */
const programs = 'programs of its runbooks';

/** `folder` is the real path, so that a link cannot lend its trust. */
export function mayRunProgramsOf(env: Env, folder: string): boolean {
  return entriesIn(env)[folder]?.content === programs;
}

export async function trustProgramsOf(env: Env, folder: string): Promise<void> {
  const entry: Entry = { content: programs, hosts: [], destinations: [] };
  await write(env, { ...entriesIn(env), [folder]: entry });
}

/** False where it was not trusted. */
export async function revoke(env: Env, file: string): Promise<boolean> {
  const { [file]: found, ...others } = entriesIn(env);
  if (found === undefined) return false;
  await write(env, others);
  return true;
}

/** What cannot be read, or what somebody else may have written, trusts nothing. */
function entriesIn(env: Env): Entries {
  try {
    const { uid, mode } = statSync(trustFile(env));
    if (!isOurOwn(uid, env) || (mode & 0o022) !== 0) return {};
    const found: unknown = JSON.parse(readFileSync(trustFile(env), 'utf8'));
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter(([, entry]) => typeof entry?.content === 'string'),
    );
  } catch {
    return {};
  }
}

async function write(env: Env, entries: Entries): Promise<void> {
  const file = trustFile(env);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(entries, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

function contentOf({ content }: ConfigClaims): string {
  return createHash('sha256').update(content).digest('hex');
}
