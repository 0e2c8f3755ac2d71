import { say } from '../../text/language.ts';

/** MONITORING section 4.3, and the traffic of 7.2. */
export const usageTitles = {
  'traffic-now': say('page views now', '현재 페이지뷰'),
  sessions: say('sessions', '세션'),
  'session-duration': say('session length', '세션 시간'),
  'messages-per-session': say('messages/session', '세션당 메시지'),
  'bounce-rate': say('bounce rate', '이탈률'),
  'theme-usage': say('themes', '테마'),
  exports: say('image exports', '이미지 내보내기'),
  'profile-changes': say('profile changes', '프로필 변경'),
  'errors-per-request': say('errors/requests', '요청 대비 오류'),
  'page-load': say('page load (LCP)', '페이지 로드(LCP)'),
  'browser-share': say('browsers', '브라우저'),
} as const;
