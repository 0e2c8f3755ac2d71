import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleHistoryFile, bundleHistoryText } from '../domain/speed/bundle-history.ts';
import type { KeptVersion } from '../domain/speed/bundle-rules.ts';
import { hour } from '../domain/time/units.ts';
import type { World } from './world/model.ts';
import { assetsOf, pageOf } from './world/page.ts';
import { uploadsOf } from './world/runs.ts';

/** What tsops would have kept, had somebody looked at each version of the site while it was served. */
export async function keepEarlierFigures(
  world: World,
  stateDirectory: string,
  site: string,
): Promise<void> {
  const uploads = uploadsOf(world, 'production').filter(({ at }) => at <= world.now());
  const earlier = new Map(
    uploads.slice(0, -1).map(({ run, at }) => [run.version, figuresOf(world, run.version, at)]),
  );
  const folder = join(stateDirectory, 'tsops', 'figures');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const text = bundleHistoryText([...earlier.values()].reverse());
  await writeFile(join(folder, bundleHistoryFile(site)), text, { mode: 0o600 });
}

function figuresOf(world: World, version: string, at: number): KeptVersion {
  const later = new Set(pageOf(world, version).later.map(({ path }) => path));
  const files = assetsOf(world, version)
    .filter(({ name }) => /\.(?:js|css)$/.test(name) && !later.has(name))
    .map(({ name, bytes }) => ({
      name: name.split('/').pop() ?? name,
      kind: name.endsWith('.css') ? ('style' as const) : ('script' as const),
      decoded: bytes,
    }));
  return { version, at: at + hour, files };
}
