/*
 * What is known of every action by its name alone: how people read it, and how its records are treated. The
 * names of actions are those of this table; `actions/table.ts` adds how each is looked up after a crash.
 */
import { inEnvironment } from '../deploys/suggested-command.ts';
import type { Text } from '../text/language.ts';

export interface ActionFacts {
  /** What a sentence calls it. */
  readonly noun: Text;
  /**
   * What it changes: `deploy` and `cache` what users get, `page` an incident of PagerDuty, `silence` who is
   * told of alerts, `words` nothing but what people read.
   */
  readonly changes: 'deploy' | 'cache' | 'page' | 'silence' | 'words';
  /** The command that finds out how it ended; null where there is none. */
  status(environment: string): string | null;
  /** Whether one whose end is not known is said by the digest until somebody settles it. */
  readonly staysOpen: boolean;
}

const pages = { changes: 'page', status: () => 'tsops pages', staysOpen: true } as const;
const silences = {
  changes: 'silence',
  status: () => 'tsops alerts silence list',
  staysOpen: true,
} as const;
const words = { changes: 'words', status: () => null, staysOpen: true } as const;

const facts = {
  rollback: {
    noun: { en: 'rollback', ko: '롤백' },
    changes: 'deploy',
    status: (environment: string) => inEnvironment('tsops rollback status', environment),
    staysOpen: true,
  },
  approve: {
    noun: { en: 'approval', ko: '배포 승인' },
    changes: 'deploy',
    status: (environment: string) => inEnvironment('tsops rollback status', environment),
    staysOpen: true,
  },
  invalidate: {
    noun: { en: 'invalidation', ko: '캐시 무효화' },
    changes: 'cache',
    status: (environment: string) => inEnvironment('tsops invalidate status', environment),
    staysOpen: true,
  },
  page: { noun: { en: 'page', ko: '호출' }, ...pages },
  ack: { noun: { en: 'acknowledgement', ko: '호출 응답' }, ...pages },
  escalate: { noun: { en: 'escalation', ko: '에스컬레이션' }, ...pages },
  'resolve-page': { noun: { en: 'resolution', ko: '호출 종료' }, ...pages },
  'note-page': { noun: { en: 'note', ko: '호출 메모' }, ...pages },
  silence: { noun: { en: 'silence', ko: '알림 중지' }, ...silences },
  'expire-silence': { noun: { en: 'end of a silence', ko: '알림 중지 해제' }, ...silences },
  // It may be sent again at any time.
  'ack-alert': { noun: { en: 'acknowledgement', ko: '호출 응답' }, ...words, staysOpen: false },
  'post-update': { noun: { en: 'update', ko: '상황 공유' }, ...words },
  // Whether it was posted only its channel tells.
  notify: { noun: { en: 'message', ko: '메시지' }, ...words, staysOpen: false },
  'open-issue': { noun: { en: 'issue', ko: '이슈' }, ...words },
  'share-incident': { noun: { en: 'sharing', ko: '이슈 공유' }, ...words },
} as const satisfies Readonly<Record<string, ActionFacts>>;

export type ActionName = keyof typeof facts;

export const actionFacts: Readonly<Record<ActionName, ActionFacts>> = facts;

/** Records may hold any name: of a later tsops, or of nobody. */
export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(facts, name);
}

export function factsOfAction(name: string): ActionFacts | undefined {
  return isActionName(name) ? facts[name] : undefined;
}

/** What a sentence calls it in Korean; in English the name by which commands and records know it. */
export function actionName(name: string): Text {
  return { en: name, ko: factsOfAction(name)?.noun.ko ?? name };
}

/** It answers, moves or writes on a page; each has a line that tells how it ended, in both languages. */
export function isPageAction(name: string): boolean {
  return factsOfAction(name)?.changes === 'page';
}

/** Words to people: they change nothing that could be undone. */
export function isMessage({ action }: { readonly action: string }): boolean {
  const changes = factsOfAction(action)?.changes;
  return changes === 'words' || changes === 'page' || action === 'expire-silence';
}
