import { expect, it } from 'vitest';
import { sourceText } from '../../../src/domain/evidence/source-text.ts';
import { latinWords } from '../../support/latin-words.ts';
import { repositoryFiles, textOf } from '../../support/repository.ts';

/** Those that evidence names, as the code writes them. */
const sources = repositoryFiles()
  .filter((file) => file.startsWith('src/evidence/'))
  .flatMap((file) => [...textOf(file).matchAll(/\bsource: (['`])(.+?)\1/g)])
  .map(([, , source = '']) => source.replace(/\$\{[^}]*\}/g, 'production'))
  // A figure's source is an id, which has its own title.
  .filter((source) => !/^[a-z]+(?:-[a-z]+)+$/.test(source));

it('knows the sources of all evidence', () => {
  expect(sources.length).toBeGreaterThan(20);
});

it.each([...new Set(sources)].map((source) => [source]))('tells “%s” in Korean', (source) => {
  expect(sourceText(source).en).toBe(source);
  expect(latinWords(sourceText(source).ko)).toEqual([]);
});

it('leaves names as they are', () => {
  expect(sourceText('GitHub, build-info.json').ko).toBe('GitHub, build-info.json');
  expect(sourceText('probes, status pages, Sentry').ko).toBe('프로브, 상태 페이지, Sentry');
  expect(sourceText('the page of staging, CloudWatch').ko).toBe('staging 페이지, CloudWatch');
});
