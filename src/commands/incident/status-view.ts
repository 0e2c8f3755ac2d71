/* The state of an incident on one screen of 80x24. */
import type { Screen } from '../../contract/context.ts';
import { hypothesisName } from '../../domain/diagnosis/names.ts';
import { actionState } from '../../domain/evidence/wording/action-state.ts';
import { actionName, isMessage } from '../../domain/incident/action-facts.ts';
import type { Incident } from '../../domain/incident/replay.ts';
import { troubleBegan } from '../../domain/incident/response-times.ts';
import { severityRules } from '../../domain/incident/severities.ts';
import type { ResponseClock } from '../../domain/incident/standing.ts';
import type { Countdown } from '../../domain/oncall/escalation.ts';
import type { Language } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { agoText, spanText } from '../../domain/time/span-text.ts';
import { statusWords } from './status-words.ts';

export interface IncidentStatus {
  readonly language: Language;
  readonly incident: Incident;
  readonly standing: ResponseClock;
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

/** Columns of the labels. */
const labelRoom = 11;

export function viewStatus(data: IncidentStatus, screen: Screen): string {
  const { incident, standing } = data;
  const { paint } = screen;
  const narrow = screen.columns < 60;
  const tone = { open: paint.bad, mitigated: paint.warn, resolved: paint.good }[incident.phase];
  const line = ([label, text]: Row): string => {
    if (narrow) return narrowRow(label, text, screen);
    const room = ' '.repeat(labelRoom - screen.width(label));
    return screen.fit(`  ${paint.dim(`${label}${room}`)}${text}`, screen.columns);
  };
  return [
    `${screen.sign(standing.verdict)} ${tone(headingOf(data))}`,
    `  ${paint.bold(screen.fit(incident.titles[data.language], screen.columns - 2))}`,
    '',
    ...rowsOf(data, screen).map(line),
  ].join('\n');
}

function headingOf({ incident, language }: IncidentStatus): string {
  const { severity, phase, environment } = incident;
  const { name, meaning } = severityRules[severity];
  const what = language === 'en' ? name : meaning[language];
  return `${severity} ${what} · ${statusWords[language].phase[phase]} · ${environment}`;
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
  const { incident, driven, notes, language } = data;
  const w = statusWords[language];
  return [
    [w.since, sinceText(data, screen)],
    [w.respond, respondText(data)],
    ...escalationRows(data),
    [w.driver, driven === null ? incident.driver : `${incident.driver}; ${w.drivenBy} ${driven}`],
    [w.decision, decisionText(data)],
    ...changeRows(data, screen),
    ...hypothesisRows(data, screen),
    [w.recovery, incident.recovery?.text[language] ?? w.notRead],
    [w.inFlight, inFlightText(data)],
    [w.told, toldText(data)],
    [w.record, `${w.lines(incident.lines)}, ${incident.id}`],
    ...(notes.length === 0 ? [] : ([[w.damaged, notes[0] ?? '']] as const)),
  ];
}

function sinceText({ incident, now, language }: IncidentStatus, screen: Screen): string {
  const { times, phase } = incident;
  const w = statusWords[language];
  const end = phase === 'resolved' ? times.resolved : times.mitigated;
  const began = troubleBegan(times);
  const declared =
    began === times.detected.at ? '' : `; ${w.declared(agoText(times.detected.at, now)[language])}`;
  const told =
    end === null
      ? agoText(began, now)[language]
      : w.phaseAfter(w.phase[phase], spanText(end.at - began)[language]);
  return `${screen.time(began)}, ${told}${declared}`;
}

function respondText({ standing, now, language }: IncidentStatus): string {
  const { respondWithin, respondBy, respondedAfter } = standing;
  const w = statusWords[language];
  const span = (milliseconds: number) => spanText(milliseconds)[language];
  const limit = respondWithin === 0 ? w.atOnce : w.within(span(respondWithin));
  if (respondedAfter !== null) {
    const late = respondedAfter > respondWithin && respondWithin > 0;
    return `${limit}; ${w.responded(span(respondedAfter))}${late ? `, ${w.late}` : ''}`;
  }
  const left = respondBy - now;
  return `${limit}; ${left <= 0 ? w.overdue(span(-left)) : w.left(span(left))}`;
}

function escalationRows({ escalation, now, language }: IncidentStatus): Row[] {
  if (escalation === null) return [];
  const { steps, next, answeredAt } = escalation;
  if (answeredAt !== null) return [];
  const w = statusWords[language];
  const step = next === null ? undefined : steps[next];
  if (step === undefined) return [[w.escalate, w.everybody]];
  const who = step.person === null ? step.to : `${step.person} (${step.to})`;
  const number = step.phone === null ? '' : `  ${step.phone}`;
  return [[w.escalate, `${w.escalation(who, spanText(step.at - now)[language])}${number}`]];
}

function decisionText({ incident, language }: IncidentStatus): string {
  const { decision } = incident;
  if (decision === null) return statusWords[language].noDecision;
  const { hypothesis, about, response, line } = decision;
  const which = about === null ? '' : ` (${about})`;
  return `${hypothesisName(hypothesis)[language]}${which}: ${response[language]}  ${line}`;
}

function changeRows({ incident, now, language }: IncidentStatus, screen: Screen): Row[] {
  const w = statusWords[language];
  const made = incident.effects.filter(
    (effect) => !isMessage(effect) && effect.state !== 'not-done',
  );
  if (made.length === 0) return [[w.changed, w.nothingChanged]];
  const shown = made.slice(-mostChanges);
  const before = made.length - shown.length;
  return shown.flatMap(({ action, what, state, at, undo, line }, index): Row[] => {
    const end = `${actionState(state, language)}, ${agoText(at, now)[language]}`;
    const earlier = index === 0 && before > 0 ? ` ${w.earlier(before)}` : '';
    return [
      [
        index === 0 ? w.changed : '',
        `${actionName(action)[language]} ${what}: ${end}  ${line}${earlier}`,
      ],
      ['', undo === null ? w.noUndo : `${w.undo}: ${screen.step(undo)}`],
    ];
  });
}

function hypothesisRows({ incident, language }: IncidentStatus, screen: Screen): Row[] {
  const w = statusWords[language];
  const { considered } = incident;
  const standing = considered.filter((each) => each.standing !== 'ruled-out');
  const out = considered.filter((each) => each.standing === 'ruled-out');
  const open = standing.slice(0, mostHypotheses).map(({ hypothesis, score, standing: how }) => {
    const points = score === null ? '' : ` ${score}`;
    return `${hypothesisName(hypothesis)[language]}${points}${how === 'supported' ? ` ${w.supported}` : ''}`;
  });
  const more = standing.length > open.length ? ` +${standing.length - open.length}` : '';
  const ruled = out.slice(0, mostHypotheses).map(({ hypothesis, reason }) => {
    const why = reason === '' ? '' : ` (${screen.fit(reason, 40)})`;
    return `${hypothesisName(hypothesis)[language]}${why}`;
  });
  return [
    [w.open, open.length === 0 ? w.noHypothesis : open.join(', ') + more],
    [w.ruledOut, ruled.length === 0 ? w.none : ruled.join(', ')],
  ];
}

function inFlightText({ incident, now, language }: IncidentStatus): string {
  const { effects, begun } = incident;
  const w = statusWords[language];
  const open = effects.filter(({ inFlight }) => inFlight);
  const texts = open.map(({ action, state, at, line }) => {
    return `${actionName(action)[language]}: ${actionState(state, language)}, ${agoText(at, now)[language]}  ${line}`;
  });
  if (begun !== null && open.length === 0) texts.push(`${begun.what} ${w.begun}  ${begun.line}`);
  return texts.length === 0 ? w.nothing : texts.join('; ');
}

function toldText({ incident, standing, now, language }: IncidentStatus): string {
  const w = statusWords[language];
  const last = incident.updates.at(-1);
  const told = last === undefined ? w.nobody : `${last.channel} ${agoText(last.at, now)[language]}`;
  const due = standing.updateDue;
  if (due === null) return told;
  const span = spanText(Math.abs(now - due))[language];
  return `${told}; ${due <= now ? w.nextOverdue(span) : w.nextDue(span)}`;
}
