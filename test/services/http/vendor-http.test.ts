import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../src/domain/text/clean.ts';
import { redactText } from '../../../src/domain/text/redact.ts';
import type { Http } from '../../../src/ports/http.ts';
import { vendorHttp } from '../../../src/services/http/vendor-http.ts';

const secret = 'aB3/dE5+gH7jK9mN1pQ2s=T4v&W6y';

async function answered(body: string | Buffer, headers: Record<string, string> = {}) {
  const http: Http = {
    send: async () => ({ status: 400, headers, body: Buffer.from(body) }),
  };
  const clock = { now: () => 0 };
  const vendor = vendorHttp({ http, clock, title: 'Sentry', secrets: [secret] });
  const response = await vendor.send({ url: 'https://sentry.io/', timeout: 1 });
  return { body: Buffer.from(response.body), headers: response.headers };
}

const basic = Buffer.from(`${secret}:x`).toString('base64');

describe('an answer that repeats our secret', () => {
  test.each([
    ['as it is', secret],
    ['in basic credentials', basic],
    ['encoded', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
    ['escaped by PHP', secret.replaceAll('/', '\\/')],
    ['escaped by Go', secret.replaceAll('&', '\\u0026')],
  ])('%s gives nothing of it away, wherever the answer is then cut', async (_how, form) => {
    const { body, headers } = await answered(`bad request: authorization=${form} refused`, {
      'x-debug': form,
    });
    for (let limit = 24; limit < 60; limit += 1) {
      const shown = redactText(cleanText(body.toString(), limit), []);
      expect(shown).not.toContain(form.slice(0, 6));
    }
    expect(headers['x-debug']).not.toContain(form.slice(0, 6));
    expect(body.toString()).toContain('refused');
  });

  test('is left byte by byte as it is where it holds none', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x41, 0xc3, 0x28]);
    expect((await answered(bytes)).body.equals(bytes)).toBe(true);
  });
});
