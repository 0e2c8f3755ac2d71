import { describe, expect, it } from 'vitest';
import { readAlertRules } from '../../../src/config/alert-rules.ts';
import type { Addressing } from '../../../src/domain/notification/addressing.ts';
import { deliveriesOf } from '../../../src/domain/notification/contents.ts';
import type { AlertNotice } from '../../../src/domain/notification/decide.ts';
import type { ChatContent, PageContent } from '../../../src/domain/notification/delivery.ts';
import { ledgerOf } from '../../../src/domain/notification/ledger.ts';

const t = Date.parse('2026-11-25T03:12:00Z');
const addressing: Addressing = {
  service: 'TalkStudio',
  language: 'en',
  chatChannels: { alerts: '#ops-alerts' },
  phones: [],
  urls: { production: 'https://talkstudio.app' },
  drill: false,
};

async function told(more: Partial<AlertNotice> = {}, rule = ''): Promise<AlertNotice> {
  const yaml = `- name: High Error Rate
  severity: P2
  condition: error_rate > 5% for 5 minutes
  channels: [pagerduty, slack-alerts]
  message: "error rate {{ error_rate }}% at {{ url }}"
${rule}`;
  const [only] = (await readAlertRules(yaml, 'rules')).rules;
  if (only === undefined) throw new Error('the rule is not understood');
  const { name, severity } = only;
  return {
    environment: 'production',
    alert: {
      rule: only,
      labels: { env: 'production' },
      state: 'firing',
      value: 7.126,
      traffic: null,
      t,
      since: t,
      good: false,
      noDataSince: null,
      transitions: [],
    },
    event: {
      key: '["High Error Rate","production","[]"]',
      rule: name,
      ...{ severity, environment: 'production', kind: 'firing', t, since: t - 540_000 },
      value: '7.13%',
      suppressed: null,
    },
    ...more,
  };
}

function contents(one: AlertNotice, given: Partial<Addressing> = {}) {
  const made = deliveriesOf([one], ledgerOf([]), { ...addressing, ...given });
  const [page, slack] = made.map(({ content }) => content);
  return { page: page as PageContent, slack: slack as ChatContent };
}

const resolved = async () => {
  const one = await told();
  return { ...one, event: { ...one.event, kind: 'resolved' as const } };
};

describe('the message of an alert in Slack', () => {
  it('has the fields of the monitoring document, and what to type next', async () => {
    const { slack } = contents(await told({ affectedUsers: 312 }));
    expect(slack).toMatchObject({
      color: 'danger',
      title: 'P2 High Error Rate: firing',
      body: 'error rate 7.13% at https://talkstudio.app',
      footer: 'Sentry, tsops',
    });
    expect(slack.fields).toEqual([
      { title: 'Environment', value: 'production' },
      { title: 'Error Rate', value: '7.13% (> 5%)' },
      { title: 'Affected Users', value: '312' },
      { title: 'Duration', value: '9m' },
      { title: 'Next', value: 'tsops runbook high-error-rate' },
    ]);
  });

  it('says that the users are not known where they could not be asked', async () => {
    const { slack } = contents(await told({ affectedUsers: null }));
    expect(slack.fields).toContainEqual({ title: 'Affected Users', value: 'not known' });
  });

  it('names nothing to do where it is over', async () => {
    const { slack } = contents(await resolved());
    expect(slack.color).toBe('good');
    expect(slack.fields.map(({ title }) => title)).toEqual([
      'Environment',
      'Error Rate',
      'Duration',
    ]);
  });

  it('is in Korean where the team reads Korean', async () => {
    const { slack } = contents(await told({ affectedUsers: null }), { language: 'ko' });
    expect(slack.title).toBe('P2 High Error Rate: 발생');
    expect(slack.fields.map(({ title }) => title)).toEqual([
      '환경',
      'Error Rate',
      '영향 사용자',
      '지속 시간',
      '다음 조치',
    ]);
  });

  it('says that it is a drill', async () => {
    const { slack, page } = contents(await told(), { drill: true });
    expect(slack.text).toBe('DRILL P2 High Error Rate: firing (production)');
    expect(page.summary).toMatch(/^DRILL P2 High Error Rate: error rate 7.13%/);
  });
});

describe('the page of an alert', () => {
  it('says what to type, and links the site and an own runbook', async () => {
    const { page } = contents(await told({}, '  runbook: https://wiki.example/errors\n'));
    expect(page).toMatchObject({
      action: 'trigger',
      severity: 'error',
      details: { next: 'open https://wiki.example/errors', value: '7.13%' },
      links: [
        { text: 'production', href: 'https://talkstudio.app' },
        { text: 'runbook', href: 'https://wiki.example/errors' },
      ],
    });
  });

  it('links no runbook of tsops, which has no address', async () => {
    const { page } = contents(await told({}, '  runbook: high-error-rate\n'));
    expect(page.links).toEqual([{ text: 'production', href: 'https://talkstudio.app' }]);
  });
});
