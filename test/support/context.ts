import { commandTable } from '../../src/commands/table.ts';
import type { Children, Context, Host, LoadedConfig } from '../../src/contract/context.ts';
import type { Services } from '../../src/ports/services.ts';
import { fakeClock } from './clock.ts';
import { memoryJournal } from './journal.ts';
import { fakeTerminal } from './terminal.ts';

export interface ContextParts {
  readonly config?: LoadedConfig['config'];
  readonly services?: Partial<Services>;
  readonly environment?: string;
  readonly clock?: Context['clock'];
  readonly signal?: AbortSignal;
  readonly terminal?: Context['terminal'];
  readonly journal?: Context['journal'];
  readonly children?: Partial<Children>;
  readonly host?: Partial<Host>;
  readonly drill?: boolean;
  readonly tsops?: Context['tsops'];
}

const unexpected = (what: string) => async (): Promise<never> => {
  throw new Error(`unexpected use of ${what}`);
};

/** A context of fakes: time stands still, nothing is asked, and what a test does not give must not be used. */
export function fakeContext(parts: ContextParts = {}): Context {
  const clock = parts.clock ?? fakeClock();
  return {
    clock,
    signal: parts.signal ?? new AbortController().signal,
    host: {
      cwd: '/nowhere',
      env: {},
      self: ['node', 'tsops'],
      typed: 'tsops',
      nodeVersion: '20.19.0',
      platform: 'linux',
      home: '/nowhere',
      user: 'tester@desk',
      ...parts.host,
    },
    options: { json: false, debug: false, language: undefined, configFile: undefined },
    config: async () => {
      if (parts.config === undefined) throw new Error('unexpected use of the config');
      return { config: parts.config, file: undefined, origin: new Map() };
    },
    environment: async () => parts.environment ?? 'production',
    services: {
      http: { send: unexpected('http') },
      site: unexpected('site'),
      deploys: unexpected('the deploys'),
      repository: unexpected('the repository'),
      cdn: unexpected('cdn'),
      cdnSignIn: async () => ({ withCode: async () => {} }),
      issues: unexpected('issues'),
      chat: unexpected('slack'),
      paging: unexpected('paging'),
      pages: unexpected('the pages'),
      metrics: unexpected('metrics'),
      errors: unexpected('sentry'),
      dependencies: unexpected('dependencies'),
      uptime: unexpected('uptime'),
      access: unexpected('access'),
      onCall: unexpected('who is paged'),
      webPages: unexpected('web pages'),
      lab: unexpected('a lab here'),
      labAudits: unexpected('audits of a lab'),
      remoteLab: unexpected('a remote lab'),
      analytics: unexpected('analytics'),
      alertEngine: unexpected('another engine'),
      keptFigures: unexpected('kept figures'),
      keptAnswers: unexpected('kept answers'),
      labHistory: unexpected('kept lab sets'),
      ...parts.services,
    },
    journal: parts.journal ?? memoryJournal(() => clock.now()),
    terminal: parts.terminal ?? fakeTerminal(() => clock.now()),
    children: {
      capture: unexpected('a child process'),
      attach: unexpected('a child process'),
      run: unexpected('a child process'),
      launch: unexpected('a child process'),
      ...parts.children,
    },
    drill: parts.drill ?? false,
    commands: commandTable,
    tsops: parts.tsops ?? unexpected('another command'),
    enter: unexpected('another environment'),
  };
}
