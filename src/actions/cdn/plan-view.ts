import type { Screen } from '../../contract/context.ts';
import { isWildcard } from '../../domain/cdn/paths.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { say, type Text } from '../../domain/text/language.ts';
import type { InvalidatePlan } from './plan.ts';

/** Lines of paths before the rest is only counted: the plan and the question fit 24 lines. */
const shownPaths = 8;
const shownNotes = 4;

/** What will change, as people read it before they consent. */
export function showInvalidatePlan(plan: InvalidatePlan, screen: Screen): string {
  const { paint } = screen;
  const { distribution, inProgress } = plan;
  const rows = [
    [say('environment', '환경'), `${plan.environment}  ${plan.site}`],
    [
      say('distribution', 'CDN 배포'),
      `${distribution.id}  ${distribution.domain}  ${distribution.status}`,
    ],
    [say('in progress', '진행 중'), screen.say(inProgressText(plan))],
    ...inProgress.invalidations
      .slice(0, 3)
      .map(
        ({ id, createdAt, paths }): PlanRow => [
          say('', ''),
          `${id}  ${screen.ago(createdAt)}  ${cleanText(paths.slice(0, 3).join(' '), 60)}`,
        ],
      ),
    [say('cost', '비용'), screen.say(plan.cost.said)],
    ...pathRows(plan.paths, screen),
  ] as const;
  const drawn = rows.map(([label, value]) => [paint.dim(screen.say(label)), value]);
  const what = count(plan.paths);
  const where = paint.bold(plan.environment);
  const title = screen.say(
    say(`Invalidate ${what.en} at the edge of ${where}`, `${where} 엣지 캐시 무효화: ${what.ko}`),
  );
  return [title, screen.table(drawn, { flexible: 1 }), ...noteLines(plan, screen)].join('\n');
}

type PlanRow = readonly [label: Text, value: string];

function pathRows(paths: readonly string[], screen: Screen): PlanRow[] {
  const none = say('', '');
  const shown = paths
    .slice(0, shownPaths)
    .map((path, index): PlanRow => [index === 0 ? say('paths', '경로') : none, path]);
  const left = paths.length - shown.length;
  if (left === 0) return shown;
  return [...shown, [none, screen.say(say(`and ${left} more`, `외 ${left}개`))]];
}

function noteLines(plan: InvalidatePlan, screen: Screen): string[] {
  const repeats = plan.repeats === null ? [] : [repeatText(plan.repeats.record)];
  const notes = [...repeats, ...plan.notesSaid];
  const shown = notes.slice(0, shownNotes);
  const left = notes.length - shown.length;
  const lines =
    left === 0
      ? shown
      : [
          ...shown,
          say(
            `and ${left} more notes (--json shows all)`,
            `그 외 참고 ${left}건(--json으로 모두 표시)`,
          ),
        ];
  return lines.map((line) => {
    const note = screen.say(say(`  note: ${line.en}`, `  참고: ${line.ko}`));
    return screen.paint.dim(screen.terminal ? screen.fit(note, screen.columns) : note);
  });
}

function repeatText(record: string): Text {
  return say(`sent again under the reference of ${record}`, `${record}의 참조로 다시 보냅니다`);
}

function inProgressText({ inProgress }: InvalidatePlan): Text {
  const known = inProgress.invalidations.length;
  const total = known + inProgress.uncounted;
  return total === 0
    ? say('none', '없음')
    : say(`${total} ${total === 1 ? 'invalidation' : 'invalidations'}`, `${total}건`);
}

function count(paths: readonly string[]): Text {
  if (paths.length === 1 && paths[0] === '/*') return say('everything', '전체');
  const wildcards = paths.filter(isWildcard).length;
  const text = `${paths.length} ${paths.length === 1 ? 'path' : 'paths'}`;
  const ko = `경로 ${paths.length}개`;
  if (wildcards === 0 || paths.length === 1) return say(text, ko);
  return say(
    `${text} (${wildcards} ${wildcards === 1 ? 'wildcard' : 'wildcards'})`,
    `${ko}(와일드카드 ${wildcards}개)`,
  );
}
