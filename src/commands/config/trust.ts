import * as z from 'zod/mini';
import type { TrustedConfig } from '../../config/trust-store.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';

export interface TrustData {
  /** The config file meant; null with --list. */
  readonly file: string | null;
  /** `named`: it was named by --config, TSOPS_CONFIG or lies in the config directory, which trusts it. */
  readonly state: 'trusted' | 'revoked' | 'named' | 'listed';
  /** Addresses that keys go to, beyond the vendors' own: `sentry.url: https://…`. */
  readonly hosts: readonly string[];
  /** What is read and written there: `github.owner: acme`. */
  readonly destinations: readonly string[];
  /** With --list: every config that is trusted. */
  readonly configs: readonly TrustedConfig[];
}

const input = z
  .object({
    list: z._default(z.boolean(), false),
    revoke: z._default(z.boolean(), false),
  })
  .check(z.refine(({ list, revoke }) => !(list && revoke), { error: '--list or --revoke' }));

export default defineCommand<z.output<typeof input>, TrustData>({
  name: 'config trust',
  danger: 'local',
  examples: [
    { command: 'tsops config trust', explains: 'let this folder’s config choose hosts and write' },
    { command: 'tsops config trust --list', explains: 'which configs are trusted, and with what' },
    { command: 'tsops config trust --revoke', explains: 'take it back' },
  ],
  options: [
    { flags: '--list', description: 'list the configs that are trusted' },
    { flags: '--revoke', description: 'trust the config in force no more' },
  ],
  input,
  async run({ list, revoke }, context) {
    const store = await import('../../config/trust-store.ts');
    const { env } = context.host;
    const none = { hosts: [], destinations: [], configs: [] };
    if (list) {
      const configs = store.trustedConfigs(env);
      return { verdict: 'ok', data: { ...none, file: null, state: 'listed', configs } };
    }
    const { file, trust } = await configFile(context);
    const { hosts, destinations } = trust;
    const state = trust.named ? 'named' : revoke ? 'revoked' : 'trusted';
    if (state === 'trusted') await trust.accept();
    if (state === 'revoked') await store.revoke(env, file);
    return { verdict: 'ok', data: { ...none, file, state, hosts, destinations } };
  },
  view: trustText,
});

async function configFile(context: Context) {
  const { file, trust } = await context.config();
  if (file !== undefined && trust !== undefined) return { file, trust };
  throw new TsopsError({
    kind: 'usage',
    message: 'There is no config file here, so there is nothing to trust.',
    next: ['tsops init'],
  });
}

const sentences = {
  trusted: 'it is trusted: keys may go to its hosts, and it may write',
  revoked: 'it is trusted no more',
  named: 'it was named, and needs no trust',
} as const;

function trustText(data: TrustData, { paint }: Screen): string {
  if (data.state === 'listed') {
    const blocks = data.configs.map((each) => [paint.bold(each.file), ...choices(each)].join('\n'));
    return blocks.length === 0 ? 'no config is trusted' : blocks.join('\n');
  }
  const head = `${paint.good('✔')} ${data.file}`;
  return [head, `  ${sentences[data.state]}`, ...choices(data)].join('\n');
}

function choices({ hosts, destinations }: Pick<TrustData, 'hosts' | 'destinations'>): string[] {
  return [...hosts, ...destinations].map((line) => `  ${line}`);
}
