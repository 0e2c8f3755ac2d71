import type { Guard } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import type { Candidate } from '../../domain/rollback/proposal.ts';
import type { RollbackPlan, VersionFacts } from './parts.ts';

// With the question below it the plan fits 24 lines.
const shownCommits = { alone: 4, belowHistory: 2 };
const shownCandidates = 4;

const guardVerdicts: Readonly<Record<Guard['state'], Verdict>> = {
  pass: 'ok',
  refuse: 'bad',
  unknown: 'unknown',
};

/** What will change, as people read it before they consent; about 20 lines of 80 columns. */
export function showRollbackPlan(plan: RollbackPlan, screen: Screen): string {
  const { paint } = screen;
  const from = plan.current?.version ?? 'unknown';
  const to = plan.target?.version ?? 'none';
  const title = `Roll back ${paint.bold(plan.environment)}: ${from} → ${paint.bold(to)}`;
  const rows = [
    ['now', factsText(plan.current, screen)],
    [plan.proposed ? 'proposed' : 'then', factsText(plan.target, screen)],
    ...candidateRows(plan, screen),
    ...commitRows(plan),
    ['runs', `${plan.workflow.name} at ${plan.workflow.ref} with ${inputsText(plan.inputs)}`],
    ...approvalRows(plan),
    ['edge', invalidationText(plan)],
    ...(plan.reason === null ? [] : [['reason', plan.reason]]),
    ...plan.notes.map((note) => ['not known', note]),
  ].map(([label = '', value = '']) => [paint.dim(label), value]);
  const guards = plan.guards.map(({ name, state, detail }) => [
    screen.sign(guardVerdicts[state]),
    paint.dim(name),
    detail,
  ]);
  return [
    title,
    screen.table(rows, { flexible: 1 }),
    '',
    screen.table(guards, { flexible: 2 }),
  ].join('\n');
}

function factsText(facts: VersionFacts | null, screen: Screen): string {
  if (facts === null) return 'unknown';
  const { version, commit, builtAt, deployedAt } = facts;
  return [
    version,
    commit === null ? '' : commit.slice(0, 8),
    builtAt === null ? '' : `from ${screen.ago(builtAt)}`,
    deployedAt === null ? 'deploy not known' : `deployed ${screen.ago(deployedAt)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The list that the proposal was chosen from. */
function candidateRows({ proposed, candidates, target }: RollbackPlan, screen: Screen): string[][] {
  if (!proposed) return [];
  return candidates.slice(0, shownCandidates).map((candidate, index) => {
    const mark = candidate.version === target?.version ? '→' : ' ';
    return [index === 0 ? 'history' : '', `${mark} ${candidateText(candidate, screen)}`];
  });
}

function candidateText({ version, deployedAt, actor, against }: Candidate, screen: Screen): string {
  const by = actor === '' ? '' : ` by ${actor}`;
  return `${version}  ${screen.ago(deployedAt)}${by}${against === null ? '' : `  (${against})`}`;
}

function commitRows({ changes, environment, proposed }: RollbackPlan): string[][] {
  if (changes === null) return [];
  const { direction, count, commits } = changes;
  const noun = count === 1 ? 'commit' : 'commits';
  const verb = direction === 'leave' ? (count === 1 ? 'leaves' : 'leave') : 'reach';
  const head = ['changes', `${count} ${noun} ${verb} ${environment}`];
  const shown = commits
    .slice(0, proposed ? shownCommits.belowHistory : shownCommits.alone)
    .map(({ sha, title }) => ['', `${sha.slice(0, 7)} ${title}`]);
  const left = count - shown.length;
  return [head, ...shown, ...(left > 0 && shown.length > 0 ? [['', `and ${left} more`]] : [])];
}

function inputsText(inputs: RollbackPlan['inputs']): string {
  const texts = Object.entries(inputs).map(([name, value]) => `${name}=${value}`);
  return texts.length === 0 ? 'no version' : texts.join(' ');
}

function approvalRows({ reviewers, waitMinutes }: RollbackPlan): string[][] {
  const by = reviewers.length === 0 ? [] : [`approval by ${reviewers.slice(0, 5).join(' or ')}`];
  const timer = waitMinutes === 0 ? [] : [`a wait timer of ${waitMinutes} min`];
  const parts = [...by, ...timer];
  return parts.length === 0 ? [] : [['waits for', parts.join(' and ')]];
}

function invalidationText({ invalidates }: RollbackPlan): string {
  return invalidates === null
    ? 'read until it serves the version; nothing is invalidated'
    : `read until it serves that; else /* of ${invalidates} is invalidated`;
}
