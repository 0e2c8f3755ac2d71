import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';

const place = /(?:file:\/\/)?[^\s()]*\/chunks\/([\w.-]+\.cjs):(\d+):(\d+)/g;

/**
 * A trace whose places in chunks are those in our sources: `src/…ts:line:column`. `foreign`: the chunks
 * that `chunks` has no map of, whose places stay as they are.
 */
export function withSourceLines(trace, chunks) {
  const maps = new Map();
  const mapOf = (chunk) => {
    const file = join(chunks, `${chunk}.map`);
    if (!maps.has(chunk) && existsSync(file))
      maps.set(chunk, new SourceMap(JSON.parse(readFileSync(file, 'utf8'))));
    return maps.get(chunk);
  };
  const foreign = new Set();
  const text = trace.replace(place, (written, chunk, line, column) => {
    const map = mapOf(chunk);
    if (map === undefined) foreign.add(chunk);
    const origin = map?.findEntry(Number(line) - 1, Number(column) - 1) ?? {};
    if (origin.originalSource === undefined) return written;
    const source = origin.originalSource.replace(/^(?:\.\.\/)*/, '');
    return `${source}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
  });
  return { text, foreign: [...foreign] };
}
