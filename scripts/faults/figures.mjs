/* The table of what was played, as docs/reliability.md shows it. */
import { FAULTS } from './judge.mjs';

const heads = ['doubled', 'lost', 'wrong claims', 'secrets', 'escape bytes', 'calls', 'stuck'];

/** A row a kind: runs that reached their fault, and how many of them show each. */
export function figuresOf(kinds, runs) {
  const rows = kinds.flatMap(({ name, title, apart = false }) => {
    const own = runs.filter(({ kind, reached }) => kind === name && reached);
    if (own.length === 0) return [];
    const counts = FAULTS.map((fault) => own.filter(({ found }) => shows(found, fault)).length);
    return [{ name, title, apart, runs: own.length, counts }];
  });
  return rows;
}

const shows = (found, wanted) => found.some(({ fault }) => fault === wanted);

export function tableOf(rows) {
  const one = rows.filter(({ apart }) => !apart);
  const sum = (pick) => one.reduce((total, row) => total + pick(row), 0);
  const total = FAULTS.map((_, index) => sum(({ counts }) => counts[index]));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(['kind', 'runs', ...heads]),
    `|---|${'--:|'.repeat(heads.length + 1)}`,
    ...one.map(({ name, runs, counts }) => line([`\`${name}\``, runs, ...counts])),
    line(['**one state folder**', sum(({ runs }) => runs), ...total]),
    ...rows
      .filter(({ apart }) => apart)
      .map(({ name, runs, counts }) => line([`\`${name}\``, runs, ...counts])),
  ].join('\n');
}

/** Whether one state folder shows none at all. */
export function isClean(rows) {
  return rows.every(({ apart, counts }) => apart || counts.every((count) => count === 0));
}
