/* Says whose service a command is about, where that may be another's than the one that is meant. */
import type { Context, LoadedConfig } from '../contract/context.ts';
import { cleanText } from '../domain/text/clean.ts';

/** A config of which it was said; another command of ours reads the same. */
const said = new WeakSet<LoadedConfig>();

/** One line on stderr, before the answer. Reads `.git/config` at most: no program is started, nothing is asked. */
export async function sayWhoseService(
  loaded: LoadedConfig,
  { terminal }: Pick<Context, 'terminal'>,
): Promise<void> {
  if (said.has(loaded)) return;
  said.add(loaded);
  const meant = await loaded.meant?.();
  if (meant === undefined || meant.whose === 'talkstudio') return;
  const { paint, step, sign } = terminal.screen;
  if (loaded.file === undefined) {
    terminal.warn(
      paint.dim(
        `No config here: this is TalkStudio. Yours: ${step('tsops init')}. To practise: ${step('tsops drill')}`,
      ),
    );
    return;
  }
  const site = meant.inherited.find(({ key }) => /^environments\..+\.url$/.test(key));
  if (site === undefined) return;
  const [, name = ''] = site.key.split('.');
  const service = cleanText(loaded.config.service, 20);
  const what = `${service}, but ${cleanText(name, 20)} is TalkStudio's (${site.value})`;
  terminal.warn(`${sign('warn')} ${what}: ${step('tsops doctor machine')}`);
}
