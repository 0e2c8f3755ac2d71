import { day } from '../../../domain/time/units.ts';
import { type Ask, type Reply, type Route, route } from '../../http/reply.ts';
import { invalidationsOf } from '../../world/edge.ts';
import type { World } from '../../world/model.ts';
import { ACCOUNT, DISTRIBUTION, refusalOf, STAGING_DISTRIBUTION } from './access.ts';
import { refused, time, xml } from './cloudfront-xml.ts';
import { create, environmentOf, listInvalidations, one } from './invalidations.ts';
import { elements } from './xml.ts';

function distribution(world: World, ask: Ask, id: string): Reply {
  const open = invalidationsOf(world, environmentOf(ask)).filter(
    (entry) => entry.completedAt > world.now(),
  );
  const host = `${id.toLowerCase().slice(1)}.cloudfront.net`;
  const alias = id === DISTRIBUTION ? 'talkstudio.app' : 'staging.talkstudio.app';
  const empty = { Quantity: 0 };
  const config = {
    CallerReference: 'talkstudio',
    // The sites are reached by address here.
    Aliases: { Quantity: 2, Items: { CNAME: [alias, '127.0.0.1'] } },
    DefaultRootObject: 'index.html',
    Origins: {
      Quantity: 1,
      Items: {
        Origin: {
          Id: 's3',
          DomainName: 'talkstudio.s3.amazonaws.com',
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      },
    },
    DefaultCacheBehavior: {
      TargetOriginId: 's3',
      ViewerProtocolPolicy: 'redirect-to-https',
      Compress: true,
    },
    CacheBehaviors: empty,
    CustomErrorResponses: empty,
    Comment: 'TalkStudio',
    PriceClass: 'PriceClass_All',
    Enabled: true,
  };
  const inner = elements({
    Id: id,
    ARN: `arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`,
    Status: 'Deployed',
    LastModifiedTime: time(world.startedAt - 30 * day),
    InProgressInvalidationBatches: open.length,
    DomainName: host,
    ...(ask.path.endsWith('/config') ? {} : { DistributionConfig: config }),
  });
  if (!ask.path.endsWith('/config'))
    return xml('Distribution', inner, 200, { etag: 'E2QWRUHSANDBOX' });
  return xml('DistributionConfig', elements(config), 200, { etag: 'E2QWRUHSANDBOX' });
}

/** The part of CloudFront's API (2020-05-31, rest-xml) that tsops and `aws` use on-call. */
export function cloudfrontRoutes(world: World): Route[] {
  const base = '/2020-05-31/distribution/:distribution';
  const guarded = (action: string, run: (ask: Ask, id: string) => Reply) => (ask: Ask) => {
    const id = ask.params.distribution ?? '';
    const arn = `arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`;
    const refusal = refusalOf(ask, `cloudfront:${action}`, arn);
    if (refusal) return refused(refusal);
    const known = id === DISTRIBUTION || id === STAGING_DISTRIBUTION;
    const message = 'The specified distribution does not exist.';
    return known ? run(ask, id) : refused({ status: 404, code: 'NoSuchDistribution', message });
  };
  return [
    route(
      'POST',
      `${base}/invalidation`,
      guarded('CreateInvalidation', (ask) => create(world, ask)),
    ),
    route(
      'GET',
      `${base}/invalidation`,
      guarded('ListInvalidations', (ask) => listInvalidations(world, ask)),
    ),
    route(
      'GET',
      `${base}/invalidation/:id`,
      guarded('GetInvalidation', (ask) => one(world, ask)),
    ),
    route(
      'GET',
      base,
      guarded('GetDistribution', (ask, id) => distribution(world, ask, id)),
    ),
    route(
      'GET',
      `${base}/config`,
      guarded('GetDistributionConfig', (ask, id) => distribution(world, ask, id)),
    ),
  ];
}
