import { describe, expect, it } from 'vitest';
import { repositoryValues } from '../../src/config/derive/values.ts';
import { parseConfig } from '../../src/config/from-file.ts';
import { outline } from '../../src/config/outline.ts';
import type { RemoteRepository } from '../../src/config/repository.ts';
import { configTemplate as templateOf } from '../../src/config/template.ts';

const configTemplate = (repository: RemoteRepository, language?: 'en' | 'ko') => {
  const values = [...repositoryValues(repository)].map(([key, { value }]) => [key, value] as const);
  return templateOf(new Map(values), language);
};

const known = {
  owner: 'talkstudio',
  repo: 'null',
  ref: 'release/1.10',
  workflow: { file: 'deploy-prod.yml', input: 'version' },
};

/** Comments that are keys, as keys. */
const uncommented = (text: string) => text.replace(/^#(?! )/gm, '').replace(/^#(?= {2})/gm, '');

describe('the config that init writes', () => {
  it('sets what the repository tells', async () => {
    const { config } = await parseConfig(configTemplate(known), 'written');
    expect(config).toEqual({
      github: {
        owner: 'talkstudio',
        repo: 'null',
        ref: 'release/1.10',
        workflow: 'deploy-prod.yml',
        versionInput: 'version',
      },
    });
  });

  it('sets the API of GitHub Enterprise only where that is used', async () => {
    const apiUrl = 'https://git.example.com/api/v3';
    const { config } = await parseConfig(configTemplate({ ...known, apiUrl }), 'written');
    expect(config.github?.apiUrl).toBe(apiUrl);
    expect(configTemplate(known)).not.toContain('apiUrl');
  });

  it('sets nothing where the repository tells nothing', async () => {
    const { config } = await parseConfig(configTemplate({}), 'written');
    expect(config).toEqual({});
  });

  it.each([
    ['nothing is known', {}],
    ['all is known', known],
  ])('is right as well when every comment is made a key, where %s', async (_, repository) => {
    const { config } = await parseConfig(uncommented(configTemplate(repository)), 'written');
    const shown = Object.keys(config).toSorted();
    const sections = Object.keys((outline as { keys: object }).keys);
    const internal = [
      'invalidate',
      'lighthouse',
      'pagespeed',
      'prometheus',
      'rollback',
      'uptimerobot',
    ];
    expect(shown).toEqual(sections.filter((key) => !internal.includes(key)).toSorted());
  });

  it('says the same in Korean, and then chooses Korean for what tsops writes', async () => {
    const english = await parseConfig(uncommented(configTemplate(known)), 'written');
    const text = configTemplate(known, 'ko');
    expect((await parseConfig(text, 'written')).config.language).toBe('ko');
    const korean = await parseConfig(uncommented(text), 'written');
    expect(korean.config).toEqual({ ...english.config, language: 'ko' });
    const comments = text.split('\n').filter((line) => /^# \S/.test(line));
    expect(comments.filter((line) => !/[가-힣]/.test(line))).toEqual([]);
  });
});
