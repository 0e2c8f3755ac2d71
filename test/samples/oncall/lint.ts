import type command from '../../../src/commands/oncall/lint.ts';
import { lintRotation } from '../../../src/domain/oncall/lint.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleContacts } from './people.ts';
import { sampleNow, sampleRotation } from './rotation.ts';

export default {
  language: 'en',
  ...lintRotation(
    { ...sampleRotation, weekend: ['Minji Kim', 'Seungho Park'] },
    sampleContacts,
    sampleNow,
    12,
  ),
} satisfies SampleOf<typeof command>;
