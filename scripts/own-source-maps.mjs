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
        file.source = JSON.stringify(withoutLibraries(JSON.parse(String(file.source))));
      }
    },
  };
}

function withoutLibraries(map) {
  const kept = new Map();
  const own = (index) => {
    const source = map.sources[index];
    if (source.includes('node_modules/') || source.startsWith('\0')) return undefined;
    if (!kept.has(index)) kept.set(index, kept.size);
    return kept.get(index);
  };
  const mappings = decode(map.mappings).map((line) => {
    let last = '';
    return line.flatMap(([column, source, row]) => {
      const index = source === undefined ? undefined : own(source);
      // One segment for a line of ours, and one that ends it: a trace names lines. Columns weigh 13 kB packed.
      const place = index === undefined ? '' : `${index}:${row}`;
      if (place === last) return [];
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
