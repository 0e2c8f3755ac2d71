/* The first play of each scenario, which happens once: kept as it came out. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderOf, playFolders } from './scenario-sets.mjs';

const pageOf = (folder) => join(folder, 'PLAYED.md');
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

/** Each play as it came out, in the order of the folders: its name, and its rows in the order of the page. */
export function plays() {
  return playFolders.map((folder) => ({ play: basename(folder), rows: rowsOf(pageOf(folder)) }));
}

/** The grades of the first time that each scenario was played. */
export function firstGrades() {
  return new Map(plays().flatMap(({ rows }) => rows.map(({ name, grade }) => [name, grade])));
}

function rowsOf(page) {
  if (!existsSync(page)) return [];
  const rows = readFileSync(page, 'utf8').matchAll(
    /^\| `([^`]+)` \|[^|]*\| ([^|]*) \|.*\| ([a-z-]+)(?: \([^)]*\))? \|$/gm,
  );
  return [...rows].map(([, name, said, grade]) => ({ name, said, grade }));
}

const titles =
  '| scenario | right | said | about | standing | response | grade |\n|---|---|---|---|---|---|---|\n';

function rowOf({ scenario, answers, recommended, about, standing, response, grade, harms }) {
  const graded = harms.length > 0 ? `${grade} (${harms.join(', ')})` : grade;
  const cells = [answers.join(', or '), recommended, about ?? '', standing, response, graded];
  return `| \`${scenario}\` | ${cells.join(' | ')} |`;
}

/** Adds what was played for the first time to the page of its folder; `when` says of what code. */
export function recordFirstPlay(cases, when) {
  const known = firstGrades();
  const unknown = cases.filter(({ scenario }) => !known.has(scenario));
  for (const folder of playFolders) {
    const rows = unknown.filter(({ scenario }) => folderOf(scenario) === folder).map(rowOf);
    if (rows.length > 0) addRows(pageOf(folder), when, rows);
  }
  return unknown.length;
}

function addRows(page, when, rows) {
  const before = existsSync(page) ? readFileSync(page, 'utf8') : head;
  writeFileSync(page, `${before}## ${when}\n\n${titles}${rows.join('\n')}\n`);
}
