/*
 * Rises in the AWS and tweet series of the Numenta Anomaly Benchmark (Ahmad et al., Neurocomputing 262, 2017;
 * github.com/numenta/NAB). Its counts are of five minutes; each is split into minutes by chance, as one a minute is
 * what tsops reads.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uniformOf } from './chance.mjs';
import { minutes, window } from './synthetic.mjs';

const step = 5;
const steps = minutes / step;
/** Counts whose level is that of errors, and not bytes or percent. */
const isCount = (name) => /^(?:Twitter_volume_|elb_request_count)/.test(name);

function seriesIn(folder) {
  return ['realTweets', 'realAWSCloudwatch'].flatMap((kind) => {
    const path = join(folder, 'data', kind);
    if (!existsSync(path)) throw new Error(`${path} is missing: --data names a checkout of NAB`);
    return readdirSync(path)
      .filter((file) => file.endsWith('.csv') && isCount(file))
      .map((file) => ({ id: `${kind}/${file}`, rows: rowsOf(join(path, file)) }));
  });
}

function rowsOf(file) {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [time, value] = line.split(',');
    return {
      at: Date.parse(`${time.trim().replace(' ', 'T')}Z`),
      value: Math.max(0, Math.round(value)),
    };
  });
}

/** Counts of five minutes as counts of one: each event falls on one of the minutes. */
function split(values, seed) {
  const next = uniformOf(seed);
  return values.flatMap((value) => {
    const parts = new Array(step).fill(0);
    // Beyond this, chance hardly moves the shares.
    const drawn = Math.min(value, 500);
    for (let i = 0; i < drawn; i += 1) parts[Math.floor(next() * step)] += 1;
    return parts.map((part) => (drawn === 0 ? 0 : Math.round((part * value) / drawn)));
  });
}

const mean = (some) => some.reduce((sum, one) => sum + one, 0) / Math.max(1, some.length);

/** Where a labelled window holds a rise to three times the hour before that lasts a quarter of an hour. */
function risesOf(rows, labels) {
  const values = rows.map(({ value }) => value);
  return labels.flatMap(([from, until]) => {
    const [start, end] = [
      Date.parse(`${from.replace(' ', 'T')}Z`),
      Date.parse(`${until.replace(' ', 'T')}Z`),
    ];
    const at = rows.findIndex(
      (row, i) =>
        row.at >= start &&
        row.at <= end &&
        i >= steps &&
        mean(values.slice(i, i + 3)) >= Math.max(10, 3 * mean(values.slice(i - 12, i))) &&
        values[i] >= 2 * mean(values.slice(i - 12, i)),
    );
    return at < 0 ? [] : [at];
  });
}

const isQuiet = (values, i) => {
  const hour = mean(values.slice(i - 12, i));
  return Math.max(...values.slice(i - 6, i)) < 2 * Math.max(hour, mean(values.slice(i - steps, i)));
};

/** Moments each with the day before them: rises, looked at 25 minutes later, and quiet ones every four days. */
function momentsIn(folder) {
  const labels = JSON.parse(readFileSync(join(folder, 'labels/combined_windows.json'), 'utf8'));
  const day = (values, end, seed) => split(values.slice(end - steps, end), seed);
  return seriesIn(folder).flatMap(({ id, rows }, index) => {
    const values = rows.map(({ value }) => value);
    const windows = (labels[id] ?? []).map((pair) => pair.map((time) => time.slice(0, 19)));
    const rises = risesOf(rows, windows).map((at) => ({
      truth: minutes - 25,
      counts: day(values, at + 5, index * 1000 + at),
    }));
    const inLabel = ({ at }) =>
      windows.some(
        ([from, until]) =>
          at >= Date.parse(`${from.replace(' ', 'T')}Z`) &&
          at <= Date.parse(`${until.replace(' ', 'T')}Z`),
      );
    const quiet = [];
    for (let end = steps; end < rows.length; end += 1188) {
      if (inLabel(rows[end]) || !isQuiet(values, end)) continue;
      quiet.push({ truth: null, counts: day(values, end, index * 1000 + end) });
    }
    return [...rises, ...quiet].filter(({ counts }) => counts.length === minutes);
  });
}

/** Minutes that an onset may be off: the counts are of five minutes. */
const near = 15;

/** A table of all methods on the moments, as Markdown. */
export function nabTable(methods, folder) {
  const moments = momentsIn(folder);
  const rises = moments.filter(({ truth }) => truth !== null);
  const quiet = moments.filter(({ truth }) => truth === null);
  const rows = Object.entries(methods).map(([name, method]) => {
    const found = rises.map(({ counts, truth }) => [method(counts, window), truth]);
    const hits = found.filter(([at, truth]) => at !== null && Math.abs(at - truth) <= near).length;
    const elsewhere = found.filter(([at]) => at !== null).length - hits;
    const falsely = quiet.filter(({ counts }) => method(counts, window) !== null).length;
    const share = ((100 * falsely) / Math.max(1, quiet.length)).toFixed(1);
    return `| ${name} | ${hits} | ${elsewhere} | ${share} % |`;
  });
  return [
    `| on NAB | within 15 min, of ${rises.length} | elsewhere | false, of ${quiet.length} |`,
    '|---|--:|--:|--:|',
    ...rows,
  ].join('\n');
}
