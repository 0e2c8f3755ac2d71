import { TsopsError } from '../../contract/errors.ts';
import { resourceLoadingWording } from '../../domain/evidence/wording/resource-loading.ts';
import type { ResourceLoading } from '../../domain/speed/findings.ts';
import {
  type ResourceSize,
  resourceFindings,
  resourcesVerdict,
} from '../../domain/speed/resource-rules.ts';
import type { LoadedCode } from '../../ports/web-pages.ts';
import type { Collector } from '../asking/inquiry.ts';
import { settle } from '../asking/settle.ts';
import {
  type FetchedFile,
  isMissing,
  isOwnFile,
  siteCode,
  sitePage,
} from '../reading/page-load.ts';

/** On top of the inquiry's budget: the files come after the page. */
const more = 5_000;

/** What keeps the page from showing itself: scripts of others, the order of scripts, hints. */
const resourceLoading: Collector<'resource-loading'> = (inquiry) => {
  const question = {
    question: 'does anything that the page loads block rendering?',
    source: `the page of ${inquiry.environment}`,
    budget: inquiry.budget + more,
  };
  return settle(inquiry.context, question, async () => {
    const [{ tags }, code] = await Promise.all([sitePage(inquiry), siteCode(inquiry)]);
    const isOwn = isOwnFile(inquiry.config);
    const scripts = tags.filter(({ kind }) => kind === 'script');
    const value: ResourceLoading = {
      findings: resourceFindings({ tags, isOwn, weightOf: (url) => weightOf(code.get(url)) }),
      scripts: scripts.length,
      thirdParty: scripts.filter(({ url }) => !isOwn(url)).length,
    };
    const detail = resourceLoadingWording.sentence(value).en;
    return { verdict: resourcesVerdict(value), value, detail };
  });
};
export default resourceLoading;

function weightOf(file: FetchedFile<LoadedCode> | undefined): ResourceSize {
  if (file === undefined || file instanceof TsopsError || isMissing(file)) {
    return { bytes: null, took: null, imports: [] };
  }
  return { bytes: file.transfer, took: file.took, imports: file.imports };
}
