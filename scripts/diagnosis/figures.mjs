/* The figures of docs/diagnosis.md: what it was tuned on, what it was not, and what would have done harm, apart. */
import { confusion, perScenario, totalLines, totals } from './confusion.mjs';

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

const gradeHead = [
  '| | cases | share right | right | not seen | wrong | harmful |',
  '|---|--:|--:|--:|--:|--:|--:|',
];

function unseenLines(first, plays) {
  return [
    ...gradeHead,
    ...plays.map(({ play, rows }) =>
      gradeRow(`\`${play}\`, seed 1, as it came out`, gradesOf(rows)),
    ),
    gradeRow(`${scenariosOf(first).length} scenarios never tuned on, as of now`, gradesOf(first)),
    '',
    ...plays.filter(({ rows }) => rows.length > 0).map(honestLine),
  ];
}

/** How much of what was right named no cause, as nothing that is read shows it. */
function honestLine({ play, rows }) {
  const right = rows.filter(({ grade }) => grade === 'right');
  const silent = right.filter(({ said }) => said === 'cause-not-seen').length;
  return `- \`${play}\`: of ${right.length} right ones, ${silent} say "cause not seen" where that is the honest answer.`;
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

const gradesOf = (cases) => cases.map(({ grade }) => grade);

/** Of worlds with noise: how much of the same is still right. */
export function roughFigures({ tuned, first }) {
  const all = [...tuned, ...first];
  const short = all.filter((one) => !one.right);
  const right = all.length - short.length;
  const harmful = all.filter(({ harms }) => harms.length > 0).length;
  const text = [
    ...gradeHead,
    gradeRow('tuned', gradesOf(tuned)),
    gradeRow('never tuned on', gradesOf(first)),
    '',
    ...(short.length > 0 ? [shortTable(short)] : ['All are right.']),
  ].join('\n');
  return { text, reached: right >= unseenGoal * all.length && harmful === 0 };
}

/** While vendors are dead: an honest "cause not seen" is no mistake, an innocent cause or harm is. */
export function blindFigures(cases) {
  const titles = [...new Set(cases.map(titleOfDead))];
  const accused = cases.filter((one) => one.accused).length;
  const harmful = cases.filter(({ harms }) => harms.length > 0).length;
  const text = [
    ...gradeHead,
    ...titles.map((title) =>
      gradeRow(title, gradesOf(cases.filter((one) => titleOfDead(one) === title))),
    ),
    '',
    `An innocent cause named in ${accused} of ${cases.length} cases, a harmful answer in ${harmful} (goals: 0).`,
  ].join('\n');
  return { text, reached: accused === 0 && harmful === 0 };
}

function titleOfDead({ dead }) {
  return dead.length > 1 ? 'two dead, each pair in turn' : `${dead[0]} dead`;
}

/** All figures as Markdown, and whether the goals are reached. */
export function figuresOf({ tuned, first, plays }) {
  const [sums, unseen] = [totals(tuned), unseenTotals(first)];
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
    ...unseenLines(first, plays),
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
  ].join('\n');
  return { text, reached: sums.reached && unseen.reached };
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
