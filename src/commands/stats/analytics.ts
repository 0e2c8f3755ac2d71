import { usageFiguresWording } from '../../domain/evidence/wording/usage-figures.ts';
import type { Figure } from '../../domain/numbers/figure.ts';
import { day } from '../../domain/time/units.ts';
import { figuresCommand } from './figures-command.ts';

export default figuresCommand({
  name: 'stats analytics',
  examples: [
    { command: 'tsops stats analytics', explains: 'sessions, themes, exports, browsers of a week' },
    { command: 'tsops stats analytics --since 30d', explains: 'of 30 days, and the 30 before' },
  ],
  question: 'usage-figures',
  wording: usageFiguresWording,
  usual: 7 * day,
  stepsOf: usageSteps,
});

/** The runbook of what is bad; where credentials are missing, what shows which. */
function usageSteps(figures: readonly Figure[]): readonly string[] {
  const isBad = (wanted: string) =>
    figures.some(({ id, verdict }) => id === wanted && verdict === 'bad');
  const isShut = figures.some(
    ({ lack, problem }) => lack?.code === 'analytics-not-set' || problem?.kind === 'credentials',
  );
  return [
    ...(isBad('errors-per-request') ? ['tsops runbook high-error-rate'] : []),
    ...(isBad('page-load') ? ['tsops runbook performance-degradation'] : []),
    ...(isShut ? ['tsops doctor'] : []),
  ].slice(0, 2);
}
