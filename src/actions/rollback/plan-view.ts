import type { Guard } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { guardTitle } from '../../domain/incident/guard.ts';
import type { Candidate } from '../../domain/rollback/proposal.ts';
import { type Language, say, type Text } from '../../domain/text/language.ts';
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
  const [where, bold] = [paint.bold(plan.environment), paint.bold(to)];
  const title = screen.say(
    say(`Roll back ${where}: ${from} → ${bold}`, `${where} 롤백: ${from} → ${bold}`),
  );
  const { name: file, ref } = plan.workflow;
  const inputs = inputsText(plan.inputs);
  const all: readonly PlanRow[] = [
    [say('now', '현재'), factsText(plan.current, screen)],
    [plan.proposed ? say('proposed', '제안') : say('then', '이후'), factsText(plan.target, screen)],
    ...candidateRows(plan, screen),
    ...commitRows(plan),
    [
      say('runs', '실행'),
      say(`${file} at ${ref} with ${inputs.en}`, `${file}(${ref}), 입력 ${inputs.ko}`),
    ],
    ...approvalRows(plan),
    [say('edge', '엣지'), invalidationText(plan)],
    ...(plan.reason === null ? [] : [[say('reason', '사유'), same(plan.reason)] as const]),
    ...plan.notes.map((note) => [say('not known', '알 수 없음'), same(note)] as const),
  ];
  const rows = all.map(([label, value]) => [paint.dim(screen.say(label)), screen.say(value)]);
  const guards = plan.guards.map(({ name, state, said }) => [
    screen.sign(guardVerdicts[state]),
    paint.dim(screen.say(guardTitle(name))),
    screen.say(said),
  ]);
  return [
    title,
    screen.table(rows, { flexible: 1 }),
    '',
    screen.table(guards, { flexible: 2 }),
  ].join('\n');
}

type PlanRow = readonly [label: Text, value: Text];

const same = (text: string): Text => say(text, text);
const none = same('');

function factsText(facts: VersionFacts | null, screen: Screen): Text {
  if (facts === null) return say('unknown', '알 수 없음');
  const { version, commit, builtAt, deployedAt } = facts;
  const built = builtAt === null ? '' : screen.ago(builtAt);
  const deployed = deployedAt === null ? '' : screen.ago(deployedAt);
  const parts = [
    same(version),
    commit === null ? none : same(commit.slice(0, 8)),
    built === '' ? none : say(`built ${built}`, `${built} 빌드`),
    deployed === ''
      ? say('deploy not known', '배포 시각 미상')
      : say(`deployed ${deployed}`, `${deployed} 배포`),
  ];
  const joined = (language: Language): string =>
    parts
      .map((part) => part[language])
      .filter((part) => part !== '')
      .join(', ');
  return say(joined('en'), joined('ko'));
}

/** The list that the proposal was chosen from. */
function candidateRows({ proposed, candidates, target }: RollbackPlan, screen: Screen): PlanRow[] {
  if (!proposed) return [];
  return candidates.slice(0, shownCandidates).map((candidate, index) => {
    const mark = candidate.version === target?.version ? '→' : ' ';
    const text = candidateText(candidate, screen);
    return [
      index === 0 ? say('history', '이력') : none,
      say(`${mark} ${text.en}`, `${mark} ${text.ko}`),
    ];
  });
}

function candidateText({ version, deployedAt, actor, against }: Candidate, screen: Screen): Text {
  const ago = screen.ago(deployedAt);
  const [by, byKo] = actor === '' ? ['', ''] : [` by ${actor}`, ` ${actor}`];
  const no = against === null ? '' : `  (${against})`;
  const noKo = against === null ? '' : `  (${againstTexts[against] ?? against})`;
  return say(`${version}  ${ago}${by}${no}`, `${version}  ${ago}${byKo}${noKo}`);
}

function commitRows({ changes, environment, proposed }: RollbackPlan): PlanRow[] {
  if (changes === null) return [];
  const { direction, count, commits } = changes;
  const noun = count === 1 ? 'commit' : 'commits';
  const verb = direction === 'leave' ? (count === 1 ? 'leaves' : 'leave') : 'reach';
  const ko = direction === 'leave' ? '에서 빠지는' : '에 들어가는';
  const head: PlanRow = [
    say('changes', '변경'),
    say(`${count} ${noun} ${verb} ${environment}`, `${environment}${ko} 커밋 ${count}개`),
  ];
  const shown = commits
    .slice(0, proposed ? shownCommits.belowHistory : shownCommits.alone)
    .map(({ sha, title }): PlanRow => [none, same(`${sha.slice(0, 7)} ${title}`)]);
  const left = count - shown.length;
  const more: PlanRow = [none, say(`and ${left} more`, `외 ${left}개`)];
  return [head, ...shown, ...(left > 0 && shown.length > 0 ? [more] : [])];
}

function inputsText(inputs: RollbackPlan['inputs']): Text {
  const texts = Object.entries(inputs).map(([name, value]) => `${name}=${value}`);
  return texts.length === 0 ? say('no version', '버전 없음') : same(texts.join(' '));
}

function approvalRows({ reviewers, waitMinutes }: RollbackPlan): PlanRow[] {
  const names = reviewers.slice(0, 5);
  const by =
    names.length === 0
      ? []
      : [say(`approval by ${names.join(' or ')}`, `${names.join(', ')} 승인`)];
  const timer =
    waitMinutes === 0
      ? []
      : [say(`a wait timer of ${waitMinutes} min`, `대기 타이머 ${waitMinutes}분`)];
  const parts = [...by, ...timer];
  if (parts.length === 0) return [];
  const en = parts.map((part) => part.en).join(' and ');
  return [[say('waits for', '대기'), say(en, parts.map((part) => part.ko).join(', '))]];
}

function invalidationText({ invalidates }: RollbackPlan): Text {
  return invalidates === null
    ? say(
        'read until it serves the version; nothing is invalidated',
        '해당 버전이 제공될 때까지 확인, 무효화하지 않음',
      )
    : say(
        `read until it serves that; else /* of ${invalidates} is invalidated`,
        `제공될 때까지 확인, 안 되면 ${invalidates}의 /* 무효화`,
      );
}

const againstTexts: Readonly<Record<string, string>> = {
  served: '제공 중',
  'perhaps served': '제공되었을 수 있음',
  newer: '더 새 버전',
  'rolled back': '롤백됨',
  'no tag': '태그 없음',
};
