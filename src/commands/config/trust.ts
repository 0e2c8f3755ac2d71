import * as z from 'zod/mini';
import type { TrustedConfig } from '../../config/trust-store.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context, LoadedConfig, Screen } from '../../contract/context.ts';
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
  /** The folder of the team's runbooks, whose programs are meant too; null where there is none, and with --list. */
  readonly runbooks: string | null;
  /** With --list: every config, and every folder of runbooks, that is trusted. */
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
    {
      command: 'tsops config trust',
      explains: 'let this config choose hosts and write, and its runbooks run programs',
    },
    { command: 'tsops config trust --list', explains: 'what is trusted' },
    { command: 'tsops config trust --revoke', explains: 'revoke that trust' },
  ],
  options: [
    { flags: '--list', description: 'list what is trusted' },
    { flags: '--revoke', description: 'trust the config in force, and its runbooks, no more' },
  ],
  input,
  async run({ list, revoke }, context) {
    const store = await import('../../config/trust-store.ts');
    const { env } = context.host;
    const none = { hosts: [], destinations: [], configs: [], runbooks: null };
    if (list) {
      const configs = store.trustedConfigs(env);
      return { verdict: 'ok', data: { ...none, file: null, state: 'listed', configs } };
    }
    const runbooks = await ownFolder(context);
    const { file = null, trust } = await context.config();
    if (file === null && runbooks === null) throw nothingHere();
    const state = trust?.named === true ? 'named' : revoke ? 'revoked' : 'trusted';
    // Of two that change the list at one moment neither may write over the other: what is taken back stays so.
    await context.journal.exclusively('config-trust', async () => {
      if (state === 'trusted') await accept(trust, runbooks, context);
      if (state === 'revoked') await revokeAll([file, runbooks], context);
    });
    const { hosts = [], destinations = [] } = trust ?? {};
    return { verdict: 'ok', data: { ...none, file, state, hosts, destinations, runbooks } };
  },
  view: trustText,
});

/** Null where the team has written none. */
async function ownFolder(context: Context): Promise<string | null> {
  const [{ listOwnRunbooks, runbooksFolder }, { realFolder }] = await Promise.all([
    import('../../runbooks/own-files.ts'),
    import('../../runbooks/own-programs.ts'),
  ]);
  const folder = await runbooksFolder(context);
  return listOwnRunbooks(folder).length === 0 ? null : realFolder(folder);
}

async function accept(
  trust: LoadedConfig['trust'],
  runbooks: string | null,
  { host }: Context,
): Promise<void> {
  await trust?.accept();
  if (runbooks === null) return;
  const { trustProgramsOf } = await import('../../config/trust-store.ts');
  await trustProgramsOf(host.env, runbooks);
}

async function revokeAll(paths: readonly (string | null)[], { host }: Context): Promise<void> {
  const { revoke } = await import('../../config/trust-store.ts');
  for (const path of paths) if (path !== null) await revoke(host.env, path);
}

function nothingHere(): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: 'There is no config file here, and no runbook of your own: there is nothing to trust.',
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
    const blocks = data.configs.map((each) =>
      [paint.bold(each.file), ...(each.programs ? [`  ${mayRun}`] : []), ...choices(each)].join(
        '\n',
      ),
    );
    return blocks.length === 0 ? 'nothing is trusted' : blocks.join('\n');
  }
  const sign = paint.good('✔');
  const config =
    data.file === null
      ? []
      : [`${sign} ${data.file}`, `  ${sentences[data.state]}`, ...choices(data)];
  return [
    ...config,
    ...programsText(data).map((line, index) => (index === 0 ? `${sign} ${line}` : line)),
  ].join('\n');
}

const mayRun = 'the programs of its runbooks may be run';

/** A config that was named speaks for the runbooks below it. */
function programsText({ runbooks, state }: TrustData): string[] {
  if (runbooks === null) return [];
  const told = state === 'revoked' ? 'the programs of its runbooks are run no more' : mayRun;
  return [runbooks, `  ${told}`];
}

function choices({ hosts, destinations }: Pick<TrustData, 'hosts' | 'destinations'>): string[] {
  return [...hosts, ...destinations].map((line) => `  ${line}`);
}
