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
  const mappings = decode(map.mappings).map((line) =>
    line.flatMap(([column, source, row, sourceColumn]) => {
      const index = source === undefined ? undefined : own(source);
      // A segment of its own ends what comes before it; two such in a row say nothing.
      return [index === undefined ? [column] : [column, index, row, sourceColumn]];
    }),
  );
  const merged = mappings.map((line) =>
    line.filter((segment, at) => segment.length > 1 || (line[at - 1]?.length ?? 1) > 1),
  );
  return {
    version: 3,
    sources: [...kept.keys()].map((index) => map.sources[index]),
    names: [],
    mappings: encode(merged),
  };
}
