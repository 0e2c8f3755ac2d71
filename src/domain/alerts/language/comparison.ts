import { nearest } from '../../text/nearest.ts';
import { type Cursor, isClauseWord } from '../evaluation/cursor.ts';
import { zero } from './clauses.ts';
import { comparedUnit, type Operator, operators, type ThresholdComparison } from './condition.ts';
import { metrics, type RuleMetric } from './metrics.ts';
import { readQuantity } from './quantity.ts';

interface ReadComparison {
  readonly value: ThresholdComparison;
  readonly places: { readonly operator: number; readonly threshold: number };
}

/** Reads up to the first clause; undefined where a mistake leaves no meaning. */
export function readComparison(cursor: Cursor): ReadComparison | undefined {
  const subject = readSubject(cursor);
  const labels = readSelector(cursor);
  const operatorAt = cursor.peek().at;
  const operator = readOperator(cursor);
  const threshold =
    operator === undefined ? undefined : readQuantity(cursor, unitOf(subject), operator);
  if (subject === undefined || operator === undefined || threshold === undefined) {
    // Without a metric or an operator the quantity says nothing; the clauses still do.
    while (operator === undefined && !atClause(cursor)) cursor.take();
    return undefined;
  }
  return {
    value: { ...subject, labels, operator, threshold: threshold.value },
    places: { operator: operatorAt, threshold: threshold.at },
  };
}

type Subject = Pick<ThresholdComparison, 'metric' | 'baseline'>;

function unitOf(subject: Subject | undefined): RuleMetric['unit'] | undefined {
  if (subject === undefined) return undefined;
  return comparedUnit({ ...subject, labels: {}, operator: '==', threshold: 0 });
}

function atClause(cursor: Cursor): boolean {
  const { kind, text } = cursor.peek();
  return kind === 'end' || isClauseWord(text);
}

function readSubject(cursor: Cursor): Subject | undefined {
  if (cursor.peek().text === 'change' && cursor.peek(1).text === '(') return readChange(cursor);
  const metric = readMetric(cursor);
  return metric === undefined ? undefined : { metric };
}

function readMetric(cursor: Cursor): RuleMetric | undefined {
  const { text, at, kind } = cursor.peek();
  if (kind !== 'end' && kind !== 'operator') cursor.take();
  const metric = metrics.get(text);
  if (metric !== undefined) {
    cursor.metrics.push(text);
    return metric;
  }
  const names = [...metrics.keys()];
  const guess = nearest(text, names);
  const message =
    kind === 'word' ? `there is no metric "${text}"` : 'a condition begins with a metric';
  const fix = guess === undefined ? `metrics are ${names.join(', ')}` : `did you mean "${guess}"?`;
  return cursor.mistake(at, 'unknown-metric', message, fix);
}

function readChange(cursor: Cursor): Subject | undefined {
  const { at } = cursor.take();
  cursor.take();
  const metric = readMetric(cursor);
  const comma = cursor.takes(',') && cursor.takes('baseline');
  if (!comma) return badChange(cursor, at, metric);
  const baseline = cursor.duration('baseline');
  if (baseline?.ms === 0) zero(cursor, baseline.at, 'a baseline of 0 holds no sample');
  if (!cursor.takes(')')) return badChange(cursor, at, metric);
  if (metric?.unit === 'boolean') {
    const message = `${metric.name} is true or false; it has no change in percent`;
    return cursor.mistake(at, 'bad-change', message, 'compare it with true or false');
  }
  if (metric === undefined || baseline === undefined) return undefined;
  return { metric, baseline: baseline.ms };
}

function badChange(cursor: Cursor, at: number, metric: RuleMetric | undefined): undefined {
  const name = metric?.name ?? 'error_count';
  while (!atClause(cursor) && cursor.peek().kind !== 'operator') cursor.take();
  const message = 'a change needs a metric and a baseline, in brackets';
  return cursor.mistake(at, 'bad-change', message, `write change(${name}, baseline 1h)`);
}

function readSelector(cursor: Cursor): Record<string, string> {
  const labels: Record<string, string> = {};
  const { at } = cursor.peek();
  if (!cursor.takes('{')) return labels;
  do {
    const name = cursor.take();
    const equals = cursor.takes('=');
    const value = cursor.take();
    const closed = /^(?:"[^"]*"|'[^']*')$/.test(value.text);
    if (name.kind !== 'word' || !equals || !closed) return badSelector(cursor, at);
    labels[name.text] = value.text.slice(1, -1);
    cursor.labels.push(name.text);
  } while (cursor.takes(','));
  return cursor.takes('}') ? labels : badSelector(cursor, at);
}

function badSelector(cursor: Cursor, at: number): Record<string, string> {
  while (!atClause(cursor) && cursor.peek().kind !== 'operator') {
    if (cursor.take().text === '}') break;
  }
  const message = 'labels are written {name="value"}, with commas between';
  cursor.mistake(at, 'bad-selector', message, 'write {env="production"}');
  return {};
}

const meant: Readonly<Record<string, Operator>> = {
  '=': '==',
  '===': '==',
  '=>': '>=',
  '=<': '<=',
  '<>': '!=',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  is: '==',
};

function readOperator(cursor: Cursor): Operator | undefined {
  const { text, at, kind } = cursor.peek();
  const operator = operators.find((each) => each === text);
  if (operator !== undefined) {
    cursor.take();
    return operator;
  }
  const guess = Object.hasOwn(meant, text) ? meant[text] : undefined;
  const message =
    kind === 'end' || isClauseWord(text)
      ? 'the metric is compared with nothing'
      : `"${text}" compares nothing`;
  const fix = guess === undefined ? `compare with ${operators.join(' ')}` : `write ${guess}`;
  return cursor.mistake(at, 'unknown-operator', message, fix);
}
