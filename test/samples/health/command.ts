import type command from '../../../src/commands/health/command.ts';
import type { ProbeTarget } from '../../../src/domain/health/probe.ts';
import { healthReport, monitorHealth } from '../../../src/domain/health/probe-report.ts';
import type { SampleOf } from '../sample-of.ts';

const target: ProbeTarget = {
  name: 'TalkStudio Production',
  url: 'https://talkstudio.app',
  env: 'production',
  method: 'GET',
  timeout: 10_000,
  headers: {},
  keyword: null,
  status: [{ from: 200, to: 299 }],
  slowAfter: 3000,
  certWarnDays: 14,
  maxBody: 1_048_576,
};

/** One healthy monitor, as `tsops health --json` prints it. */
export default {
  details: false,
  watch: null,
  ...healthReport({
    observedAt: '2026-11-23T03:00:00.000Z',
    tookMs: 143,
    controlHosts: [],
    pending: 0,
    monitors: [
      monitorHealth(
        target,
        null,
        [
          {
            at: '2026-11-23T03:00:00.000Z',
            totalMs: 142.7,
            reason: null,
            bodyBytes: 2113,
            keywordFound: null,
            failure: null,
            hops: [
              {
                url: 'https://talkstudio.app/',
                address: '192.0.2.10',
                family: 4,
                proxy: null,
                dnsMs: 12.1,
                connectMs: 18.4,
                tlsMs: 41.9,
                firstByteMs: 68,
                downloadMs: 1.2,
                totalMs: 142.1,
                status: 200,
                httpVersion: '1.1',
                location: null,
                headers: { 'x-cache': 'Hit from cloudfront', age: '31' },
                certificate: {
                  subject: 'CN=talkstudio.app',
                  issuer: 'CN=Amazon RSA 2048 M02, O=Amazon, C=US',
                  names: ['talkstudio.app', '*.talkstudio.app'],
                  validFrom: '2026-09-01T00:00:00.000Z',
                  validTo: '2027-02-01T00:00:00.000Z',
                  daysLeft: 69,
                  trusted: true,
                },
              },
            ],
          },
        ],
        [],
      ),
    ],
  }),
} satisfies SampleOf<typeof command>;
