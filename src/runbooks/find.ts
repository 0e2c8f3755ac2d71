import type { Context } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import { nearest } from '../domain/text/nearest.ts';
import { builtIn } from './built-in.ts';
import type { Runbook } from './definition.ts';
import { brokenRunbook } from './mistake.ts';
import { listOwnRunbooks, runbooksFolder } from './own-files.ts';

/**
 * The runbook of an id. A team's own stands in place of one that comes with tsops: so it can be printed,
 * changed and kept. Throws a config error with every mistake of a file that is wrong, and a usage error
 * with the nearest name where there is none.
 */
export async function findRunbook(
  context: Pick<Context, 'config' | 'host' | 'commands'>,
  id: string,
): Promise<Runbook> {
  const known = builtIn.find((each) => each.id === id);
  const files = listOwnRunbooks(await runbooksFolder(context));
  const own = files.find((each) => each.id === id);
  if (own !== undefined) {
    // Only a file needs the Markdown parser.
    const { readOwn } = await import('./own.ts');
    const { runbook, mistakes } = await readOwn(own, context.host.cwd, context);
    const broken = mistakes.some(({ level }) => level === 'error');
    if (broken) throw brokenRunbook(id, mistakes, known !== undefined);
    return runbook;
  }
  if (known !== undefined) return known;
  throw unknownRunbook(id, [...new Set([...builtIn, ...files].map((each) => each.id))]);
}

function unknownRunbook(id: string, ids: readonly string[]): TsopsError {
  const guess = nearest(id, ids) ?? ids.find((each) => each.includes(id));
  const known = ids.length === 0 ? 'There is none yet.' : `There are ${ids.join(', ')}.`;
  return new TsopsError({
    kind: 'usage',
    message: `There is no runbook ${id}. ${guess === undefined ? known : `Did you mean ${guess}?`}`,
    next: ['tsops runbook list'],
  });
}
