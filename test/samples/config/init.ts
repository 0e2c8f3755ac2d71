import type command from '../../../src/commands/config/init.ts';
import { configName } from '../../../src/config/locate.ts';
import { configTemplate } from '../../../src/config/template.ts';
import type { SampleOf } from '../sample-of.ts';

const values = [
  { key: 'github.owner', value: 'acme', from: 'git remote origin' },
  { key: 'github.repo', value: 'shop', from: 'git remote origin' },
  { key: 'service', value: 'shop', from: 'package.json' },
  { key: 'environments.production.url', value: 'https://shop.example', from: 'CNAME' },
];

export default {
  file: configName,
  written: true,
  overwritten: false,
  copy: null,
  text: configTemplate(new Map(values.map(({ key, value }) => [key, value]))),
  repository: 'acme/shop',
  workflow: null,
  values,
  missing: [
    {
      key: 'github.workflow',
      why: 'the workflow that deploys: a rollback needs it',
      flag: '--workflow FILE',
    },
  ],
} satisfies SampleOf<typeof command>;
