/*
 * The door of what people and records say to Slack, PagerDuty and GitHub: no secret leaves through it, ours or one
 * that only looks like one. It stands before anything is shortened, and the sender is told.
 */

import type { Chat } from '../ports/chat.ts';
import type { Deploys } from '../ports/deploys.ts';
import type { IssueTracker } from '../ports/issues.ts';
import type { NewPage, Pages } from '../ports/pages.ts';
import type { Paging } from '../ports/paging.ts';

/** Takes the secrets out of every text in a value, and tells the sender how many went. */
export type Withhold = <Value>(value: Value, to: string) => Promise<Value>;

export interface OutgoingOptions {
  readonly secrets: readonly string[];
  /** Told what was taken out: `2 secrets were taken out …`. */
  readonly say: (what: string) => void;
}

export function withholder({ secrets, say }: OutgoingOptions): Withhold {
  return async (value, to) => {
    const { redactTexts } = await import('../domain/text/redact.ts');
    const clean = redactTexts(value, secrets);
    if (clean.count > 0) say(sentenceOf(clean.count, to));
    return clean.value;
  };
}

function sentenceOf(count: number, to: string): string {
  const what = count === 1 ? '1 secret was' : `${count} secrets were`;
  return `${what} taken out of the text before it goes to ${to}`;
}

export function withheldChat(chat: Chat, withhold: Withhold): Chat {
  return {
    ...chat,
    post: async ({ key, thread, channel, ...texts }, posting) => {
      const clean = await withhold(texts, 'Slack');
      return chat.post(
        { ...clean, channel, thread, ...(key === undefined ? {} : { key }) },
        posting,
      );
    },
  };
}

export function withheldPaging(paging: Paging, withhold: Withhold): Paging {
  return {
    ...paging,
    send: async ({ dedupKey, ...page }, signal) =>
      paging.send({ ...(await withhold(page, 'PagerDuty')), dedupKey }, signal),
  };
}

export function withheldPages(pages: Pages | null, withhold: Withhold): Pages | null {
  if (pages === null) return null;
  return {
    ...pages,
    change: async (ids, change, signal) =>
      pages.change(ids, await withhold(change, 'PagerDuty'), signal),
    page: async ({ title, ...page }: NewPage, signal) =>
      pages.page({ ...page, title: await withhold(title, 'PagerDuty') }, signal),
    note: async (id, content, signal) =>
      pages.note(id, await withhold(content, 'PagerDuty'), signal),
  };
}

/** What a person writes beside a deploy; versions and fixed inputs are the config's own. */
export function withheldDeploys(deploys: Deploys, withhold: Withhold): Deploys {
  return {
    ...deploys,
    dispatch: async ({ ref, inputs }) => {
      const { reasonInput = '' } = deploys;
      const reason = inputs[reasonInput];
      if (reason === undefined) return deploys.dispatch({ ref, inputs });
      const clean = { ...inputs, [reasonInput]: await withhold(reason, 'GitHub') };
      return deploys.dispatch({ ref, inputs: clean });
    },
    approve: async ({ comment, ...request }) =>
      deploys.approve({ ...request, comment: await withhold(comment, 'GitHub') }),
  };
}

export function withheldIssues(issues: IssueTracker, withhold: Withhold): IssueTracker {
  return {
    ...issues,
    open: async (issue) => issues.open(await withhold(issue, 'GitHub')),
    comment: async (number, body) => issues.comment(number, await withhold(body, 'GitHub')),
  };
}
