import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { KeptVersion } from '../../../src/domain/speed/bundle-rules.ts';
import { createBundleHistory } from '../../../src/services/kept/bundle-history.ts';

const site = 'https://talkstudio.app';
const figures = (version: string, at: number): KeptVersion => ({
  version,
  at,
  files: [{ name: 'index.js', kind: 'script', decoded: 182_400 }],
});

function stateDirectory(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('figures of earlier versions', () => {
  it('are there for the next tsops, those read last first, and for the user alone', async () => {
    const state = stateDirectory();
    const env = { XDG_STATE_HOME: state };
    await createBundleHistory(env).keep(site, figures('v1.2.2', 1));
    await createBundleHistory(env).keep(site, figures('v1.2.3', 2));
    const found = await createBundleHistory(env).versions(site);
    expect(found.map(({ version }) => version)).toEqual(['v1.2.3', 'v1.2.2']);
    const folder = join(state, 'tsops', 'figures');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'talkstudio.app.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['talkstudio.app.json']);
  });

  it('are each site’s own', async () => {
    const kept = createBundleHistory({ XDG_STATE_HOME: stateDirectory() });
    await kept.keep(site, figures('v1.2.3', 1));
    expect(await kept.versions('https://staging.talkstudio.app')).toEqual([]);
  });

  it('go below the home directory where XDG names no place', async () => {
    const home = stateDirectory();
    await createBundleHistory({ HOME: home, XDG_STATE_HOME: 'relative' }).keep(
      site,
      figures('v1', 1),
    );
    expect(readdirSync(join(home, '.local/state/tsops/figures'))).toHaveLength(1);
  });

  it.each([
    ['nowhere to keep them', {}],
    ['a place that is a file', { XDG_STATE_HOME: '/dev/null' }],
  ])('are lost without a word where there is %s', async (_what, env) => {
    const kept = createBundleHistory(env);
    await kept.keep(site, figures('v1', 1));
    expect(await kept.versions(site)).toEqual([]);
  });

  it('are none where the file is damaged, and come again', async () => {
    const state = stateDirectory();
    const kept = createBundleHistory({ XDG_STATE_HOME: state });
    await kept.keep(site, figures('v1', 1));
    writeFileSync(join(state, 'tsops/figures/talkstudio.app.json'), '{"versions":[{"ver');
    expect(await kept.versions(site)).toEqual([]);
    await kept.keep(site, figures('v2', 2));
    expect(await kept.versions(site)).toHaveLength(1);
  });
});
