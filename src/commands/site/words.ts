import type { Language } from '../../domain/text/language.ts';

interface LabWords {
  readonly devices: Readonly<Record<'mobile' | 'desktop', string>>;
  running(url: string, run: number, of: number): string;
  /** `median of 3 runs`. */
  median(runs: number): string;
  readonly met: string;
  missed(names: string): string;
  warned(names: string): string;
  refused(failed: number, runs: number): string;
  /** The versions between which the site was deployed. */
  deployed(before: string, after: string): string;
  run(run: number, reason: string): string;
  readonly first: string;
  /** Against a set of then. */
  since(ago: string): string;
  different(what: string, before: string, after: string): string;
  deploy(before: string, after: string): string;
  same(version: string): string;
  readonly notTold: string;
  files(before: string, after: string): string;
  grew(name: string, before: string, after: string): string;
  added(name: string, after: string): string;
  readonly nothingGrew: string;
  readonly throttlings: Readonly<Record<string, string>>;
  conditions(program: string, browser: string, throttling: string, benchmark: string): string;
  reports(folder: string): string;
  readonly notKept: string;
  warning(text: string): string;
  notAsserted(ids: string): string;
  readonly wrote: string;
  readonly wouldWrite: string;
  tightened(sets: number): string;
}

export const labWords: Readonly<Record<Language, LabWords>> = {
  en: {
    devices: { mobile: 'mobile', desktop: 'desktop' },
    running: (url, run, of) => `Lighthouse, ${url}: run ${run} of ${of}`,
    median: (runs) => (runs === 1 ? 'one run' : `median of ${runs} runs`),
    met: 'every budget is met',
    missed: (names) => `over budget: ${names}`,
    warned: (names) => `every budget is met that fails, but not ${names}`,
    refused: (failed, runs) =>
      `not measured: ${failed} of ${runs} runs failed, and no part of a set is asserted on`,
    deployed: (before, after) =>
      `not measured: ${before} was replaced by ${after} in the midst of the runs`,
    run: (run, reason) => `run ${run}: ${reason}`,
    first: 'the first set of this page for the device: nothing to compare with',
    since: (ago) => `Against the set of ${ago}`,
    different: (what, before, after) =>
      `figures not compared with the last set: ${what} differs (${before}, now ${after})`,
    deploy: (before, after) => `deployed between the two: ${before} → ${after}`,
    same: (version) => `both of ${version}: no deploy lies between`,
    notTold:
      'the site did not tell its version of both: whether a deploy lies between is not known',
    files: (before, after) => `all files ${before} → ${after}`,
    grew: (name, before, after) => `${name} ${before} → ${after}`,
    added: (name, after) => `${name} is new, ${after}`,
    nothingGrew: 'no file grew',
    throttlings: { simulate: 'simulated', devtools: 'by DevTools', provided: 'none' },
    conditions: (program, browser, throttling, benchmark) =>
      `Lighthouse ${program}, Chromium ${browser}, throttling ${throttling}, benchmark ${benchmark}`,
    reports: (folder) => `report of the middle run: ${folder}`,
    notKept: 'the set could not be kept: the next has nothing to compare with',
    warning: (text) => `Lighthouse warns: ${text}`,
    notAsserted: (ids) => `in lighthouserc.json, and not held against by tsops: ${ids}`,
    wrote: 'Written',
    wouldWrite: 'Would be written',
    tightened: (sets) => `budgets as the last ${sets} comparable sets have reached them`,
  },
  ko: {
    devices: { mobile: '모바일', desktop: '데스크톱' },
    running: (url, run, of) => `Lighthouse ${url}: ${of}회 중 ${run}회차 측정 중`,
    median: (runs) => (runs === 1 ? '1회 측정' : `${runs}회 측정의 중앙값`),
    met: '모든 성능 예산을 지켰습니다',
    missed: (names) => `예산 초과: ${names}`,
    warned: (names) => `필수 예산은 모두 지켰고, 권고 예산을 넘었습니다: ${names}`,
    refused: (failed, runs) =>
      `측정하지 못했습니다: ${runs}회 중 ${failed}회가 실패했고, 일부만으로는 판정하지 않습니다`,
    deployed: (before, after) =>
      `측정하지 못했습니다: 측정 도중 ${before}이(가) ${after}(으)로 바뀌었습니다`,
    run: (run, reason) => `${run}회차: ${reason}`,
    first: '이 기기로는 첫 측정이라 비교할 기록이 없습니다',
    since: (ago) => `${ago} 측정과 비교`,
    different: (what, before, after) =>
      `지난 측정과 조건이 달라 수치를 비교하지 않습니다: ${what} ${before}, 지금 ${after}`,
    deploy: (before, after) => `그 사이의 배포: ${before} → ${after}`,
    same: (version) => `두 측정 모두 ${version}: 그 사이 배포가 없었습니다`,
    notTold: '두 측정의 제공 버전을 모두 알 수는 없어, 그 사이 배포가 있었는지 알 수 없습니다',
    files: (before, after) => `전체 파일 ${before} → ${after}`,
    grew: (name, before, after) => `${name} ${before} → ${after}`,
    added: (name, after) => `${name} 새 파일, ${after}`,
    nothingGrew: '커진 파일이 없습니다',
    throttlings: { simulate: '모의', devtools: 'DevTools', provided: '없음' },
    conditions: (program, browser, throttling, benchmark) =>
      `Lighthouse ${program}, Chromium ${browser}, 스로틀링 ${throttling}, 벤치마크 ${benchmark}`,
    reports: (folder) => `중앙값에 가장 가까운 측정의 보고서: ${folder}`,
    notKept: '측정 결과를 보관하지 못해, 다음 측정은 비교할 기록이 없습니다',
    warning: (text) => `Lighthouse 경고: ${text}`,
    notAsserted: (ids) => `lighthouserc.json에 있으나 tsops가 판정하지 않는 항목: ${ids}`,
    wrote: '작성했습니다',
    wouldWrite: '작성할 내용',
    tightened: (sets) => `최근 비교 가능한 측정 ${sets}건의 결과에 맞춘 예산입니다`,
  },
};
