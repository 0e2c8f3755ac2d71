/* The counts of a mutation run, a row a folder, and the mutants that no test noticed. */
const columns = ['killed', 'timeout', 'survived', 'no coverage', 'score'];
const statuses = ['Killed', 'Timeout', 'Survived', 'NoCoverage'];

/** Noticed are killed and timed out; left out are those that do not compile, and those that were ignored. */
function countsOf(mutants) {
  const counts = statuses.map((status) => mutants.filter((one) => one.status === status).length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const score = all === 0 ? '-' : `${(((counts[0] + counts[1]) / all) * 100).toFixed(1)} %`;
  return [...counts, score];
}

/** `rows` are `[name, mutants]`; a line each under a heading. */
export function summary(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = (name, cells) =>
    [
      name.padEnd(width),
      ...cells.map((cell, at) => String(cell).padStart(Math.max(columns[at].length, 7) + 2)),
    ]
      .join('')
      .trimEnd();
  return [line('', columns), ...rows.map(([name, mutants]) => line(name, countsOf(mutants)))];
}

const oneLine = (text) => text.replace(/\s+/g, ' ').slice(0, 70);

/** `file:line mutator: what was → what nobody noticed`, by place. */
export function survivors(mutants) {
  return mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    .map(({ file, line, mutator, status, was, becomes }) => {
      const uncovered = status === 'NoCoverage' ? ' (no coverage)' : '';
      return `${file}:${line} ${mutator}${uncovered}: ${oneLine(was)} → ${oneLine(becomes)}`;
    });
}
