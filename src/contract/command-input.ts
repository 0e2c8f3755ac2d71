/*
 * Reads a command's raw input by hand. For the commands that must answer at once: loading zod takes as long
 * as three probes. What they accept is as strict, and is said in the same words.
 */
import type { InputSchema } from './command.ts';

export interface InputReader {
  /** A flag; `otherwise` where it was not given. */
  flag(name: string, otherwise?: boolean): boolean;
  /** A repeatable option or a list of arguments; empty where none was given. */
  texts(name: string): readonly string[];
  /** Undefined where it was not given, or where `parse` says so by undefined: then `message` is an issue. */
  parsed<Value>(
    name: string,
    parse: (text: string) => Value | undefined,
    message: (text: string) => string,
  ): Value | undefined;
  /** One more issue; without a name it concerns the whole. */
  issue(message: string, name?: string): void;
}

/** The schema whose `safeParse` is `read`; it fails where `read` has met an issue. */
export function inputOf<Input>(read: (reader: InputReader) => Input): InputSchema<Input> {
  return {
    safeParse(value) {
      const raw = value as Readonly<Record<string, unknown>>;
      const issues: { path: string[]; message: string }[] = [];
      const issue = (message: string, name?: string): void => {
        issues.push({ path: name === undefined ? [] : [name], message });
      };
      const data = read({
        issue,
        flag: (name, otherwise = false) => (typeof raw[name] === 'boolean' ? raw[name] : otherwise),
        texts: (name) => (Array.isArray(raw[name]) ? raw[name].map(String) : []),
        parsed(name, parse, message) {
          const given = raw[name];
          if (typeof given !== 'string') return undefined;
          const parsed = parse(given);
          if (parsed === undefined) issue(message(given), name);
          return parsed;
        },
      });
      return issues.length === 0 ? { success: true, data } : { success: false, error: { issues } };
    },
  };
}
