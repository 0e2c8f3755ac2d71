/* The figures of docs/diagnosis.md: what it was tuned on, what it was not, and what would have done harm, apart. */
import {
  blindLines,
  blindTotals,
  confusion,
  perScenario,
  totalLines,
  totals,
} from './confusion.mjs';

/** Share of the cases never tuned on that must be right. */
const unseenGoal = 0.85;
const grades = ['right', 'not-seen', 'wrong', 'harmful'];

const scenariosOf = (cases) => [...new Set(cases.map(({ scenario }) => scenario))];
const share = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);

function countGrades(list) {
  return Object.fromEntries(
    grades.map((grade) => [grade, list.filter((one) => one === grade).length]),
  );
}

function gradeRow(title, list) {
  const count = countGrades(list);
  return `| ${title} | ${list.length} | ${share(count.right, list.length)} | ${grades.map((one) => count[one]).join(' | ')} |`;
}

function unseenLines(first, firstGrades) {
  return [
    '| | cases | share right | right | not seen | wrong | harmful |',
    '|---|--:|--:|--:|--:|--:|--:|',
    gradeRow('the first play of each, seed 1, as it came out', [...firstGrades.values()]),
    gradeRow(
      `${scenariosOf(first).length} scenarios never tuned on, as of now`,
      first.map(({ grade }) => grade),
    ),
  ];
}

/** What was harmful, of the cases that `title` names. */
function harmRow(title, cases) {
  const count = (harm) => cases.filter(({ harms }) => harms.includes(harm)).length;
  const cells = ['rollback', 'false-alarm', 'invalidation'].map(count);
  return `| ${title} | ${cases.length} | ${cells.join(' | ')} |`;
}

function unseenTotals(first) {
  const right = first.filter((one) => one.right).length;
  const harmful = first.filter(({ harms }) => harms.length > 0).length;
  return { right, harmful, reached: right >= unseenGoal * first.length && harmful === 0 };
}

/** All figures as Markdown, and whether the goals are reached. */
export function figuresOf({ tuned, first, blind, firstGrades }) {
  const [sums, unseeing, unseen] = [totals(tuned), blindTotals(blind), unseenTotals(first)];
  const short = first.filter((one) => !one.right);
  const text = [
    `#### Tuned: ${scenariosOf(tuned).length} scenarios, ${tuned.length} cases`,
    '',
    confusion(tuned),
    '',
    ...totalLines(sums),
    '',
    perScenario(tuned),
    '',
    '#### First-played: by people who had not read the weights',
    '',
    ...unseenLines(first, firstGrades),
    '',
    `Goals: 85 % right, 0 harmful. ${short.length === 0 ? 'All are right.' : 'Short as of now:'}`,
    '',
    ...(short.length > 0 ? [shortTable(short), ''] : []),
    '#### Harmful answers',
    '',
    '| | cases | rollback of the innocent | "false alarm" while it lasts | needless invalidation |',
    '|---|--:|--:|--:|--:|',
    harmRow('tuned', tuned),
    harmRow('never tuned on', first),
    ...(blind.length > 0 ? [harmRow('one vendor dead', blind), '', ...blindLines(unseeing)] : []),
  ].join('\n');
  return { text, reached: sums.reached && unseeing.reached && unseen.reached };
}

/** Where it falls short: what was said in place of what, of how many. */
function shortTable(short) {
  const key = ({ scenario, recommended, grade }) => `${scenario} | ${recommended} | ${grade}`;
  const rows = [...new Set(short.map(key))].map((row) => {
    const same = short.filter((one) => key(one) === row);
    const [{ scenario, recommended, answers, grade }] = same;
    return `| ${scenario} | ${answers.join(', or ')} | ${recommended} | ${grade} | ${same.length} |`;
  });
  return ['| scenario | right | said | grade | cases |', '|---|---|---|---|--:|', ...rows].join(
    '\n',
  );
}
