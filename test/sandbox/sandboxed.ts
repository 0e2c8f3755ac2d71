import {
  type ClientRequestArgs,
  request as httpRequest,
  type IncomingHttpHeaders,
} from 'node:http';
import { onTestFinished } from 'vitest';
import { checkScenario } from '../../src/sandbox/check-scenario.ts';
import { credentials } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { fakeClock } from '../support/clock.ts';

/** 03:00 UTC is noon in Korea. */
const START = Date.parse('2026-11-23T03:00:00Z');

/** A scenario by name with some of it replaced. */
export async function scenarioWith(name: string, change: Partial<ScenarioInput> = {}) {
  const { shippedScenario } = await import('../../src/sandbox/shipped.ts');
  const found = shippedScenario(name);
  if (!found) throw new Error(`no scenario ${name}`);
  return checkScenario({ ...found, ...change }, name);
}

/** A sandbox whose time stands still until it is advanced; closed when the test is over. */
export async function sandboxed(name = 'calm', change: Partial<ScenarioInput> = {}) {
  const scenario = await scenarioWith(name, change);
  const clock = fakeClock(START);
  const sandbox = await startSandbox({ scenario, clock });
  onTestFinished(() => sandbox.close());
  return { sandbox, clock };
}

export type { Sandbox };

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON; a test names the shape it expects. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any;
}

interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string | object;
  socketPath?: string;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One request; rejects where the connection is dropped. */
export function ask(url: string, { method = 'GET', headers, body, socketPath }: Asking = {}) {
  const options: ClientRequestArgs = { method, headers: headers ?? {}, agent: false };
  if (socketPath) options.socketPath = socketPath;
  return new Promise<Answer>((resolve, reject) => {
    const request = httpRequest(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: parsed(text),
        });
      });
    });
    request.on('error', reject);
    request.end(typeof body === 'object' ? JSON.stringify(body) : body);
  });
}

/** Asks GitHub as on-call does, below the repository. */
export function github(sandbox: Sandbox, path: string, asking: Asking & { token?: string } = {}) {
  const authorization = `Bearer ${asking.token ?? credentials.GH_TOKEN}`;
  const headers = { authorization, ...asking.headers };
  return ask(`${sandbox.urls.github}/repos/talkstudio/talkstudio-web${path}`, {
    ...asking,
    headers,
  });
}

export function dispatchOf(version: string, more: object = {}) {
  return { method: 'POST', body: { ref: 'main', inputs: { version }, ...more } };
}

export const DISPATCHES = '/actions/workflows/deploy-prod.yml/dispatches';

export function sentry(
  sandbox: Sandbox,
  path: string,
  token: string = credentials.SENTRY_AUTH_TOKEN,
) {
  const headers = { authorization: `Bearer ${token}` };
  return ask(`${sandbox.urls.sentry}/api/0/organizations/talkstudio/${path}`, { headers });
}

const CREDENTIAL = `Credential=${credentials.AWS_ACCESS_KEY_ID}/20261123/us-east-1/cloudfront/aws4_request`;
export const SIGNED = `AWS4-HMAC-SHA256 ${CREDENTIAL}, SignedHeaders=host, Signature=0`;

export function cloudfront(sandbox: Sandbox, path: string, asking: Asking = {}) {
  const headers = { authorization: SIGNED, ...asking.headers };
  const url = `${sandbox.urls.aws}/2020-05-31/distribution/E2SANDBOX1PROD${path}`;
  return ask(url, { ...asking, headers });
}

export function batch(reference: string, ...paths: string[]) {
  const items = paths.map((path) => `<Path>${path}</Path>`).join('');
  const body = `<InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Paths><Quantity>${paths.length}</Quantity><Items>${items}</Items></Paths><CallerReference>${reference}</CallerReference></InvalidationBatch>`;
  return { method: 'POST', body };
}
