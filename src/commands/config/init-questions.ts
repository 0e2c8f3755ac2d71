/* What `tsops init` asks on a terminal: Enter takes what was found, and leaves out what was not. */
import { offeredValue, readAnswer } from '../../config/derive/answer.ts';
import { type Setting, settings } from '../../config/derive/settings.ts';
import type { DerivedValues } from '../../config/derive/values.ts';
import type { Terminal } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';

/** Asks for every setting that no flag gave; writes what is answered into `values`. */
export async function askSettings(
  values: DerivedValues,
  given: ReadonlySet<string>,
  terminal: Terminal,
): Promise<void> {
  for (const setting of settings) {
    if (given.has(setting.key) || setting.asked?.(values) === false) continue;
    await askOne(setting, values, terminal);
  }
}

async function askOne(setting: Setting, values: DerivedValues, terminal: Terminal): Promise<void> {
  const offered = offeredValue(setting, values);
  for (;;) {
    const answer = await terminal.ask(setting.question, offered);
    if (answer === undefined) throw givenUp();
    if (answer === '' || answer === offered) return;
    const read = readAnswer(setting, answer);
    if ('parts' in read) {
      for (const [key, value] of read.parts) values.set(key, { value, from: 'your answer' });
      return;
    }
    terminal.warn(`  ${setting.label}: ${read.mistake}`);
  }
}

function givenUp(): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: 'No config was written: cancelled at the questions.',
    next: ['tsops init', 'tsops init --no-input'],
  });
}
