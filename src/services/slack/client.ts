/* Slack as a vendor: its Web API for a bot, and the incoming webhook, whose whole address is a secret. */
import {
  createVendorClient,
  type Vendor,
  type VendorClient,
  type VendorParts,
} from '../http/vendor-client.ts';

const shared = {
  limit: {},
  unsaidWait: 1000,
  // At once: whoever waits for people is not kept, and what posts tries again by itself.
  pauses: [0],
  errorText: [['error']],
  maxBody: 2 * 1024 * 1024,
  next: ['tsops doctor slack'],
} as const;

/** The Web API says no with HTTP 200 and `ok: false`. */
export const slack: Vendor = {
  ...shared,
  title: 'Slack',
  secret: {
    variable: 'SLACK_BOT_TOKEN',
    howToGet: 'the bot token, xoxb-…, of a Slack app with the scope chat:write',
  },
  headers: (token) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
};

/** Answers plain text. */
export const slackWebhook: Vendor = {
  ...shared,
  title: 'Slack',
  secret: {
    variable: 'SLACK_WEBHOOK_URL',
    howToGet: "an incoming webhook's address of the Slack app",
  },
  headers: () => ({}),
};

export interface SlackParts extends VendorParts {
  /** `https://slack.com/api` */
  readonly apiUrl: string;
}

export function openSlack({ apiUrl, ...parts }: SlackParts): VendorClient {
  return createVendorClient(slack, apiUrl, parts);
}

/** Asked at an empty path: the address is the secret itself. */
export function openSlackWebhook(parts: VendorParts): VendorClient {
  const address = parts.env[slackWebhook.secret.variable]?.trim() ?? '';
  return createVendorClient(slackWebhook, address, parts);
}
