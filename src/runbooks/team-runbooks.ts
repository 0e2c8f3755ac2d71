import type { Context } from '../contract/context.ts';
import { asTsopsError } from '../contract/errors.ts';
import { listOwnRunbooks, runbooksFolder } from './own-files.ts';
import { areProgramsTrusted, realFolder } from './own-programs.ts';

/**
 * The folder of the team's own runbooks, for the sandbox, and whether their programs may be run; undefined where there
 * are none. A config that cannot be read keeps nobody from practising: that the runbooks are missing is said.
 */
export async function teamRunbooks(
  context: Pick<Context, 'config' | 'host' | 'terminal'>,
): Promise<{ readonly folder: string; readonly trusted: boolean } | undefined> {
  try {
    const folder = await runbooksFolder(context);
    if (listOwnRunbooks(folder).length === 0) return undefined;
    return { folder: realFolder(folder), trusted: await areProgramsTrusted(context, folder) };
  } catch (thrown) {
    const { kind, message } = asTsopsError(thrown);
    if (kind !== 'config') throw thrown;
    context.terminal.warn(`Without the team's own runbooks: ${message.split('\n')[0]}`);
    return undefined;
  }
}
