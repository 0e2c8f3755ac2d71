import { describe, expect, it } from 'vitest';
import help from '../../src/commands/help.ts';
import { helpTopics } from '../../src/commands/table.ts';
import { exitCodes } from '../../src/contract/errors.ts';
import { fakeContext } from '../support/context.ts';
import { plainScreen } from '../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };

async function shown(topic: string, columns = 80): Promise<string> {
  const { data } = await help.run({ topic }, fakeContext(), live);
  return help.view(
    data,
    plainScreen(() => 0, columns),
  );
}

describe('tsops help', () => {
  it.each(helpTopics)('%s fits 80 columns, and says more than its name', async (topic) => {
    const text = await shown(topic);
    expect(text.split('\n').length).toBeGreaterThan(4);
    // A word stays whole, so it can be copied.
    const breakable = text.split('\n').filter((line) => line.trim().includes(' '));
    for (const line of breakable) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('exit-codes names every code with its meaning', async () => {
    const text = (await shown('exit-codes')).replace(/\s+/g, ' ');
    for (const { code, meaning } of exitCodes) expect(text).toContain(`${code} ${meaning}`);
  });

  it('environment names the variables of every secret', async () => {
    const text = await shown('environment');
    for (const name of ['GH_TOKEN', 'SENTRY_AUTH_TOKEN', 'SLACK_BOT_TOKEN', 'TSOPS_CONFIG']) {
      expect(text).toContain(name);
    }
  });

  it('config names keys with their defaults', async () => {
    const text = (await shown('config', 200)).replace(/\s+/g, ' ');
    expect(text).toContain('timezone');
    expect(text).toContain('Asia/Seoul');
  });

  it.each([
    ['exit-code', 'exit-codes'],
    ['enviroment', 'environment'],
    ['rolback', 'rollback'],
  ])('%s: did you mean %s?', async (topic, meant) => {
    await expect(shown(topic)).rejects.toMatchObject({
      kind: 'usage',
      message: `There is no help on ${topic}. Did you mean ${meant}?`,
      next: [`tsops help ${meant}`],
    });
  });
});
