/* A measured page: what was missed, each figure beside its budget and its last one, the deploy between, what grew. */
import type { Screen } from '../../contract/context.ts';
import { type BudgetResult, targetOf } from '../../domain/lab/budgets.ts';
import type { BesideKept, Grown, LabBetween } from '../../domain/lab/compare.ts';
import { labTitles } from '../../domain/lab/titles.ts';
import { conditionTitles, labValueText } from '../../domain/lab/words.ts';
import { figureText, targetText } from '../../domain/numbers/figure-text.ts';
import { agoText } from '../../domain/time/span-text.ts';
import { wrapped } from '../view/labelled.ts';
import type { LabOutcome, MeasuredPage } from './lab-data.ts';
import { labWords } from './words.ts';

export function labText({ pages, init, notAsserted }: LabOutcome, screen: Screen): string {
  const w = labWords[screen.language];
  const notes =
    notAsserted.length === 0
      ? []
      : ['', ...wrapped(w.notAsserted(notAsserted.join(', ')), screen, 0).map(screen.paint.dim)];
  const told = pages.map((page) => pageLines(page, screen).join('\n')).join('\n\n');
  return [...(init === null ? [told] : initLines(init, screen)), ...notes].join('\n');
}

function initLines(init: NonNullable<LabOutcome['init']>, screen: Screen): string[] {
  const w = labWords[screen.language];
  const [first] = init.files;
  const told = first?.written === true ? w.wrote : w.wouldWrite;
  const tight = init.tightenedBy === 0 ? [] : wrapped(w.tightened(init.tightenedBy), screen, 0);
  const budgets = init.budgets.map((budget) => [
    screen.say(labTitles[budget.metric]),
    budgetText(budget, screen),
    budget.level,
  ]);
  return [
    `${told}: ${init.files.map(({ file }) => file).join(', ')}`,
    ...tight,
    screen.table(budgets, { right: [1] }),
    ...(first?.written === false
      ? init.files.flatMap(({ file, text }) => ['', `# ${file}`, text.trimEnd()])
      : []),
  ];
}

function pageLines(page: MeasuredPage, screen: Screen): string[] {
  const { url, device, runs, set, verdict, beside } = page;
  const w = labWords[screen.language];
  const served = set?.served == null ? '' : `, ${set.served}`;
  const head = `${url} · ${w.devices[device]}, ${w.median(set?.runs ?? runs)}${served}`;
  const [first = '', ...rest] = wrapped(saidOf(page, screen), screen, 2);
  return [
    ...wrapped(screen.paint.bold(head), screen, 0),
    `${screen.sign(verdict)} ${first.trimStart()}`,
    ...rest,
    ...page.failed.flatMap(({ run, reason }) => wrapped(w.run(run, reason), screen, 4, 2)),
    ...(set === null ? [] : [budgetLines(page, screen)]),
    ...(beside === null ? [] : besideLines(beside, page, screen)),
    ...footLines(page, screen),
  ];
}

function saidOf({ budgets, failed, runs, deployed, set }: MeasuredPage, screen: Screen): string {
  const w = labWords[screen.language];
  if (deployed !== null) return w.deployed(deployed.before, deployed.after);
  if (set === null) return w.refused(failed.length, runs);
  const missed = budgets.filter(({ verdict }) => verdict === 'bad');
  const warned = budgets.filter(({ verdict }) => verdict === 'warn');
  if (missed.length > 0) return w.missed(namesOf([...missed, ...warned], screen));
  return warned.length > 0 ? w.warned(namesOf(warned, screen)) : w.met;
}

function namesOf(results: readonly BudgetResult[], screen: Screen): string {
  return results
    .map(({ metric, measured }) => {
      const value = screen.say(labValueText(metric, measured));
      return `${screen.say(labTitles[metric])} ${value}`;
    })
    .join(', ');
}

function budgetText(
  budget: Pick<BudgetResult, 'metric' | 'is' | 'value' | 'level'>,
  screen: Screen,
) {
  const sign = screen.say(targetText(targetOf(budget), 'count')).slice(0, 1);
  return `${sign} ${screen.say(labValueText(budget.metric, budget.value))}`;
}

/** Each figure, its budget, and how it was in the last comparable set. */
function budgetLines({ budgets, beside }: MeasuredPage, screen: Screen): string {
  const changed = beside?.is === 'compared' ? beside.changed : [];
  const rows = budgets.map((result) => {
    const { metric, measured, verdict } = result;
    const was = changed.find((each) => each.metric === metric)?.before;
    const before =
      was === undefined || was === measured
        ? ''
        : screen.paint.dim(beforeText(metric, was, screen));
    return [
      screen.sign(verdict),
      screen.say(labTitles[metric]),
      screen.say(labValueText(metric, measured)),
      screen.paint.dim(budgetText(result, screen)),
      before,
    ];
  });
  return screen.table(rows, { indent: 2, right: [2], flexible: 4 });
}

/** On a narrow screen without its unit, which stands in the row already: a value is never cut. */
function beforeText(metric: BudgetResult['metric'], was: number, screen: Screen): string {
  const text = screen.say(labValueText(metric, was));
  const isNarrow = screen.terminal && screen.columns < 50;
  return `← ${isNarrow ? text.replace(/ ?ms$/, '') : text}`;
}

function besideLines(beside: BesideKept, { set }: MeasuredPage, screen: Screen): string[] {
  const w = labWords[screen.language];
  if (beside.is === 'first') return wrapped(w.first, screen, 2, 2);
  const between = beside.between === null ? [] : betweenLines(beside.between, set, screen);
  if (beside.is === 'compared') return between;
  const { of, before, after } = beside.difference;
  const what = screen.say(conditionTitles[of]);
  return [...wrapped(w.different(what, before, after), screen, 2, 2), ...between];
}

function betweenLines(
  { at, served, grown, bytes }: LabBetween,
  set: MeasuredPage['set'],
  screen: Screen,
): string[] {
  const w = labWords[screen.language];
  const ago = screen.say(agoText(at, set?.at ?? at));
  const files = w.files(bytesText(bytes.before, screen), bytesText(bytes.after, screen));
  return [
    ...wrapped(`${w.since(ago)} (${screen.clock(at)})`, screen, 2, 2),
    ...wrapped(deployText(served, screen), screen, 4, 2),
    ...wrapped(files, screen, 4, 2),
    ...grownLines(grown, screen),
  ];
}

function deployText({ before, after }: LabBetween['served'], screen: Screen): string {
  const w = labWords[screen.language];
  if (before === null || after === null) return w.notTold;
  return before === after ? w.same(after) : w.deploy(before, after);
}

/** Those that cost most; the document has all. */
const shown = 5;

function grownLines(grown: readonly Grown[], screen: Screen): string[] {
  const w = labWords[screen.language];
  if (grown.length === 0) return wrapped(w.nothingGrew, screen, 4, 2);
  return grown.slice(0, shown).flatMap(({ name, before, after }) => {
    const is = bytesText(after, screen);
    const told = before === 0 ? w.added(name, is) : w.grew(name, bytesText(before, screen), is);
    return wrapped(told, screen, 6, 2);
  });
}

const bytesText = (bytes: number, screen: Screen): string => screen.say(figureText(bytes, 'bytes'));

function footLines({ set, reports, kept, warnings }: MeasuredPage, screen: Screen): string[] {
  if (set === null) return [];
  const w = labWords[screen.language];
  const { program, browser, throttling, benchmarkIndex } = set.conditions;
  const benchmark = benchmarkIndex === null ? '?' : String(Math.round(benchmarkIndex));
  const lines = [
    ...warnings.map(w.warning),
    w.conditions(
      program,
      browser === null ? '?' : String(browser),
      w.throttlings[throttling] ?? throttling,
      benchmark,
    ),
    ...(kept ? [] : [w.notKept]),
    ...(reports === null ? [] : [w.reports(reports)]),
  ];
  return lines.flatMap((line) => wrapped(line, screen, 2, 2).map(screen.paint.dim));
}
