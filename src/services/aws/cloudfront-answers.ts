/* CloudFront's answers in our words. What lacks its essential fields is not CloudFront's. */
import type {
  GetDistributionCommandOutput,
  GetInvalidationCommandOutput,
  ListInvalidationsCommandOutput,
} from '@aws-sdk/client-cloudfront';
import { cleanText } from '../../domain/text/clean.ts';
import type { Distribution, Invalidation, InvalidationSummary } from '../../ports/cdn.ts';

/** An answer that parsed and yet is not one; carries the status as the SDK's own errors do. */
function notCloudFronts(httpStatusCode: number | undefined): Error {
  return Object.assign(new Error('the expected fields are missing'), {
    $metadata: { httpStatusCode: httpStatusCode ?? 200 },
  });
}

export function distributionOf(output: GetDistributionCommandOutput): Distribution {
  const { Id, DomainName, Status, DistributionConfig, InProgressInvalidationBatches } =
    output.Distribution ?? {};
  if (!Id || !DomainName) throw notCloudFronts(output.$metadata.httpStatusCode);
  return {
    id: cleanText(Id, 64),
    domain: cleanText(DomainName, 253),
    status: cleanText(Status ?? '', 40),
    enabled: DistributionConfig?.Enabled !== false,
    aliases: (DistributionConfig?.Aliases?.Items ?? []).map((alias) => cleanText(alias, 253)),
    inProgress: InProgressInvalidationBatches ?? 0,
    cacheTagHeader: cacheTagHeader(DistributionConfig),
  };
}

function cacheTagHeader(config: { readonly CacheTagConfig?: unknown } | undefined): string | null {
  const tags = config?.CacheTagConfig as { readonly HeaderName?: unknown } | undefined;
  return typeof tags?.HeaderName === 'string' ? cleanText(tags.HeaderName, 100) : null;
}

export function invalidationOf(
  output: Pick<GetInvalidationCommandOutput, 'Invalidation' | '$metadata'>,
): Invalidation {
  const { Id, Status, CreateTime, InvalidationBatch } = output.Invalidation ?? {};
  const createdAt = CreateTime?.getTime();
  if (!Id || !Status || createdAt === undefined || Number.isNaN(createdAt)) {
    throw notCloudFronts(output.$metadata.httpStatusCode);
  }
  return {
    id: cleanText(Id, 64),
    status: cleanText(Status, 40),
    createdAt,
    paths: (InvalidationBatch?.Paths?.Items ?? []).map((path) => cleanText(path, 4000)),
    reference: cleanText(InvalidationBatch?.CallerReference ?? '', 256),
  };
}

/** One page, and where the next begins. */
export function summariesOf(output: ListInvalidationsCommandOutput): {
  items: InvalidationSummary[];
  next: string | undefined;
} {
  const list = output.InvalidationList;
  // An HTML page parses as a list without any field: it must not read as “nothing in progress”.
  if (typeof list?.IsTruncated !== 'boolean') throw notCloudFronts(output.$metadata.httpStatusCode);
  const items = (list.Items ?? []).flatMap(({ Id, Status, CreateTime }) =>
    Id === undefined || CreateTime === undefined
      ? []
      : [
          {
            id: cleanText(Id, 64),
            status: cleanText(Status ?? '', 40),
            createdAt: CreateTime.getTime(),
          },
        ],
  );
  const next = list.NextMarker || undefined;
  if (list.IsTruncated && next === undefined && items.length === 0) {
    throw notCloudFronts(output.$metadata.httpStatusCode);
  }
  return { items, next: list.IsTruncated ? next : undefined };
}
