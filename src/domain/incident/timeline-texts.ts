/* What each kind of line says to people, in both languages. Text of the line itself stands as it was written. */

import { hypothesisName } from '../diagnosis/names.ts';
import { actionState } from '../evidence/wording/action-state.ts';
import { say, type Text } from '../text/language.ts';
import { actionName, isPageAction } from './action-facts.ts';
import { questionText, seenText, verdictText } from './answer-seen.ts';
import { readingsIn } from './evidence-seen.ts';
import { intentText } from './intent-text.ts';
import { type IncidentLine, isAboutIt, lineTextOf } from './merged-lines.ts';
import { acknowledgedText, notPagedText, pagedText, pageResolvedText } from './page-texts.ts';
import { recordedText } from './recorded-text.ts';
import { recordedResponseText } from './response-text.ts';
import { skipReasonText } from './skip-reasons.ts';

/** `zone`: IANA name of the zone of its times. */
type Tell = (line: IncidentLine, zone: string) => Text;

const same = (text: string): Text => ({ en: text, ko: text });
const field = ({ fields }: IncidentLine, name: string): string => lineTextOf(fields[name]);

const texts: Readonly<Record<string, Tell>> = {
  started: (line) => {
    const { en, ko } = recordedText(line.fields.titles, line.fields.title);
    const level = field(line, 'severity');
    return say(`incident declared ${level}: ${en}`, `인시던트 선언 ${level}: ${ko}`);
  },
  'runbook-started': (line) => ({
    en: `runbook ${field(line, 'runbook')} begun`,
    ko: `런북 ${field(line, 'runbook')} 시작`,
  }),
  evidence: evidenceText,
  answer: (line) => ({
    en: `answered: ${answerOf(line).en}`,
    ko: `응답: ${answerOf(line).ko}`,
  }),
  skipped: (line) => {
    const why = skipReasonText(field(line, 'reason'), line.fields.why);
    return {
      en: `step ${field(line, 'step')} skipped: ${why.en}`,
      ko: `${field(line, 'step')} 단계 건너뜀: ${why.ko}`,
    };
  },
  passed: (line) => ({
    en: `step ${field(line, 'step')} done`,
    ko: `${field(line, 'step')} 단계 완료`,
  }),
  decision: decisionText,
  hypothesis: hypothesisText,
  acting: (line) => ({
    en: `beginning ${field(line, 'action')} ${field(line, 'target')}`,
    ko: `${actionName(field(line, 'action')).ko} ${field(line, 'target')} 착수`,
  }),
  acted: (line) => {
    const text = actedText(line);
    return line.fields.lookedUp === true
      ? { en: `looked up: ${text.en}`, ko: `확인 결과: ${text.ko}` }
      : text;
  },
  recovery: recoveryText,
  aborted: (line) => ({
    en: `runbook aborted: ${field(line, 'reason')}`,
    ko: `런북 중단: ${field(line, 'reason')}`,
  }),
  paused: () => ({ en: 'runbook paused', ko: '런북 일시 중지' }),
  resumed: ({ fields }) =>
    fields.crashed === true
      ? { en: 'taken up again after a crash', ko: '비정상 종료 후 재개' }
      : { en: 'taken up again', ko: '재개' },
  'runbook-ended': (line) => {
    const outcome = field(line, 'outcome');
    return { en: `runbook ended: ${outcome}`, ko: `런북 종료: ${ends[outcome] ?? outcome}` };
  },
  linked: (line) => ({
    en: `${field(line, 'action')} recorded in ${field(line, 'record')}`,
    ko: `${actionName(field(line, 'action')).ko} 기록: ${field(line, 'record')}`,
  }),
  note: (line) => same(field(line, 'text')),
  mitigated: (line) => ({
    en: `mitigated: ${field(line, 'text')}`,
    ko: `완화됨: ${field(line, 'text')}`,
  }),
  severity: (line) => ({
    en: `severity ${field(line, 'from')} → ${field(line, 'to')}: ${field(line, 'reason')}`,
    ko: `심각도 ${field(line, 'from')} → ${field(line, 'to')}: ${field(line, 'reason')}`,
  }),
  handoff: (line) => {
    const to = field(line, 'to');
    return to === ''
      ? { en: 'hand-off written', ko: '인수인계 작성' }
      : { en: `hand-off written for ${to}`, ko: `${to}에게 인수인계 작성` };
  },
  accepted: (line) =>
    say(
      `${line.actor} took over from ${field(line, 'from')}`,
      `${line.actor}이(가) ${field(line, 'from')}에게서 인수`,
    ),
  update: (line) => ({
    en: `posted to ${field(line, 'channel')}: ${field(line, 'text')}`,
    ko: `${field(line, 'channel')}에 게시: ${field(line, 'text')}`,
  }),
  shared: (line) => ({
    en: `shared in ${field(line, 'issue')}`,
    ko: `${field(line, 'issue')}에 공유`,
  }),
  resolved: (line) => ({
    en: `resolved: ${field(line, 'summary')}`,
    ko: `해결: ${field(line, 'summary')}`,
  }),
  correction: ({ fields }) => ({
    en: `line ${correctedLine(fields)} corrected: ${lineTextOf(fields.text)}`,
    ko: `${correctedLine(fields)} 정정: ${lineTextOf(fields.text)}`,
  }),
  takeover: ({ fields }) => ({
    en: `record taken over from process ${fields.pid} on ${lineTextOf(fields.host)}, which is gone`,
    ko: `종료된 프로세스 ${fields.pid}(${lineTextOf(fields.host)})의 기록을 이어받음`,
  }),
  report: (line) => ({
    en: `report written: ${field(line, 'file')}`,
    ko: `보고서 작성: ${field(line, 'file')}`,
  }),
  // Written down before and after; only the second one knows how it ended.
  command: ({ fields }) => {
    const command = `$ ${firstLineOf(fields.command)}`;
    if (fields.exitCode == null) return same(`${command} …`);
    return {
      en: `${command} → exit ${fields.exitCode}`,
      ko: `${command} → 종료 코드 ${fields.exitCode}`,
    };
  },
  paged: pagedText,
  acknowledged: acknowledgedText,
  'page-resolved': pageResolvedText,
  'not-paged': notPagedText,
  intent: intentText,
  receipt: (line) => ({
    en: `${wordOf(line)}: accepted`,
    ko: `${nounOf(line)}: 접수됨`,
  }),
  interrupted: (line) => {
    const detail = recordedText(line.fields.said, line.fields.detail);
    return {
      en: `${wordOf(line)}: watching stopped; ${detail.en}`,
      ko: `${nounOf(line)}: 관찰 중단; ${detail.ko}`,
    };
  },
  outcome: (line) => {
    const state = field(line, 'state');
    const detail = recordedText(line.fields.said, line.fields.detail);
    return {
      en: `${wordOf(line)}: ${state}, ${detail.en}`,
      ko: `${nounOf(line)}: ${actionState(state, 'ko')}, ${detail.ko}`,
    };
  },
};

/** How a walk ended. */
const ends: Readonly<Record<string, string>> = {
  recovered: '회복됨',
  'not-recovered': '회복되지 않음',
  walked: '끝까지 진행',
};

/** Lines that a reader of the history can do without. */
const quiet = new Set([
  'passed',
  'back',
  'paused',
  'report',
  'shared',
  'receipt',
  'observed',
  'dispatching',
]);

/** Of a script, its first line: the record has the rest. */
function firstLineOf(command: unknown): string {
  const [first = '', ...others] = typeof command === 'string' ? command.trim().split('\n') : [];
  return others.length === 0 ? lineTextOf(first) : `${lineTextOf(first)} …`;
}

/** Those that make up the story. */
export function toldLines(lines: readonly IncidentLine[]): IncidentLine[] {
  return lines.filter((line) => isTold(line) && !isOvertaken(line, lines));
}

function isTold(line: IncidentLine): boolean {
  const known = Object.hasOwn(texts, line.kind) && !quiet.has(line.kind);
  return known && !isAboutIt(line) && !isToldBefore(line);
}

/** An answer to a page that was given: a line before tells it, with who it was. */
function isToldBefore(line: IncidentLine): boolean {
  const action = wordOf(line).replace(/-\d+$/, '');
  return line.kind === 'outcome' && line.fields.state === 'done' && isPageAction(action);
}

/** The beginning of a command, where a later line tells how it ended, or that it was started again. */
function isOvertaken({ kind, fields, record, seq }: IncidentLine, lines: readonly IncidentLine[]) {
  if (kind !== 'command' || fields.exitCode !== null) return false;
  return lines.some(
    (later) =>
      later.kind === 'command' &&
      later.record === record &&
      later.seq > seq &&
      later.fields.step === fields.step,
  );
}

/** What the line says; a kind that is not known is told by its name. Corrected text is shown instead. */
export function lineText(line: IncidentLine, zone: string): Text {
  const tell = Object.hasOwn(texts, line.kind) ? texts[line.kind] : undefined;
  if (tell === undefined) return same(line.kind);
  if (line.corrected === null) return tell(line, zone);
  const { text, by } = line.corrected;
  return { en: `${text} (corrected by ${by})`, ko: `${text} (${by}에서 정정)` };
}

function evidenceText(line: IncidentLine, zone: string): Text {
  const [seen] = readingsIn([line]);
  if (seen === undefined) return same(field(line, 'id'));
  const [asked, told, verdict] = [
    questionText(seen),
    seenText(seen, zone),
    verdictText(seen.verdict),
  ];
  return {
    en: `${asked.en}: ${told.en} [${verdict.en}]`,
    ko: `${asked.ko}: ${told.ko} [${verdict.ko}]`,
  };
}

function answerOf({ fields }: IncidentLine): Text {
  const question = (fields.question ?? {}) as Partial<Record<'en' | 'ko', unknown>>;
  const said = (fields.said ?? {}) as Partial<Record<'en' | 'ko', unknown>>;
  // Older records hold the answer's id alone.
  const told = (language: 'en' | 'ko'): string =>
    `${lineTextOf(question[language])} ${lineTextOf(said[language]) || lineTextOf(fields.answer)}`;
  return { en: told('en'), ko: told('ko') };
}

function decisionText({ fields }: IncidentLine): Text {
  const name = hypothesisName(lineTextOf(fields.hypothesis));
  const about = lineTextOf(fields.about);
  const response = recordedResponseText(fields.response);
  const which = about === '' ? '' : ` (${about})`;
  return {
    en: `decided: ${name.en}${which}; ${response.en}`,
    ko: `판단: ${name.ko}${which}; ${response.ko}`,
  };
}

const changes: Readonly<Record<string, Text>> = {
  added: { en: 'hypothesis added', ko: '가설 추가' },
  supported: { en: 'hypothesis supported', ko: '가설 지지' },
  'ruled-out': { en: 'hypothesis ruled out', ko: '가설 배제' },
};

function hypothesisText({ fields }: IncidentLine): Text {
  const name = hypothesisName(lineTextOf(fields.hypothesis));
  const change = changes[lineTextOf(fields.change)] ?? { en: 'hypothesis', ko: '가설' };
  const reason = lineTextOf(fields.reason);
  const why = reason === '' ? '' : `: ${reason}`;
  return { en: `${change.en} ${name.en}${why}`, ko: `${change.ko} ${name.ko}${why}` };
}

function actedText({ fields }: IncidentLine): Text {
  const name = actionName(lineTextOf(fields.action));
  const [target, state] = [lineTextOf(fields.target), lineTextOf(fields.state)];
  const detail = recordedText(fields.said, fields.detail);
  return {
    en: `${`${name.en} ${target}`.trim()}: ${state}, ${detail.en}`,
    ko: `${`${name.ko} ${target}`.trim()}: ${actionState(state, 'ko')}, ${detail.ko}`,
  };
}

function recoveryText({ fields }: IncidentLine): Text {
  const detail = (fields.detail ?? {}) as Partial<Record<'en' | 'ko', unknown>>;
  const recovered = fields.recovered === true;
  return {
    en: `${recovered ? 'recovered' : 'not recovered'}: ${lineTextOf(detail.en)}`,
    ko: `${recovered ? '회복' : '미회복'}: ${lineTextOf(detail.ko)}`,
  };
}

function correctedLine(fields: IncidentLine['fields']): string {
  const record = lineTextOf(fields.record);
  return `${record === '' ? '' : record}#${fields.of}`;
}

function wordOf({ id }: IncidentLine): string {
  return id.replace(/#.*$/, '') || 'incident';
}

/** The same in Korean: `롤백`, `롤백 2`. */
function nounOf(line: IncidentLine): string {
  const [, name = '', count] = /^(.*?)(?:-(\d+))?$/.exec(wordOf(line)) ?? [];
  const noun = name === 'incident' ? '인시던트' : actionName(name).ko;
  return count === undefined ? noun : `${noun} ${count}`;
}
