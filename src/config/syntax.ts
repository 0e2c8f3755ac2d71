import { parseEvents, YAMLException } from 'js-yaml';
import type { ConfigFault } from './fault.ts';

/** Loaded only for a text that is not YAML: the faults of its syntax, in the order of the text. */
export function syntaxFaults(source: string, thrown: unknown): ConfigFault[] {
  if (!(thrown instanceof YAMLException)) throw thrown;
  const tabs = [...source.matchAll(/^ *\t+[ \t]*(?=[^\s#])/gm)].map((match) => ({
    at: match.index + match[0].indexOf('\t'),
    message: 'a tab indents this line; YAML is indented with spaces',
  }));
  if (tabs.length > 0) return tabs;
  const first = faultOf(thrown, 0);
  return source.length > longest ? [first] : within({ text: source, at: 0 }, first);
}

/** A text that is longer than any config is not worth reading it again and again. */
const longest = 65_536;

/** Lines of the source that belong together; `at` is the offset of the first. */
interface Block {
  readonly text: string;
  readonly at: number;
}

/**
 * The parser stops at the first fault. So each entry of a faulty block is read by itself: what is wrong in
 * one says nothing of the others. Where no entry is wrong alone, it is how they stand together: `fault`.
 */
function within(block: Block, fault: ConfigFault): ConfigFault[] {
  const faults = entriesOf(block).flatMap((entry) => {
    const own = faultIn(entry);
    return own === undefined ? [] : within(entry, own);
  });
  return faults.length > 0 ? faults : [fault];
}

function faultIn({ text, at }: Block): ConfigFault | undefined {
  try {
    parseEvents(text, { maxDepth: 20 });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    return faultOf(thrown, at);
  }
}

/** The blocks that begin at the smallest indentation; those below its first line, where there is one alone. */
function entriesOf({ text, at }: Block): Block[] {
  const entries = split({ text, at });
  if (entries.length > 1) return entries;
  // `- name: a` is the entry `name: a` with those below it.
  const item = text.replace(/^(\s*)-(?= *\S)/, '$1 ');
  if (item !== text) return split({ text: item, at });
  const [head = ''] = /^\s*[^\n]*:[ \t]*(?:#[^\n]*)?\n/.exec(text) ?? [];
  return head === '' ? [] : split({ text: text.slice(head.length), at: at + head.length });
}

function split({ text, at }: Block): Block[] {
  const indents = [...text.matchAll(/^( *)[^\s#]/gm)].map(([, indent = '']) => indent.length);
  const least = Math.min(...indents);
  if (indents.length === 0) return [];
  // A closing bracket ends what began above it.
  const beginning = new RegExp(`^ {${least}}(?=[^\\s#\\]}])`, 'gm');
  const starts = [...text.matchAll(beginning)].map(({ index }) => index);
  return starts.map((start, i) => ({ text: text.slice(start, starts[i + 1]), at: at + start }));
}

function faultOf(thrown: YAMLException, at: number): ConfigFault {
  return { at: at + (thrown.mark?.position ?? 0), message: inWords(thrown.reason) };
}

function inWords(message: string): string {
  const [sentence = ''] = message.split(/ at line \d+|\n/);
  return `this is not YAML: ${sentence.replace(/:$/, '')}`;
}
