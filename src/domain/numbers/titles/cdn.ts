import { say } from '../../text/language.ts';

/** MONITORING section 5.1, and the latencies of 7.2. */
export const cdnTitles = {
  requests: say('requests', '요청 수'),
  bandwidth: say('bandwidth', '전송량'),
  'error-rate-4xx': say('4xx rate', '4xx 비율'),
  'error-rate-5xx': say('5xx rate', '5xx 비율'),
  'error-rate-total': say('error rate', '오류율'),
  'hit-ratio': say('hit ratio', '캐시 적중률'),
  'origin-latency-p50': say('origin p50', '오리진 p50'),
  'origin-latency-p95': say('origin p95', '오리진 p95'),
  'origin-latency-p99': say('origin p99', '오리진 p99'),
} as const;
