import type { Uptime } from '../../ports/uptime.ts';
import type { UptimeRobotParts } from './client.ts';
import { uptimerobotOutages } from './outages.ts';

/** UptimeRobot as the service that watches the site. The history is loaded when it is asked for. */
export function createUptime(parts: UptimeRobotParts): Uptime {
  return {
    outages: (since, reach) => uptimerobotOutages(parts, since, reach),
    async outageHistory(since, reach) {
      const { uptimerobotHistory } = await import('./history.ts');
      return uptimerobotHistory(parts, since, reach);
    },
  };
}
