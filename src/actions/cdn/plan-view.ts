import type { Screen } from '../../contract/context.ts';
import { isWildcard } from '../../domain/cdn/paths.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { InvalidatePlan } from './plan.ts';

/** Lines of paths before the rest is only counted: the plan and the question fit 24 lines. */
const shownPaths = 8;
const shownNotes = 4;

/** What will change, as people read it before they consent. */
export function showInvalidatePlan(plan: InvalidatePlan, screen: Screen): string {
  const { paint } = screen;
  const { distribution, inProgress } = plan;
  const rows = [
    ['environment', `${plan.environment}  ${plan.site}`],
    ['distribution', `${distribution.id}  ${distribution.domain}  ${distribution.status}`],
    ['in progress', inProgressText(plan)],
    ...inProgress.invalidations
      .slice(0, 3)
      .map(({ id, createdAt, paths }) => [
        '',
        `${id}  ${screen.ago(createdAt)}  ${cleanText(paths.slice(0, 3).join(' '), 60)}`,
      ]),
    ['cost', plan.cost.line],
    ...pathRows(plan.paths),
  ].map(([label = '', value = '']) => [paint.dim(label), value]);
  const title = `Invalidate ${count(plan.paths)} at the edge of ${paint.bold(plan.environment)}`;
  return [title, screen.table(rows, { flexible: 1 }), ...noteLines(plan, screen)].join('\n');
}

function pathRows(paths: readonly string[]): string[][] {
  const shown = paths.slice(0, shownPaths).map((path, index) => [index === 0 ? 'paths' : '', path]);
  const left = paths.length - shown.length;
  return left === 0 ? shown : [...shown, ['', `and ${left} more`]];
}

function noteLines(plan: InvalidatePlan, screen: Screen): string[] {
  const repeats =
    plan.repeats === null ? [] : [`sent again under the reference of ${plan.repeats.record}`];
  const notes = [...repeats, ...plan.notes];
  const shown = notes.slice(0, shownNotes);
  const left = notes.length - shown.length;
  const lines = left === 0 ? shown : [...shown, `and ${left} more notes (--json shows all)`];
  return lines.map((line) => {
    const note = `  note: ${line}`;
    return screen.paint.dim(screen.terminal ? screen.fit(note, screen.columns) : note);
  });
}

function inProgressText({ inProgress }: InvalidatePlan): string {
  const known = inProgress.invalidations.length;
  const total = known + inProgress.uncounted;
  return total === 0 ? 'none' : `${total} ${total === 1 ? 'invalidation' : 'invalidations'}`;
}

function count(paths: readonly string[]): string {
  if (paths.length === 1 && paths[0] === '/*') return 'everything';
  const wildcards = paths.filter(isWildcard).length;
  const text = `${paths.length} ${paths.length === 1 ? 'path' : 'paths'}`;
  if (wildcards === 0 || paths.length === 1) return text;
  return `${text} (${wildcards} ${wildcards === 1 ? 'wildcard' : 'wildcards'})`;
}
