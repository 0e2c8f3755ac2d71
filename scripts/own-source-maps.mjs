import { decode, encode } from '@jridgewell/sourcemap-codec';

/**
 * Keeps of each source map what leads to our own files. A trace into a library still names its chunk;
 * the maps of all libraries would weigh more than the program.
 */
export function ownSourceMaps() {
  return {
    name: 'own-source-maps',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.map')) continue;
        const { code } = bundle[file.fileName.slice(0, -'.map'.length)];
        file.source = JSON.stringify(whatTracesName(JSON.parse(String(file.source)), code));
      }
    },
  };
}

/** A trace names where something is called, read, thrown or waited for; strings, names and numbers never fail. */
const canFail = /[(.[`]|\b(?:new|throw|await|yield|of)\b|\?\?=?/;
const strings = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

function whatTracesName(map, code) {
  const kept = new Map();
  const own = (index) => {
    const source = map.sources[index];
    if (source.includes('node_modules/') || source.startsWith('\0')) return undefined;
    if (!kept.has(index)) kept.set(index, kept.size);
    return kept.get(index);
  };
  const written = code.split('\n');
  const mappings = decode(map.mappings).map((line, number) => {
    let last = '';
    return line.flatMap(([column, source, row], at) => {
      const index = source === undefined ? undefined : own(source);
      // One segment for a line of ours, and one that ends it: a trace names lines. Columns weigh 13 kB packed.
      const place = index === undefined ? '' : `${index}:${row}`;
      if (place === last) return [];
      const span = written[number].slice(column, line[at + 1]?.[0]);
      if (index !== undefined && !canFail.test(span.replace(strings, "''"))) return [];
      last = place;
      return [index === undefined ? [column] : [column, index, row, 0]];
    });
  });
  return {
    version: 3,
    sources: [...kept.keys()].map((index) => map.sources[index]),
    names: [],
    mappings: encode(mappings),
  };
}
