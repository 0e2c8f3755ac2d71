/*
 * The adapter of each provider that a config may name (by the vendors table): one that is missing does not
 * compile. Each is loaded when it is chosen.
 */
import type { ChosenCapability, Provider } from '../config/providers.ts';
import type { Config } from '../config/schema.ts';
import type { VendorName } from '../config/vendors.ts';
import type { Analytics } from '../ports/analytics.ts';
import type { Cdn } from '../ports/cdn.ts';
import type { Deploys } from '../ports/deploys.ts';
import type { Http } from '../ports/http.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { SignIn } from '../ports/sign-in.ts';
import type { Uptime } from '../ports/uptime.ts';
import type { ServicesOptions } from './options.ts';
import type { OutgoingOptions } from './outgoing.ts';

export interface AdapterOptions extends ServicesOptions {
  readonly http: Http;
  readonly outgoing: OutgoingOptions;
}

export interface Adapter<Made> {
  /** The row of the vendors table whose key it sends. */
  readonly vendor: VendorName;
  /** Its methods that need a trusted config. */
  readonly writes: readonly (keyof Made)[];
  make(options: AdapterOptions, config: Config): Promise<Made>;
}

type Adapters<Capability extends ChosenCapability, Made> = Readonly<
  Record<Provider<Capability>, Adapter<Made>>
>;

export const deploysAdapters: Adapters<'deploys', Deploys> = {
  github: {
    vendor: 'github',
    writes: ['dispatch', 'approve'],
    async make(options, { github }) {
      const [{ createGitHub }, { githubToken }] = await Promise.all([
        import('./github/deploys.ts'),
        import('./github/token.ts'),
      ]);
      const token = await githubToken({ ...options });
      const { withheldDeploys, withholder } = await import('./outgoing.ts');
      const deploys = createGitHub({ ...options, config: github, token });
      return withheldDeploys(deploys, withholder(options.outgoing));
    },
  },
};

export const cdnAdapters: Adapters<'cdn', Cdn> = {
  cloudfront: {
    vendor: 'aws',
    writes: ['invalidate'],
    async make(options, { aws }) {
      const { createCdn } = await import('./aws/cloudfront.ts');
      return createCdn({ ...options, config: aws });
    },
  },
};

/** The figures of a CDN are kept by whoever provides it. */
export const metricsAdapters: Adapters<'cdn', Metrics> = {
  cloudfront: {
    vendor: 'aws',
    writes: [],
    async make(options, { aws }) {
      const { createMetrics } = await import('./aws/cloudwatch-metrics.ts');
      return createMetrics({ ...options, config: aws });
    },
  },
};

/** Whoever provides a CDN and its figures is signed in to once for both. */
export const signInAdapters: Adapters<'cdn', SignIn> = {
  cloudfront: {
    vendor: 'aws',
    writes: [],
    async make(options, { aws }) {
      const { createSignIn } = await import('./aws/sign-in.ts');
      return createSignIn({ ...options, config: aws });
    },
  },
};

export const uptimeAdapters: Adapters<'uptime', Uptime> = {
  uptimerobot: {
    vendor: 'uptimerobot',
    writes: [],
    async make(options, { uptimerobot, monitors }) {
      const { createUptime } = await import('./uptimerobot/uptime.ts');
      const names = monitors.map(({ name }) => name);
      return createUptime({ ...options, apiUrl: uptimerobot.apiUrl, monitors: names });
    },
  },
};

export const analyticsAdapters: Adapters<'analytics', Analytics> = {
  ga4: {
    vendor: 'analytics',
    writes: [],
    async make(options, { analytics }) {
      const { createAnalytics } = await import('./google/analytics.ts');
      return createAnalytics({ ...options, config: analytics });
    },
  },
  mixpanel: {
    vendor: 'mixpanel',
    writes: [],
    async make(options, { mixpanel }) {
      const { createMixpanel } = await import('./mixpanel/analytics.ts');
      return createMixpanel({ ...options, config: mixpanel });
    },
  },
};
