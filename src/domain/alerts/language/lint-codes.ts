/*
 * Every kind of mistake that a rules file can have. `docs/alerts.md` shows this table, and a test holds the
 * two against each other.
 */

interface LintKind {
  /** An error is wrong; a warning is probably not meant. */
  readonly level: 'error' | 'warning';
  /** The rule cannot be evaluated at all. */
  readonly stops: boolean;
  readonly means: string;
}

const form = (means: string): LintKind => ({ level: 'error', stops: true, means });
const sense = (means: string): LintKind => ({ level: 'error', stops: false, means });
const doubt = (means: string): LintKind => ({ level: 'warning', stops: false, means });

export const ruleLintCodes = {
  yaml: form('the file is not YAML, or repeats a key, or has an anchor, alias or tag'),
  'file-shape': form('the file holds no list of rules'),
  'rule-shape': form('an item of the list is not a rule'),
  'unknown-field': form('a rule has no such field'),
  'missing-field': form('a rule lacks name, severity, condition, channels or message'),
  'field-shape': form('a field holds a list or a group where a text is due, or the reverse'),
  'duplicate-name': sense('two rules have the same name'),
  'unknown-severity': form('the severity is none of P1 to P4'),
  'unknown-engine': form('the engine is none that evaluates rules'),
  'label-name': form('a label has a name that no engine takes, or one that tsops sets itself'),
  'bad-duration': form('a duration is not one, or has an unknown unit'),
  'duration-without-unit': form('a duration is a bare number'),
  'unknown-metric': form('the catalogue has no such metric'),
  'unknown-operator': form('the comparison is none of == != >= <= > <'),
  'missing-quantity': form('the comparison has no quantity'),
  'bad-quantity': form('the quantity is not a number such as 5% or 3000ms'),
  'unit-missing': form('a bare number is compared with a percentage or a duration'),
  'unit-wrong': form('the quantity has a unit that the metric does not have'),
  'unit-unknown': form('the quantity has a unit that does not exist'),
  'boolean-expected': form('a metric that is true or false is compared with a number'),
  'number-expected': form('a metric that is a number is compared with true or false'),
  'boolean-order': form('a metric that is true or false is compared by order'),
  'bad-selector': form('the labels in braces are not written {name="value"}'),
  'bad-change': form('a change is not written change(metric, baseline 1h)'),
  'compound-condition': form('the condition joins comparisons'),
  'unknown-clause': form('the condition has a clause that does not exist'),
  'duplicate-clause': form('a clause stands twice'),
  'incomplete-clause': form('a clause lacks its second half'),
  'unknown-policy': form('`no data` is followed by none of inactive, hold, fire'),
  'floor-metric': form('`with at least` counts something that is no count'),
  'window-zero': form('a window or a baseline of no length'),
  'unknown-channel': sense('no such channel is configured'),
  'duplicate-channel': sense('a channel is named twice'),
  'unknown-runbook': sense('there is no such runbook'),
  'unknown-env': sense('there is no such environment'),
  'template-syntax': sense('the braces of a message do not match, or hold more than a name'),
  'template-unknown': sense('the message names a value that the rule does not have'),
  'for-too-short': sense('`for` is shorter than the interval: it ends at the next evaluation'),
  'for-misaligned': sense('`for` is not a multiple of the interval: it fires later than it says'),
  'keep-firing-too-short': sense('`keep firing` is shorter than the interval'),
  'stale-too-short': sense('a sample is forgotten before the source brings the next one'),
  'window-too-short': sense('the window is shorter than the time between two samples'),
  'never-true': sense('no value of the metric fulfils the condition'),
  'always-true': sense('every value of the metric fulfils the condition'),
  'floor-zero': sense('a traffic floor of zero keeps nothing out'),
  'fires-when-good': sense('the comparison is the wrong way round: it fires on good values'),
  'contradicts-target': doubt('it fires on values that the monitoring document calls good'),
  'silent-when-poor': doubt('it stays silent on values that the monitoring document calls poor'),
  shadowed: doubt('a more severe rule always fires first'),
  'float-equality': doubt('a measured value is compared for equality'),
  'severity-channels': doubt('the channels are not those of the severity'),
} as const satisfies Record<string, LintKind>;

export type RuleLintCode = keyof typeof ruleLintCodes;

/** One mistake in a text: where, which kind, what is wrong, and what to write instead. */
export interface RuleMistake {
  /** Offset in the text that was read. */
  readonly at: number;
  readonly code: RuleLintCode;
  readonly message: string;
  readonly fix: string;
}
