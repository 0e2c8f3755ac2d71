import { defineCommand } from '../../contract/command.ts';
import { inputOf } from '../../contract/command-input.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { inEnvironment } from '../../domain/deploys/suggested-command.ts';
import { issueIdForm, parseIssueId } from '../../domain/errors/issue-id.ts';
import { pinTime } from '../../domain/evidence/pinned-time.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { day, minute } from '../../domain/time/units.ts';
import { createInquiry, type Inquiry } from '../../evidence/asking/inquiry.ts';
import { collectors } from '../../evidence/catalog.ts';
import { errorsReading } from '../../evidence/reading/errors.ts';
import { listLimit } from '../input/list-limit.ts';
import { contentLanguage } from '../view/content-language.ts';
import type { ErrorsNow } from './data.ts';
import { viewErrors } from './view.ts';

interface Input {
  readonly id: string | undefined;
  readonly since: number | undefined;
  readonly limit: number;
}

const mostListed = 20;
const longestWindow = 14 * day;

const input = inputOf<Input>(({ parsed }) => ({
  id: parsed(
    'id',
    parseIssueId,
    (text) => `needs an id of Sentry's such as ${issueIdForm}, not “${cleanText(text, 60)}”`,
  ),
  since: parsed(
    'since',
    windowOf,
    (text) => `needs a duration from 1m to 14d, not “${cleanText(text, 60)}”`,
  ),
  limit: parsed('limit', ...listLimit(mostListed)) ?? 10,
}));

function windowOf(text: string): number | undefined {
  const length = parseDuration(text);
  return length !== undefined && length >= minute && length <= longestWindow ? length : undefined;
}

/** Exit 1 where a new error comes every minute, 3 where there is none or Sentry could not be asked. */
export default defineCommand<Input, ErrorsNow>({
  name: 'errors',
  danger: 'read',
  examples: [
    { command: 'tsops errors', explains: 'the heaviest errors of the last 30 minutes' },
    {
      command: 'tsops errors TALKSTUDIO-WEB-1A',
      explains: 'one error in full: message, release, users',
    },
    {
      command: 'tsops errors --since 6h --env staging',
      explains: 'the errors of six hours, in staging',
    },
  ],
  arguments: [{ syntax: '[id]', description: `one error, by Sentry's id: ${issueIdForm}` }],
  options: [
    { flags: '--since <duration>', description: 'length of the window up to now (30m)' },
    { flags: '--limit <n>', description: `how many are listed, at most ${mostListed} (10)` },
  ],
  input,
  run,
  webPage: ({ page }) => page,
  view: viewErrors,
});

async function run({ id, since, limit }: Input, context: Context) {
  const [{ config }, environment, language] = await Promise.all([
    context.config(),
    context.environment(),
    contentLanguage(context),
  ]);
  const pinned = pinTime(context.clock.now(), since);
  const { budget } = config.runbooks;
  const inquiry = createInquiry({ context, config, environment, pinned, budget }, collectors);
  const about = { language, environment };
  return id === undefined
    ? listed(inquiry, about, limit, await pageOf(inquiry))
    : inFull(inquiry, about, id);
}

type About = Pick<ErrorsNow, 'language' | 'environment'>;

async function listed(inquiry: Inquiry, about: About, limit: number, page: string | null) {
  const types = await inquiry.ask('error-types');
  const all = types.value?.types ?? [];
  const value = types.value === null ? null : { ...types.value, types: all.slice(0, limit) };
  const data: ErrorsNow = {
    ...about,
    types: { ...types, value },
    known: all.length,
    issue: null,
    page,
  };
  const { verdict, problem } = types;
  const [top] = all;
  const next =
    top === undefined
      ? noneNext(verdict)
      : [`tsops errors ${top.shortId || top.id}`, ...(isTrouble(verdict) ? [runbook] : [])];
  return {
    verdict,
    data,
    next: next.map((command) => inEnvironment(command, about.environment)),
    problems: problem === undefined ? [] : [problem],
  };
}

const runbook = 'tsops runbook high-error-rate';
const isTrouble = (verdict: string): boolean => verdict === 'bad' || verdict === 'warn';

/** That nothing came may be good, or the reporting may be broken; what could not be asked says itself what to do. */
function noneNext(verdict: string): readonly string[] {
  return verdict === 'no-data' ? ['tsops health'] : [];
}

async function inFull(inquiry: Inquiry, about: About, id: string) {
  const { namedIssue } = await import('../../evidence/errors/named-issue.ts');
  const issue = await namedIssue(inquiry, id);
  if (issue.verdict === 'no-data') throw await noSuchIssue(inquiry, id);
  const { verdict, value, problem } = issue;
  const deploys = value?.isNew === true && value.firstVersion !== null ? ['tsops deploys'] : [];
  return {
    verdict,
    data: { ...about, types: null, known: 0, issue, page: value?.url || null },
    next: (isTrouble(verdict) ? [runbook, ...deploys] : []).map((command) =>
      inEnvironment(command, about.environment),
    ),
    problems: problem === undefined ? [] : [problem],
  };
}

/** With the one of those there are now that is a letter away. */
async function noSuchIssue(inquiry: Inquiry, id: string): Promise<TsopsError> {
  const { distance } = await import('fastest-levenshtein');
  const { value } = await inquiry.ask('error-types');
  const ids = (value?.types ?? []).map((type) => (/^\d+$/.test(id) ? type.id : type.shortId));
  // All of a project begin alike: further off than a slip of the finger it would be a guess.
  const guess = ids.find((each) => distance(id, each) === 1);
  const named = inEnvironment(`tsops errors ${guess}`, inquiry.environment);
  return new TsopsError({
    kind: 'usage',
    message: `Sentry has no error ${id}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    next: guess === undefined ? [inEnvironment('tsops errors', inquiry.environment)] : [named],
  });
}

/** Null where the errors cannot be asked at all: that is told by the answer. */
async function pageOf(inquiry: Inquiry): Promise<string | null> {
  const { services, signal } = inquiry.context;
  return services.errors().then(
    (tracker) => tracker.page(errorsReading(inquiry, signal).environment),
    () => null,
  );
}
