import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import lint from '../../../src/commands/alerts/lint.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-lint-'));
});
afterEach(() => rmSync(home, { recursive: true }));

async function run(fields: string) {
  const text = `- name: Errors\n  severity: P3\n  message: x\n${fields.replace(/^/gm, '  ')}\n`;
  writeFileSync(join(home, 'alert-rules.yml'), text);
  const config = resolveConfig({ slack: { channels: { web: '#web' } } });
  const context = fakeContext({ host: { cwd: home }, config });
  const outcome = await lint.run({ file: 'alert-rules.yml' }, context, live);
  const { view } = lint;
  return {
    ...outcome,
    text: view(
      outcome.data,
      plainScreen(() => 0),
    ),
  };
}

describe('alerts lint', () => {
  it('is content with right rules, and knows the channels and runbooks of the team', async () => {
    mkdirSync(join(home, 'runbooks'));
    writeFileSync(join(home, 'runbooks/cdn.md'), '');
    const fields = 'condition: error_rate > 5%\nchannels: [slack-web]\nrunbook: cdn';
    const { verdict, exitCode, text } = await run(fields);
    expect([verdict, exitCode]).toEqual(['ok', undefined]);
    expect(text).toBe('✔ ok  alert-rules.yml: 1 rule, no mistakes');
    const wrong = await run(fields.replace('cdn', 'cdm').replace('web', 'wed'));
    expect(wrong.data.mistakes.map(({ fix }) => fix)).toEqual([
      'did you mean "slack-web"?',
      'did you mean "cdn"?',
    ]);
  });

  it('checks the shipped rules where there are none here, and a named file alone is wanted', async () => {
    const context = fakeContext({ host: { cwd: home }, config: resolveConfig({}) });
    const { verdict, data } = await lint.run({}, context, live);
    expect([verdict, data.file, data.rules]).toEqual(['ok', 'the shipped rules', 5]);
    await expect(lint.run({ file: 'alert-rules.yml' }, context, live)).rejects.toThrow(
      'alert-rules.yml: there is no such file',
    );
  });

  it('warns without failing where a rule is only doubtful', async () => {
    const { verdict, exitCode, text } = await run('condition: lcp > 2s\nchannels: [slack-alerts]');
    expect([verdict, exitCode]).toEqual(['warn', undefined]);
    expect(text).toContain('1 warning');
    expect(text).toContain('fires at lcp 2000ms, which the target 2500ms calls good');
  });

  it('fails with exit code 2 and says each mistake with its place and what to write', async () => {
    const { verdict, exitCode, text, data } = await run(
      'condition: error_rate > 5\nchannels: [slack-alert]',
    );
    expect([verdict, exitCode]).toEqual(['bad', 2]);
    expect(data).toMatchObject({ errors: 2, warnings: 0, rules: 0 });
    expect(text).toContain('✖ alert-rules.yml:4:27 unit-missing');
    expect(text).toContain('\n  → write 5%');
    expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
  });
});
