import { YAMLException } from 'js-yaml';
import type { Fault } from './fault.ts';

/**
 * Loaded only for a text that is not YAML: the faults of its syntax. Ours is the parser that stops at the
 * first; `yaml`, slower to load, goes on after one, so that all of them can be shown.
 */
export async function syntaxFaults(source: string, thrown: unknown): Promise<Fault[]> {
  if (!(thrown instanceof YAMLException)) throw thrown;
  const first = { at: thrown.mark?.position ?? 0, message: inWords(thrown.reason) };
  const tabs = [...source.matchAll(/^ *\t+[ \t]*(?=[^\s#])/gm)].map((match) => ({
    at: match.index + match[0].indexOf('\t'),
    message: 'a tab indents this line; YAML is indented with spaces',
  }));
  if (tabs.length > 0) return tabs;
  const others = await furtherFaults(source);
  return others.length > 1 ? others : [first];
}

/** A text that is longer than any config is not worth the seconds that `yaml` takes for it. */
const longest = 65_536;

async function furtherFaults(source: string): Promise<Fault[]> {
  if (source.length > longest) return [];
  const { parseAllDocuments } = await import('yaml');
  try {
    const documents = [parseAllDocuments(source, { schema: 'failsafe', uniqueKeys: false })].flat();
    return documents.flatMap(({ errors }) =>
      errors.map(({ pos, message }) => ({ at: pos[0], message: inWords(message) })),
    );
  } catch {
    // Nested too deeply for it.
    return [];
  }
}

/** Without the excerpt that `yaml` adds. */
function inWords(message: string): string {
  const [sentence = ''] = message.split(/ at line \d+|\n/);
  return `this is not YAML: ${sentence.replace(/:$/, '')}`;
}
