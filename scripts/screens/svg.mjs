/* A terminal's cells as an SVG: text with its colours, wide characters on two cells, in a window's frame. */
const cell = { width: 8.4, height: 19 };
const margin = { x: 18, top: 46, bottom: 18 };
const background = '#0d1117';
const foreground = '#e6edf3';
const palette = [
  '#6e7681',
  '#ff7b72',
  '#3fb950',
  '#d29922',
  '#58a6ff',
  '#bc8cff',
  '#39c5cf',
  '#b1bac4',
  '#8b949e',
  '#ffa198',
  '#56d364',
  '#e3b341',
  '#79c0ff',
  '#d2a8ff',
  '#56d4dd',
  '#f0f6fc',
];

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function styleOf(each) {
  const fill = each.isFgPalette() ? palette[each.getFgColor()] : undefined;
  return [
    `fill="${fill ?? foreground}"`,
    each.isBold() ? 'font-weight="700"' : '',
    each.isDim() ? 'opacity="0.65"' : '',
    each.isItalic() ? 'font-style="italic"' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The row as runs of cells of one style; a wide character is a run of its own, so that it keeps its cells. */
function runsOf(line, columns) {
  const runs = [];
  for (let x = 0; x < columns; x += 1) {
    const each = line.getCell(x);
    if (each === undefined || each.getWidth() === 0) continue;
    const text = each.getChars() || ' ';
    const style = styleOf(each);
    const cells = each.getWidth();
    const last = runs.at(-1);
    if (last !== undefined && last.style === style && cells === 1 && !last.wide) {
      last.text += text;
      last.cells += 1;
    } else runs.push({ x, text, cells, style, wide: cells > 1 });
  }
  return runs.filter(({ text }) => text.trim() !== '');
}

/** Each piece between gaps has its own place, so that columns stand in line whatever the font. */
function drawn({ x, text, cells, style, wide }, row) {
  const base = margin.top + row * cell.height + 14;
  const pieces = wide ? [{ index: 0, 0: text }] : [...text.matchAll(/\S+(?: \S+)*/g)];
  return pieces.map((piece) => {
    const left = margin.x + (x + piece.index) * cell.width;
    const width = (wide ? cells : piece[0].length) * cell.width;
    return `<text x="${left.toFixed(1)}" y="${base}" textLength="${width.toFixed(1)}" lengthAdjust="spacingAndGlyphs" ${style}>${escaped(piece[0])}</text>`;
  });
}

function prompt(command) {
  const base = margin.top + 14;
  return `<text x="${margin.x}" y="${base}" xml:space="preserve"><tspan fill="${palette[2]}">$</tspan><tspan fill="${palette[15]}" font-weight="700"> ${escaped(command)}</tspan></text>`;
}

/** `command` is shown as it was typed, above what the terminal shows from the row `first` on. */
export function svg(terminal, command, first = 0) {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: active.length - first }, (_, row) =>
    runsOf(active.getLine(first + row), terminal.cols),
  );
  while (rows.at(-1)?.length === 0) rows.pop();
  const width = Math.ceil(terminal.cols * cell.width + 2 * margin.x);
  const height = margin.top + (rows.length + 1) * cell.height + margin.bottom;
  const lights = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${22 + index * 20}" cy="21" r="6" fill="${fill}"/>`,
  );
  const text = rows.flatMap((runs, row) => runs.flatMap((run) => drawn(run, row + 1)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(command)}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK KR', monospace" font-size="14">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${background}" stroke="#30363d"/>
${lights.join('')}
<text x="${width / 2}" y="26" text-anchor="middle" font-size="13" fill="#8b949e">tsops</text>
${prompt(command)}
${text.join('\n')}
</svg>
`;
}
