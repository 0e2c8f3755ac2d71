import { findInvalidation } from '../../actions/cdn/environment.ts';
import { invalidateAction } from '../../actions/cdn/invalidate.ts';
import { invalidationsPage } from '../../config/capabilities/web-pages.ts';
import { defineAction } from '../../contract/command.ts';
import { inputOf } from '../../contract/command-input.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { checkPaths, type InvalidationPaths, type PathProblem } from '../../domain/cdn/paths.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { viewInvalidate } from './view.ts';

/** 3,000 paths of 4,000 characters each. */
const inputLimit = 12 * 1024 * 1024;

const input = inputOf(({ texts, flag, issue }) => {
  const path = texts('path');
  const all = flag('all');
  if (path.length === 0 && !all) issue('give the paths to invalidate, or --all for everything');
  if (path.length > 0 && all) {
    issue('give either paths or --all, not both: --all already is everything');
  }
  return { path, all };
});

/**
 * Exit 0 when CloudFront completed it and fresh content is served (with --no-wait: when CloudFront accepted it);
 * 1 when the edge still serves an old copy; 2 for a wrong path; 3 when it could not be told; 4 without
 * credentials or permission; 5 refused; 6 stopped waiting.
 */
export default defineAction({
  name: 'invalidate',
  danger: 'production',
  examples: [
    { command: 'tsops invalidate --all', explains: 'the whole cache of production' },
    {
      command: "tsops invalidate /index.html '/assets/*'",
      explains: 'a file and all below a prefix; quote the * from the shell',
    },
    {
      command: 'git diff --name-only | sed s,^public,, | tsops invalidate - --dry-run',
      explains: 'paths from stdin, one a line; what would be cleared',
    },
    {
      command: "tsops invalidate '#product:42' --env staging --no-wait",
      explains: 'everything with a cache tag, without waiting',
    },
  ],
  arguments: [
    {
      syntax: '[path...]',
      description: 'paths from /, a trailing * for everything below; #tags; - for stdin',
      unless: ['all'],
      several: true,
    },
  ],
  options: [{ flags: '--all', description: "invalidate everything; the same as '/*'" }],
  input,
  async action({ path, all }, context) {
    const typed = all ? ['/*'] : await typedPaths(path, context);
    const environment = await context.environment();
    return invalidateAction(await findInvalidation(context, environment, checked(typed)));
  },
  webPage: ({ plan }, config) => invalidationsPage(config, plan.environment),
  view: viewInvalidate,
});

async function typedPaths(path: readonly string[], context: Context): Promise<readonly string[]> {
  if (!path.includes('-')) return path;
  const lines = (await context.terminal.readInput(inputLimit)).split('\n');
  const given = lines.map((line) => line.replace(/\r$/, '')).filter((line) => line !== '');
  if (given.length > 0) return [...path.filter((each) => each !== '-'), ...given];
  throw new TsopsError({
    kind: 'usage',
    message: 'stdin held no path.',
    why: 'Nothing was done.',
    next: ['tsops invalidate --help'],
  });
}

const shownProblems = 10;

function checked(typed: readonly string[]): InvalidationPaths {
  const result = checkPaths(typed);
  if (result.ok) return result.value;
  const { problems } = result;
  const lines = problems.slice(0, shownProblems).map(({ path, message, suggestion }) => {
    const meant = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
    return `${path === '' ? '(empty)' : path} ${message}${meant}`;
  });
  const left = problems.length - lines.length;
  throw new TsopsError({
    kind: 'usage',
    message: [...lines, ...(left === 0 ? [] : [`and ${left} more`])].join('\n'),
    why: 'Nothing was done.',
    next: instead(problems),
  });
}

/** What was probably meant: the path as it should be, or `tsops invalidate status` misspelt. */
function instead(problems: readonly PathProblem[]): string[] {
  const [first, second] = problems;
  const misspelt = second === undefined && nearest(first?.path ?? '', ['status']) !== undefined;
  const suggested = problems.find(({ suggestion }) => suggestion !== undefined)?.suggestion;
  return [
    ...(misspelt ? ['tsops invalidate status'] : []),
    suggested === undefined
      ? 'tsops invalidate --help'
      : `tsops invalidate ${shellQuote([suggested])}`,
  ];
}
