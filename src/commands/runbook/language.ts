import type { Context } from '../../contract/context.ts';
import type { Language } from '../../domain/text/language.ts';

/** In which language a runbook is shown: `--lang`, else the config's. */
export async function languageOf({
  options,
  config,
}: Pick<Context, 'options' | 'config'>): Promise<Language> {
  return options.language ?? (await config()).config.language;
}
