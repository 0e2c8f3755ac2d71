/* After a response: the evidence that was bad is read again until it recovers or time runs out. */

import type { EvidenceId } from '../../domain/evidence/findings.ts';
import { pinTime } from '../../domain/evidence/pinned-time.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { actionName } from '../../domain/incident/action-facts.ts';
import type { IncidentLines } from '../../domain/incident/lines.ts';
import type { Text } from '../../domain/text/language.ts';
import { spanText } from '../../domain/time/span-text.ts';
import { createInquiry } from '../../evidence/asking/inquiry.ts';
import { collectors } from '../../evidence/catalog.ts';
import type { ActionStep } from '../definition.ts';
import type { Line, RunbookProgress } from '../engine.ts';
import { evidenceSentence, evidenceTitle } from '../views/evidence.ts';
import { signedLines } from '../views/signed-lines.ts';
import type { WalkTexts } from './look.ts';
import { applySharedAnswer } from './shared-answers.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

type Done = Line & IncidentLines['acted'];

/** Looks until it has recovered; else asks whether to go on waiting, or to take the next hypothesis. */
export async function recover(
  walk: Walk,
  progress: RunbookProgress,
  step: ActionStep,
  done: Done,
): Promise<void> {
  const { context, config, guide, language } = walk;
  const since = Date.parse(String(done.at));
  const until = context.clock.now() + config.runbooks.recovery;
  const look = await looksUntil(walk, progress, step, done, since, until);
  const { screen } = context.terminal;
  guide.show(signedLines(screen.sign(verdictOf(look)), look.detail[language], screen));
  if (!look.recovered && guide.asked) {
    const said = look.unread === true ? texts.notRead : texts.didNotHelp;
    guide.show(signedLines(' ', said[language], screen));
    const move = await guide.move({ step, progress, picks: 0, on: texts.next[language] });
    if (move.do === 'reread' || move.do === 'pick') return;
    if (move.do !== 'on') return applySharedAnswer(walk, progress, step, move);
  }
  await walk.write('recovery', {
    ...look,
    step: step.id,
    round: progress.round,
    id: step.proves ?? 'error-rate',
    elapsed: context.clock.now() - since,
  });
}

function verdictOf({ recovered, unread }: WalkTexts): Verdict {
  if (unread === true) return 'unknown';
  return recovered ? 'ok' : 'bad';
}

async function looksUntil(
  walk: Walk,
  progress: RunbookProgress,
  step: ActionStep,
  done: Done,
  since: number,
  until: number,
): Promise<WalkTexts> {
  const { context, config, language } = walk;
  const { clock, signal, terminal } = context;
  const spinner = terminal.progress(texts.readAgain[language]);
  try {
    for (;;) {
      const look = await lookOnce(walk, progress, step, done, since);
      if (look.recovered || clock.now() >= until) return look;
      spinner.update(`${texts.readAgain[language]}: ${look.detail[language]}`);
      await clock.sleep(Math.min(config.runbooks.recheck, until - clock.now()), signal);
    }
  } finally {
    spinner.stop();
  }
}

async function lookOnce(
  walk: Walk,
  progress: RunbookProgress,
  { proves }: ActionStep,
  done: Done,
  since: number,
): Promise<WalkTexts> {
  const elapsed = walk.context.clock.now() - since;
  const after = sinceText(done, elapsed);
  if (proves === 'error-rate') {
    const { lookAtErrors } = await import('./recover-errors.ts');
    return lookAtErrors(walk, progress, since, after);
  }
  return lookAtVerdict(walk, progress, proves ?? 'cache-state', since, after);
}

/** The same question about the time since: recovered where it is no longer bad. */
async function lookAtVerdict(
  walk: Walk,
  { collected }: RunbookProgress,
  id: EvidenceId,
  since: number,
  after: Text,
): Promise<WalkTexts> {
  const now = walk.context.clock.now();
  const zone = walk.config.timezone;
  const pinned = { ...pinTime(now), at: now, window: { from: since, to: now } };
  const inquiry = createInquiry({ ...walk.inquiry, pinned }, collectors);
  const found: Evidence<unknown> = await inquiry.ask(id);
  const recovered = found.verdict === 'ok' || found.verdict === 'warn';
  const unread = found.verdict === 'unknown' || found.verdict === 'no-data';
  const before: Evidence<unknown> | undefined = collected[id];
  const told = (language: 'en' | 'ko'): string => {
    const then = before === undefined ? '?' : evidenceSentence(id, before, language, zone);
    const title = evidenceTitle(id, language);
    const now = evidenceSentence(id, found, language, zone);
    // In Korean the sentence of the past, read first, would sound like the present.
    return language === 'ko'
      ? `${title}: ${now}, ${after.ko} (이전: ${then})`
      : `${title}: ${then} → ${now}, ${after.en}`;
  };
  return {
    recovered,
    ...(unread ? { unread } : {}),
    before: null,
    after: null,
    unit: '',
    detail: { en: told('en'), ko: told('ko') },
  };
}

/** `6m after v1.2.2 was served`. */
function sinceText({ action, target }: Done, elapsed: number): Text {
  const time = spanText(Math.max(1000, elapsed));
  return action === 'rollback'
    ? { en: `${time.en} after ${target} was served`, ko: `${target} 제공 ${time.ko} 후` }
    : { en: `${time.en} after the ${action}`, ko: `${actionName(action).ko} ${time.ko} 후` };
}
