import type { System } from '../../http/exchange.ts';
import { type Ask, dispatch, type Reply } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import { vendorOutage } from '../vendor.ts';
import { alarms } from './alarms.ts';
import { cloudfrontRoutes } from './cloudfront.ts';
import { cloudwatch } from './cloudwatch.ts';
import { sts } from './sts.ts';

/** CloudFront, CloudWatch and a little of STS behind one address, as one `AWS_ENDPOINT_URL` wants it. */
export function aws(world: World): System {
  const routes = cloudfrontRoutes(world);
  const handle = (ask: Ask): Reply | undefined =>
    dispatch(routes, ask) ?? cloudwatch(world, ask) ?? alarms(world, ask) ?? sts(ask);
  return { name: 'aws', handle, outage: () => vendorOutage(world, 'aws') };
}
