import { describe, expect, it } from 'vitest';
import { type Concurrency, secondRunText } from '../../../src/domain/rollback/second-run.ts';

const other = { id: 12, title: 'Deploy v1.2.1', url: 'https://github.example/runs/12', actor: '' };
const end = (ours: number, concurrency: Concurrency) =>
  secondRunText(other, ours, concurrency).en.split('/runs/12. ')[1];

describe('a second run beside ours', () => {
  it('is named, with its address and who started it, where that is known', () => {
    expect(secondRunText({ ...other, actor: 'minji' }, 11, 'none').en).toMatch(
      /^A second run is in flight beside ours: “Deploy v1\.2\.1” by minji https:\/\/github\.example\/runs\/12\. /,
    );
    expect(secondRunText(other, 11, 'none').en).toMatch(
      /ours: “Deploy v1\.2\.1” https:\/\/github\.example\/runs\/12\. /,
    );
  });

  it.each<[Concurrency, number, string]>([
    ['cancels', 11, 'By its concurrency the workflow cancels our run; the other run is deployed.'],
    ['cancels', 13, 'By its concurrency the workflow cancels the other run; our run is deployed.'],
    ['waits', 11, 'By its concurrency the other run waits for our run, and is deployed last.'],
    ['waits', 13, 'By its concurrency our run waits for the other run, and is deployed last.'],
    [
      'none',
      11,
      'The workflow has no concurrency: both deploy at once, and what ends last is served.',
    ],
    [
      'not known',
      11,
      'What GitHub does with the two is not known: the workflow could not be read.',
    ],
  ])('where the workflow says “%s”, and ours is number %i', (concurrency, ours, sentence) => {
    expect(end(ours, concurrency)).toBe(sentence);
  });
});
