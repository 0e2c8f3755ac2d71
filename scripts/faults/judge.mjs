/*
 * Judges one run by the book of the sandbox: what was really done, beside what tsops said, wrote down and sent.
 * A judge that finds nothing proves nothing: test/structure/fault-judge.test.ts plants one of each.
 */
import { callsIn } from './calls.mjs';

/** What a run can show, in the order of the table. */
export const FAULTS = ['doubled', 'lost', 'wrong', 'secret', 'escape', 'call', 'stuck'];

/** Escape sequences and controls, bidi marks, NUL; line breaks and tabs are text. */
const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** A sentence that says that the write was not made. What "is sent a second time" is another matter. */
const DENIALS =
  /\b(?:nothing|nobody|no (?:issue|message|page|run))\s+(?:was|were|has been)\s+(?:done|posted|paged|started|sent|shared|written|changed|opened|invalidated|dispatched|acknowledged)\b(?! (?:again|anew|twice))/i;

/** The first letters of a secret give it away as the whole does: it may have been cut first. */
const headOf = (secret) => secret.slice(0, Math.max(8, Math.ceil(secret.length * 0.6)));

/**
 * `run`: `steps` (each what one process said, with the book before and after it), `outcomes` of the journals,
 * `book` (texts that vendors took), `journal`, `secrets`, `intended` (how often it may be done; 1), `recorded`
 * (an intent is on disk), `final` (the book at the end). Answers a list of `{ fault, detail }`.
 */
export function judge(run) {
  return [
    ...doubled(run),
    ...lost(run),
    ...run.steps.flatMap((step) => [...wrongClaims(step), ...stuck(step)]),
    ...wrongOutcomes(run),
    ...secrets(run),
    ...escapes(run),
    ...calls(run),
  ];
}

function doubled({ final, intended = 1 }) {
  const { effects } = final;
  return effects > intended
    ? [{ fault: 'doubled', detail: `done ${effects} times, wanted ${intended}` }]
    : [];
}

/** Done and on no record, or told to be done at last and not in the book. */
function lost({ final, recorded, steps }) {
  const last = steps.at(-1);
  if (final.effects > 0 && !recorded) {
    return [{ fault: 'lost', detail: 'it was done, and no record of ours holds it' }];
  }
  const told = last?.isWrite && last.code === 0 && last.signal === null;
  return told && final.effects === 0
    ? [{ fault: 'lost', detail: `${last.name} ended with 0, and nobody has done it` }]
    : [];
}

/** Every state that a document of tsops claims for the write: its own, or those that it looked up. */
function claimsIn(stdout) {
  const document = documentIn(stdout);
  const data = document?.data;
  if (data === null || typeof data !== 'object') return [];
  const effects = data.incident?.effects ?? [];
  const found = [data.ours ?? data, ...(data.settled ?? []), ...effects];
  return found.map(({ state }) => state).filter((state) => typeof state === 'string');
}

/** The document that a text ends with; undefined where there is none. */
export function documentIn(stdout) {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } catch {
    return undefined;
  }
}

/** Whether the book contradicts a state; `unknown` claims nothing. */
function contradicts(state, { effects, holds, running }) {
  if (state === 'done') return !holds;
  if (state === 'not-done') return effects > 0 && (holds || running);
  return (state === 'in-progress' || state === 'stopped-waiting') && effects === 0;
}

function wrongClaims(step) {
  const { name, stdout, stderr, code, signal, before, after, isWrite, alone = true } = step;
  // What was refused says that it did nothing itself, whatever was done before it.
  const refused = code === 5 && (!alone || after.effects === before.effects);
  const found = claimsIn(stdout)
    .filter((state) => !(refused && state === 'not-done') && contradicts(state, after))
    .map((state) => `${name} says ${state}, and the book has ${after.effects}`);
  if (isWrite && code === 0 && signal === null && after.effects === 0) {
    found.push(`${name} ended with 0, and nobody has done it`);
  }
  const denial = DENIALS.exec(`${stdout}\n${stderr}`)?.[0];
  if (isWrite && alone && denial !== undefined && after.effects > before.effects) {
    found.push(`${name} says "${denial}", and it was done`);
  }
  return [...found, ...(step.wrong ?? [])].map((detail) => ({ fault: 'wrong', detail }));
}

/** Each record tells of its own try: as many may say done as there is in the book, and only as many may deny it. */
function wrongOutcomes({ outcomes, final }) {
  const last = new Map(outcomes.map(({ record, state }) => [record, state]));
  const saying = (wanted) =>
    [...last].filter(([, state]) => wanted(state)).map(([record]) => record);
  const done = saying((state) => state === 'done');
  const denied = saying((state) => state === 'not-done');
  const owned = last.size - denied.length;
  const found = [];
  if (done.length > final.effects) found.push(`${done.join(', ')} says done`);
  if (denied.length > 0 && owned < final.effects && final.holds) {
    found.push(`${denied.join(', ')} says not-done`);
  }
  return found.map((said) => ({
    fault: 'wrong',
    detail: `${said}, and the book has ${final.effects}`,
  }));
}

function stuck({ name, code, ended, stderr }) {
  if (!ended) return [{ fault: 'stuck', detail: `${name} did not end` }];
  const bug = code === 70 || /^\s+at .+:\d+:\d+\)?$/m.test(stderr);
  return bug ? [{ fault: 'stuck', detail: `${name} broke: ${stderr.slice(-200)}` }] : [];
}

/** Every place that people or vendors read. */
function placesOf({ steps, book }) {
  return [
    ...steps.flatMap(({ name, stdout, stderr }) => [
      { where: `stdout of ${name}`, text: stdout },
      { where: `stderr of ${name}`, text: stderr },
    ]),
    ...book.map(({ kind, text }) => ({ where: `the ${kind}`, text })),
  ];
}

function secrets(run) {
  const places = [...placesOf(run), { where: 'the journal', text: run.journal }];
  return places.flatMap(({ where, text }) =>
    (run.secrets ?? [])
      .filter((secret) => text.includes(headOf(secret)))
      .map((secret) => ({ fault: 'secret', detail: `${secret.slice(0, 4)}… is in ${where}` })),
  );
}

function escapes(run) {
  const seen = placesOf(run).filter(
    ({ text }) => CONTROLS.test(text) || hasControls(documentIn(text)),
  );
  return seen.map(({ where, text }) => {
    const at = CONTROLS.exec(text)?.index ?? 0;
    const around = JSON.stringify(text.slice(Math.max(0, at - 30), at + 30));
    return { fault: 'escape', detail: `a control character is in ${where}: ${around}` };
  });
}

/** JSON hides a control character behind its own escape, and hands it on to whoever reads it. */
function hasControls(value) {
  if (typeof value === 'string') return CONTROLS.test(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, each]) => CONTROLS.test(key) || hasControls(each));
}

function calls({ book }) {
  return book.flatMap(({ kind, text }) =>
    callsIn(kind, text).map((call) => ({
      fault: 'call',
      detail: `${call} is called by the ${kind}`,
    })),
  );
}
