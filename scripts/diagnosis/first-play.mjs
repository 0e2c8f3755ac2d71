/* The first play of each scenario, which happens once: kept as it came out. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstPlayFolder } from './scenario-sets.mjs';

const page = join(firstPlayFolder, 'PLAYED.md');
const head = `# The first play

\`npm run diagnosis -- --record\` plays each scenario that has no row here once, with seed 1, and adds the row. A row is
never changed: what was mended afterwards does not make the first answer better. A scenario that led to a change says
so at the top of its file (\`# Tuned: …\`) and counts among the tuned ones from then on.

| grade | meaning |
|---|---|
| right | one of the right answers, which were written before the play, and a response that does no harm |
| not-seen | "cause not seen", though an engineer would have seen it |
| wrong | another cause, or one of two |
| harmful | a rollback of the innocent or to a bad version, "false alarm" while it lasts, or an invalidation that repairs nothing |

`;

/** The grades of the first play by scenario, in the order of the page. */
export function firstGrades() {
  if (!existsSync(page)) return new Map();
  const rows = readFileSync(page, 'utf8').matchAll(
    /^\| `([^`]+)` \|.*\| ([a-z-]+)(?: \([^)]*\))? \|$/gm,
  );
  return new Map([...rows].map(([, name, grade]) => [name, grade]));
}

const titles =
  '| scenario | right | said | about | standing | response | grade |\n|---|---|---|---|---|---|---|\n';

function rowOf({ scenario, answers, recommended, about, standing, response, grade, harms }) {
  const graded = harms.length > 0 ? `${grade} (${harms.join(', ')})` : grade;
  const cells = [answers.join(', or '), recommended, about ?? '', standing, response, graded];
  return `| \`${scenario}\` | ${cells.join(' | ')} |`;
}

/** Adds what was played for the first time; `when` says of what code. */
export function recordFirstPlay(cases, when) {
  const known = firstGrades();
  const rows = cases.filter(({ scenario }) => !known.has(scenario)).map(rowOf);
  if (rows.length === 0) return 0;
  const before = existsSync(page) ? readFileSync(page, 'utf8') : head;
  writeFileSync(page, `${before}## ${when}\n\n${titles}${rows.join('\n')}\n`);
  return rows.length;
}
