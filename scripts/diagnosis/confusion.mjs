/* What many played scenarios come to: the table of recommended against true causes, and the goals. */

/** Share of the tellable cases that must be right. */
const goal = 0.98;

/** Rows are the true causes, columns what was recommended; cells count. As Markdown. */
export function confusion(cases) {
  const truths = [...new Set(cases.map(({ truth }) => truth))].sort();
  const said = [...new Set(cases.map(({ recommended }) => recommended))].sort();
  const count = (truth, recommended) =>
    cases.filter((one) => one.truth === truth && one.recommended === recommended).length;
  return [
    `| true cause | ${said.join(' | ')} |`,
    `|---|${said.map(() => '--:').join('|')}|`,
    ...truths.map((truth) => {
      const cells = said.map((recommended) => count(truth, recommended) || '·');
      return `| ${truth} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

/** One row for each scenario. */
export function perScenario(cases) {
  const names = [...new Set(cases.map(({ scenario }) => scenario))];
  return [
    '| scenario | true cause | can be told | right |',
    '|---|---|---|--:|',
    ...names.map((name) => {
      const own = cases.filter(({ scenario }) => scenario === name);
      const right = own.filter((one) => one.right).length;
      const [{ truth, tellable }] = own;
      return `| ${name} | ${truth} | ${tellable ? 'yes' : 'no'} | ${right} of ${own.length} |`;
    }),
  ].join('\n');
}

export function totals(cases) {
  const tellable = cases.filter((one) => one.tellable);
  const untellable = cases.filter((one) => !one.tellable);
  const rightOf = (some) => some.filter(({ right }) => right).length;
  const times = cases.map(({ took }) => took).sort((a, b) => a - b);
  const [right, said] = [rightOf(tellable), rightOf(untellable)];
  const rollbacks = cases.filter(({ wrongRollback }) => wrongRollback).length;
  return {
    right,
    tellable: tellable.length,
    said,
    untellable: untellable.length,
    rollbacks,
    median: times[Math.floor(times.length / 2)] ?? 0,
    slowest: times.at(-1) ?? 0,
    reached: right >= goal * tellable.length && said === untellable.length && rollbacks === 0,
  };
}

const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);

export function totalLines(sums) {
  const { right, tellable, said, untellable, rollbacks, median, slowest } = sums;
  const seconds = (ms) => (ms / 1000).toFixed(1);
  return [
    `- Of the cases that can be told: ${right} of ${tellable} right, ${percent(right, tellable)} (goal: 98 %).`,
    `- Of the cases that cannot be told: ${said} of ${untellable} said so.`,
    `- Rollbacks recommended of an innocent deploy, or to a version that is bad too: ${rollbacks} (goal: 0).`,
    `- From the first question to the recommendation: ${seconds(median)} s in the median, ${seconds(slowest)} s at most.`,
  ];
}
