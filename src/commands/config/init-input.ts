/* What the command line of `tsops init` sets. */
import * as z from 'zod/mini';
import { ownerAndName, repositoryParts } from '../../config/derive/answer.ts';
import type { Derived } from '../../config/derive/service.ts';
import { readValue, settableKey } from '../../config/derive/value.ts';
import type { OptionSpec } from '../../contract/command.ts';
import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';

export const initInput = z.object({
  force: z._default(z.boolean(), false),
  dryRun: z._default(z.boolean(), false),
  service: z.optional(z.string()),
  url: z.optional(z.string()),
  staging: z.optional(z.string()),
  repo: z.optional(z.string()),
  workflow: z.optional(z.string()),
  timezone: z.optional(z.string()),
  set: z._default(z.array(z.string()), []),
});
export type InitInput = z.output<typeof initInput>;

export const initOptions: readonly OptionSpec[] = [
  { flags: '--service <name>', description: 'name of the service' },
  { flags: '--url <address>', description: 'address of production' },
  { flags: '--staging <address>', description: 'address of staging' },
  { flags: '--repo <owner/name>', description: 'repository that deploys' },
  { flags: '--workflow <file>', description: 'workflow that deploys a version' },
  { flags: '--timezone <zone>', description: "the team's time zone" },
  { flags: '--set <key=value...>', description: 'any other key (tsops help config)' },
  { flags: '--force', description: 'overwrite an existing config' },
  { flags: '--dry-run', description: 'print the file, write nothing' },
];

const keysOfFlags = {
  service: 'service',
  url: 'environments.production.url',
  staging: 'environments.staging.url',
  workflow: 'github.workflow',
  timezone: 'timezone',
} as const;

/** Key → value of each flag that was given. Throws one usage error that names every wrong one. */
export function flagValues(given: InitInput): Map<string, Derived> {
  const mistakes: string[] = [];
  const values = new Map<string, Derived>();
  const take = (flag: string, key: string, text: string): void => {
    const read = readValue(key, text);
    if ('mistake' in read) mistakes.push(`${flag}: ${cleanText(text, 80)}: ${read.mistake}`);
    else values.set(key, { value: read.value, from: flag });
  };
  for (const [flag, key] of Object.entries(keysOfFlags)) {
    const text = given[flag as keyof typeof keysOfFlags];
    if (text !== undefined) take(`--${flag}`, key, text);
  }
  if (given.repo !== undefined) {
    const parts = repositoryParts(given.repo);
    if (parts === undefined) mistakes.push(`--repo: ${cleanText(given.repo, 80)}: ${ownerAndName}`);
    for (const [key, value] of parts ?? []) values.set(key, { value, from: '--repo' });
  }
  for (const each of given.set) {
    const at = each.indexOf('=');
    const key = each.slice(0, Math.max(0, at)).trim();
    const { ok, meant } = settableKey(key);
    if (at > 0 && ok) take('--set', key, each.slice(at + 1));
    else mistakes.push(notSettable(each, meant));
  }
  if (mistakes.length === 0) return values;
  throw new TsopsError({
    kind: 'usage',
    message: mistakes.join('\n'),
    why: 'Nothing was written.',
    next: ['tsops init --help'],
  });
}

function notSettable(given: string, meant: string | undefined): string {
  const shown = cleanText(given, 80);
  if (!given.includes('=')) return `--set: ${shown}: expected KEY=VALUE`;
  return `--set: ${shown}: init sets no such key${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}
