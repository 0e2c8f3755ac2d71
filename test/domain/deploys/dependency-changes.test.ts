import { expect, it } from 'vitest';
import { dependencyChanges } from '../../../src/domain/deploys/dependency-changes.ts';

const from = (dependencies: Record<string, string>) => ({ version: 'v1.2.2', dependencies });
const to = (dependencies: Record<string, string>) => ({ version: 'v1.2.3', dependencies });

it('tells what was added, removed and changed, by name', () => {
  const before = from({ react: '19.1.0', zustand: '5.0.6', clsx: '2.1.0' });
  const after = to({ zustand: '5.0.6', react: '19.2.0', lodash: '4.17.21', echarts: '5.6.0' });
  expect(dependencyChanges(before, after)).toEqual({
    from: 'v1.2.2',
    to: 'v1.2.3',
    added: [
      { name: 'echarts', version: '5.6.0' },
      { name: 'lodash', version: '4.17.21' },
    ],
    removed: [{ name: 'clsx', version: '2.1.0' }],
    changed: [{ name: 'react', from: '19.1.0', to: '19.2.0' }],
  });
});

it('takes a package for added even where its name is one of an object’s own', () => {
  expect(dependencyChanges(from({}), to({ constructor: '1.0.0' })).added).toEqual([
    { name: 'constructor', version: '1.0.0' },
  ]);
});
