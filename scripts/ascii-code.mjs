import { decode, encode } from '@jridgewell/sourcemap-codec';

const foreign = /[^\0-\x7f]/g;

/**
 * Writes the few characters beyond ASCII as escapes: one `→` makes V8 keep the whole file in two bytes a
 * character, which costs every start a percent or two. A file that is full of them (Korean texts) stays
 * as it is. In our code such characters stand in strings and patterns alone, where both mean the same.
 */
export function asciiCode() {
  return {
    name: 'ascii-code',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const found = [...file.code.matchAll(foreign)].map(({ index }) => index);
        if (found.length === 0 || found.length > file.code.length / 500) continue;
        const map = bundle[`${file.fileName}.map`];
        if (map !== undefined) map.source = shifted(String(map.source), file.code, found);
        file.code = file.code.replace(
          foreign,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
      }
    },
  };
}

/** The source map after each of the characters at `found` has become five longer. */
function shifted(source, code, found) {
  const map = JSON.parse(source);
  const starts = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const mappings = decode(map.mappings).map((line, row) => {
    const start = starts[row] ?? 0;
    return line.map(([column, ...rest]) => {
      const before = found.filter((index) => index >= start && index < start + column).length;
      return [column + 5 * before, ...rest];
    });
  });
  return JSON.stringify({ ...map, mappings: encode(mappings) });
}
