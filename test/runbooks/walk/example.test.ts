import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { trustProgramsOf } from '../../../src/config/trust-store.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import { findRunbook } from '../../../src/runbooks/find.ts';
import { autoGuide } from '../../../src/runbooks/walk/auto-guide.ts';
import { begin } from '../../../src/runbooks/walk/begin.ts';
import { runRunbook } from '../../../src/runbooks/walk/run.ts';
import { createChildren } from '../../../src/services/process/children.ts';
import { textOf } from '../../support/repository.ts';
import { sandboxForWalk } from '../../support/walk-in-sandbox.ts';

const example = 'rooms-do-not-open';

/** The example of the documentation in a folder that is trusted, its programs run for real against the sandbox. */
async function walkedExample(change: (text: string) => string = (text) => text) {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'tsops-example-')));
  onTestFinished(() => rmSync(home, { recursive: true }));
  mkdirSync(join(home, 'runbooks'));
  const text = change(textOf(`docs/examples/runbooks/${example}.md`));
  writeFileSync(join(home, 'runbooks', `${example}.md`), text);
  const here = await sandboxForWalk('bad-deploy', {
    env: { PATH: process.env.PATH ?? '', TMPDIR: home, XDG_STATE_HOME: join(home, 'state') },
  });
  const { context } = here.context();
  const { env } = context.host;
  await trustProgramsOf(env, join(home, 'runbooks'));
  const around = { ...context, host: { ...context.host, cwd: home } };
  const beside = {
    ...around,
    config: async () => ({ ...(await context.config()), file: join(home, 'tsops.config.yaml') }),
    children: createChildren(context.signal, env.PATH, {
      env,
      isSecret: (name) => /TOKEN/.test(name),
    }),
  };
  const runbook = await findRunbook(beside, example);
  const pinned = pinTime(here.clock.now());
  const options = { runbook, environment: 'production', pinned, anew: false, fresh: 0 };
  const begun = await begin(beside, options);
  const { config } = await beside.config();
  const run = await runRunbook({
    ...{ runbook, context: beside, config, environment: 'production', language: 'en', begun },
    health: null,
    guide: () => autoGuide({ confirm: undefined, yes: false }, () => {}),
  });
  const { entries } = await context.journal.read(run.incident);
  const commands = entries.filter(({ kind, exitCode }) => kind === 'command' && exitCode !== null);
  return { entries, commands };
}

describe('the example of a runbook with scripts', () => {
  it('runs as it is written, with the facts of the walk, and reads the sandbox alone', async () => {
    const { commands, entries } = await walkedExample();
    expect(commands).toMatchObject([
      { step: 'answers', exitCode: 0, output: expect.stringMatching(/ 3 200 \/build-info\.json/) },
      {
        step: 'served',
        exitCode: 0,
        output: expect.stringMatching(/served: v1\.2\.3; .*\nerrors since: 20/),
      },
      { step: 'report', exitCode: 0 },
    ]);
    const left = entries.filter(({ kind }) => kind === 'skipped').map(({ step }) => step);
    expect(left).toEqual(expect.arrayContaining(['keep']));
  }, 60_000);

  it('reaches no real address, and is given no key', async () => {
    const { commands } = await walkedExample((text) =>
      text.replace(/echo "served:.*/, 'env | grep -c TOKEN || curl -sS http://talkstudio.app'),
    );
    const served = commands.find(({ step }) => step === 'served');
    expect(served?.output).toMatch(/^0\nsandbox: no real address is reached from a drill/);
  }, 60_000);
});
