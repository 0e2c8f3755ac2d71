import { settings } from '../../config/derive/settings.ts';
import type { Screen } from '../../contract/context.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { Initialized, MissingValue } from './init-data.ts';

/** What was written, value by value with what told it; then what is missing, and what sets it. */
export function initText(data: Initialized, screen: Screen): string {
  if (!data.written) return data.text.trimEnd();
  const { paint } = screen;
  const verb = data.overwritten ? 'overwrote' : 'wrote';
  return [
    `${paint.good('✔')} ${verb} ${data.file}, and read it back without a mistake`,
    ...(data.copy === null ? [] : [`  the one before is kept as ${data.copy}`]),
    ...valueLines(data, screen),
    ...missingLines(data.missing, screen),
  ].join('\n');
}

/** Told with the key above it. */
const within = ['github.versionInput'];

function valueLines(data: Initialized, screen: Screen): readonly string[] {
  const whole: Readonly<Record<string, string | null>> = {
    'github.owner': data.repository,
    'github.workflow': data.workflow,
  };
  const shown = settings.flatMap(({ key, label }) => {
    const found = data.values.find((each) => each.key === key);
    if (found === undefined || within.includes(key)) return [];
    const value = cleanText(whole[key] ?? found.value, 200);
    return [[label, value, screen.paint.dim(cleanText(found.from, 80))]];
  });
  return shown.length === 0 ? [] : [screen.table(shown, { flexible: 1 })];
}

function missingLines(missing: readonly MissingValue[], screen: Screen): readonly string[] {
  if (missing.length === 0) return [];
  const count =
    missing.length === 1 ? 'One value is missing' : `${missing.length} values are missing`;
  const room = screen.terminal ? screen.columns - 2 : Number.POSITIVE_INFINITY;
  const how = `${count}; set each in the file, or run tsops init --force with:`;
  const lines = wrap(how, room, screen.width);
  return [
    ...lines.map((line, at) => `${at === 0 ? `${screen.sign('warn')} ` : '  '}${line}`),
    ...missing.flatMap(({ flag, why }) => [`  ${flag}`, `      ${screen.paint.dim(why)}`]),
  ];
}
