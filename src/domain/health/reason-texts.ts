/* What each reason of a probe says in Korean; its English is the detail that the probe itself wrote. */
import { say, type Text } from '../text/language.ts';
import type { ProbeReason } from './probe-reason.ts';

const korean: Readonly<Record<ProbeReason, string>> = {
  http_5xx: '서버 오류 응답',
  http_4xx: '요청 오류 응답',
  unexpected_status: '예상과 다른 상태 코드',
  keyword_missing: '응답 본문에 키워드가 없음',
  connection_refused: '연결이 거부됨',
  connection_reset: '연결이 끊김',
  timeout_dns: '이름 조회 시간 초과',
  timeout_connect: '연결 시간 초과',
  timeout_tls: 'TLS 핸드셰이크 시간 초과',
  timeout_response: '응답 시간 초과',
  timeout_body: '본문 수신 시간 초과',
  tls_expired: '인증서 만료',
  tls_untrusted: '신뢰할 수 없는 인증서',
  tls_hostname: '인증서의 호스트 이름 불일치',
  tls_handshake: 'TLS 핸드셰이크 실패',
  dns_not_found: '존재하지 않는 도메인',
  dns_failure: 'DNS 서버 응답 없음',
  network_unreachable: '이 컴퓨터의 네트워크 연결 안 됨',
  too_many_redirects: '리디렉션이 너무 많음',
  body_too_large: '응답 본문이 너무 큼',
  invalid_response: '올바르지 않은 HTTP 응답',
  network_intercepted: '네트워크 중간에서 다른 응답이 옴',
  clock_wrong: '이 컴퓨터의 시계가 틀림',
  bot_challenge: '봇 확인 페이지가 접속을 막음',
  login_required: '로그인 페이지가 표시됨',
  body_unreadable: '응답 본문을 해독할 수 없음',
  not_loopback: '훈련 환경에서는 접속하지 않음',
  probe_failed: '점검 자체가 실패함',
  slow: '응답이 느림',
  certificate_expiring: '인증서 만료 임박',
  redirected_host: '다른 호스트로 리디렉션',
};

/** Statuses, lengths of time and hosts of the English detail are no language's. */
const figure = /(?<![\w.])(?:[1-5]\d\d(?= |,|$)|\d+ (?:ms|d)\b)/g;

/** `서버 오류 응답 (503)`. */
export function probeTextInKorean(reason: ProbeReason, detail: string): string {
  const figures = [...detail.matchAll(figure)].map(([found]) => found.replace(/ d$/, '일'));
  const shown = reason === 'slow' ? figures.join(' > ') : (figures[0] ?? '');
  return shown === '' ? korean[reason] : `${korean[reason]} (${shown})`;
}

/** A reason by its stable code in English, in words in Korean. */
export function reasonName(reason: ProbeReason): Text {
  return say(reason, korean[reason]);
}

/** What a finding says. */
export function findingText({
  reason,
  detail,
}: {
  readonly reason: ProbeReason;
  readonly detail: string;
}): Text {
  return say(detail, probeTextInKorean(reason, detail));
}
