/* The parts of docs/diagnosis.md that are made by a program. */

/** The text between the marks `<!-- name -->` and `<!-- /name -->` replaced. Throws where they are missing. */
export function inserted(page, name, text) {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`docs/diagnosis.md has no part ${name}`);
  return `${page.slice(0, start + from.length)}\n${text}\n${page.slice(end)}`;
}

/** Weights as people read them: by hypothesis, in the order of `hypotheses`, with what each takes to count. */
export function weightTable(weights, hypotheses) {
  const place = ({ hypothesis }) => hypotheses.indexOf(hypothesis);
  const ordered = Object.values(weights).toSorted((a, b) => place(a) - place(b));
  const rows = ordered.map(({ hypothesis, evidence, points, scaled, counts }) => {
    const shown = `${points > 0 ? '+' : ''}${points}${scaled ? ' × share' : ''}`;
    return `| ${hypothesis} | ${shown} | ${counts} | ${evidence ?? 'none'} |`;
  });
  return ['| hypothesis | points | when | evidence |', '|---|--:|---|---|', ...rows].join('\n');
}
