import { say, type Text } from '../text/language.ts';

interface Served {
  readonly version: string;
  /** Each version that was read, and in how many reads. */
  readonly versions: readonly { readonly version: string; readonly reads: number }[];
  /** All reads, those that failed among them. */
  readonly reads: number;
  readonly failedReads: number;
}

/** What is served through the edge, in one sentence. */
export function servedText({ version, versions, reads, failedReads }: Served): Text {
  const told = reads - failedReads;
  const en = versions.map((each) => `${each.version} (${each.reads} of ${told})`).join(' and ');
  const ko = versions.map((each) => `${each.version} (${told}회 중 ${each.reads}회)`).join(', ');
  const serves =
    versions.length > 1
      ? say(`a mixed fleet serves ${en}`, `여러 버전이 동시에 제공됩니다: ${ko}`)
      : say(`serves ${version}`, `${version} 제공 중`);
  if (failedReads === 0) return serves;
  return say(
    `${serves.en}; ${failedReads} of ${reads} reads failed`,
    `${serves.ko}. ${reads}회 중 ${failedReads}회 읽기 실패`,
  );
}
