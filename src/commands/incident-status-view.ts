/* The state of an incident on one screen of 80x24. */
import type { Screen } from '../context.ts';
import { nameOf } from '../domain/diagnosis/names.ts';
import { formatDuration } from '../domain/duration.ts';
import { isMessage } from '../domain/incident/effects.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { severities } from '../domain/incident/severities.ts';
import type { Standing } from '../domain/incident/standing.ts';
import type { Countdown } from '../domain/oncall/escalation.ts';
import { wrap } from '../domain/wrap.ts';

export interface IncidentStatus {
  readonly incident: Incident;
  readonly standing: Standing;
  /** Whom an unanswered page goes to; null where the severity pages nobody, or it is resolved. */
  readonly escalation: Countdown | null;
  /** Epoch milliseconds at which this was computed. */
  readonly now: number;
  /** The process that drives its record now. */
  readonly driven: string | null;
  /** What is damaged in its records. */
  readonly notes: readonly string[];
}

type Row = readonly [label: string, text: string];

/** Rows that one kind of thing may take: with the mark and the next command it is 24 lines at most. */
const mostChanges = 2;
const mostHypotheses = 3;

export function viewStatus(data: IncidentStatus, screen: Screen): string {
  const { incident, standing } = data;
  const { paint } = screen;
  const narrow = screen.columns < 60;
  const indent = ' '.repeat(13);
  const heading = `${incident.severity} ${severities[incident.severity].name} · ${incident.phase} · ${incident.environment}`;
  const tone = { open: paint.bad, mitigated: paint.warn, resolved: paint.good }[incident.phase];
  const line = ([label, text]: Row): string => {
    if (narrow) return narrowRow(label, text, screen);
    const head = label === '' ? indent : `  ${label.padEnd(11)}`;
    return screen.fit(`${paint.dim(head)}${text}`, screen.columns);
  };
  return [
    `${screen.sign(standing.verdict)} ${tone(heading)}`,
    `  ${paint.bold(screen.fit(incident.title, screen.columns - 2))}`,
    '',
    ...rowsOf(data, screen).map(line),
  ].join('\n');
}

/** On a narrow screen nothing is cut: the text goes on below. */
function narrowRow(label: string, text: string, screen: Screen): string {
  const told = label === '' ? text : `${label}: ${text}`;
  const lines = wrap(told, screen.columns - 4, screen.width);
  return lines
    .map((line, index) => screen.fit(`${index === 0 ? '  ' : '    '}${line}`, screen.columns))
    .join('\n');
}

function rowsOf(data: IncidentStatus, screen: Screen): Row[] {
  const { incident, driven, notes } = data;
  return [
    ['since', sinceText(incident, screen)],
    ['respond', respondText(data)],
    ...escalationRows(data),
    ['driver', driven === null ? incident.driver : `${incident.driver}; driven by ${driven}`],
    ['decision', decisionText(incident)],
    ...changeRows(incident, screen),
    ...hypothesisRows(incident, screen),
    ['recovery', incident.recovery?.text.en ?? 'nothing read again yet'],
    ['in flight', inFlightText(incident, screen)],
    ['told', toldText(data, screen)],
    ['record', `${incident.lines} lines, ${incident.id}`],
    ...(notes.length === 0 ? [] : ([['damaged', notes[0] ?? '']] as const)),
  ];
}

function sinceText({ times, phase }: Incident, screen: Screen): string {
  const end = phase === 'resolved' ? times.resolved : times.mitigated;
  const took = end === null ? '' : `, ${phase} after ${span(end.at - times.detected.at)}`;
  const ago = end === null ? `, ${screen.ago(times.detected.at)}` : took;
  return `${screen.time(times.detected.at)}${ago}`;
}

/** Whole seconds, and no more than two units. */
function span(milliseconds: number): string {
  const step = milliseconds >= 3_600_000 ? 60_000 : 1000;
  return formatDuration(Math.round(Math.max(0, milliseconds) / step) * step);
}

function respondText({ standing, now }: IncidentStatus): string {
  const { respondWithin, respondBy, respondedAfter } = standing;
  const limit = respondWithin === 0 ? 'at once' : `within ${span(respondWithin)}`;
  if (respondedAfter !== null) {
    const late = respondedAfter > respondWithin && respondWithin > 0;
    return `${limit}; responded after ${span(respondedAfter)}${late ? ', late' : ''}`;
  }
  const left = respondBy - now;
  if (left <= 0) return `${limit}; overdue by ${span(-left)}`;
  return `${limit}; ${span(left)} left`;
}

function escalationRows({ escalation, now }: IncidentStatus): Row[] {
  if (escalation === null) return [];
  const { steps, next, answeredAt } = escalation;
  if (answeredAt !== null) return [];
  const step = next === null ? undefined : steps[next];
  if (step === undefined) return [['escalate', 'everybody of the policy has had the page']];
  const who = step.person === null ? step.to : `${step.person} (${step.to})`;
  const number = step.phone === null ? '' : `  ${step.phone}`;
  return [['escalate', `to ${who} in ${span(step.at - now)}${number}`]];
}

function decisionText({ decision }: Incident): string {
  if (decision === null) return 'none yet';
  const { hypothesis, about, response, line } = decision;
  const which = about === null ? '' : ` (${about})`;
  return `${nameOf(hypothesis).en}${which}: ${response.en}  ${line}`;
}

function changeRows({ effects }: Incident, screen: Screen): Row[] {
  const made = effects.filter((effect) => !isMessage(effect) && effect.state !== 'not-done');
  if (made.length === 0) return [['changed', 'nothing by tsops']];
  const shown = made.slice(-mostChanges);
  const earlier = made.length - shown.length;
  return shown.flatMap(({ action, what, state, at, undo, line }, index): Row[] => [
    [
      index === 0 ? 'changed' : '',
      `${action} ${what}: ${state}, ${screen.ago(at)}  ${line}${index === 0 && earlier > 0 ? ` (${earlier} earlier)` : ''}`,
    ],
    ['', undo === null ? 'nothing undoes it' : `undo: ${undo}`],
  ]);
}

function hypothesisRows({ considered }: Incident, screen: Screen): Row[] {
  const standing = considered.filter((each) => each.standing !== 'ruled-out');
  const out = considered.filter((each) => each.standing === 'ruled-out');
  const open = standing.slice(0, mostHypotheses).map(({ hypothesis, score, standing: how }) => {
    const points = score === null ? '' : ` ${score}`;
    return `${nameOf(hypothesis).en}${points}${how === 'supported' ? ' (supported)' : ''}`;
  });
  const more = standing.length - open.length;
  const ruled = out.slice(0, mostHypotheses).map(({ hypothesis, reason }) => {
    const why = reason === '' ? '' : ` (${screen.fit(reason, 40)})`;
    return `${nameOf(hypothesis).en}${why}`;
  });
  return [
    ['open', open.length === 0 ? 'no hypothesis' : open.join(', ') + (more > 0 ? ` +${more}` : '')],
    ['ruled out', ruled.length === 0 ? 'none' : ruled.join(', ')],
  ];
}

function inFlightText({ effects, begun }: Incident, screen: Screen): string {
  const open = effects.filter(({ inFlight }) => inFlight);
  const texts = open.map(({ action, state, at, line }) => {
    return `${action}: ${state}, ${screen.ago(at)}  ${line}`;
  });
  if (begun !== null && open.length === 0) texts.push(`${begun.what} begun  ${begun.line}`);
  return texts.length === 0 ? 'nothing' : texts.join('; ');
}

function toldText({ incident, standing, now }: IncidentStatus, screen: Screen): string {
  const last = incident.updates.at(-1);
  const told = last === undefined ? 'nobody yet' : `${last.channel} ${screen.ago(last.at)}`;
  const due = standing.updateDue;
  if (due === null) return told;
  return `${told}; next ${due <= now ? `overdue by ${span(now - due)}` : `due in ${span(due - now)}`}`;
}
