/** What `sandbox list --lang ko` says of each shipped scenario; a name that is missing does not compile. */
import type { ShippedName } from './index.ts';

interface Told {
  readonly title: string;
  readonly description: string;
}

export const korean: Readonly<Record<ShippedName, Told>> = {
  calm: {
    title: '조용한 날',
    description:
      'production은 v1.2.3을 제공합니다. 한 시간 안에 배포되었고, 그 전에는 v1.2.2가 며칠 동안 문제없이 운영되었습니다. 이상은 없습니다.',
  },
  'bad-deploy': {
    title: '배포 이후의 오류',
    description:
      'Sentry가 호출합니다. 처음 보는 종류의 오류가 1분에 여러 건씩 발생합니다. v1.2.3은 조금 전에 배포되었습니다.',
  },
  'dicebear-outage': {
    title: '프로필 이미지 실패',
    description:
      '오류가 늘고 있습니다. 마지막 배포는 어제였습니다. 사용자에게 프로필 이미지가 보이지 않습니다.',
  },
  'browser-bug': {
    title: '한 브라우저에서만 깨짐',
    description:
      '몇 시간 전부터 새로운 종류의 오류가 천천히 늘고 있습니다. 마지막 배포는 며칠 전이었습니다.',
  },
  'false-alarm': {
    title: '이벤트는 많지만 피해는 없음',
    description: '이벤트가 평소보다 훨씬 많습니다. 문의한 사용자는 없습니다.',
  },
  'stale-cache': {
    title: '어제를 제공하는 엣지',
    description:
      'v1.2.3은 한 시간 안에 배포되었고 실행도 성공했지만, 사용자는 오래 기다리고 일부 파일을 불러오지 못합니다.',
  },
  'bundle-growth': {
    title: '커진 번들',
    description: '오늘 아침부터 주로 휴대폰에서 LCP가 4초를 넘습니다. 오류는 평소와 같습니다.',
  },
  'image-weight': {
    title: '무거운 이미지',
    description:
      '오늘 아침부터 모든 기기에서 LCP가 4초를 넘습니다. 스크립트 크기는 늘지 않았습니다.',
  },
  'third-party-script': {
    title: '외부 스크립트',
    description: '오늘 아침부터 페이지 반응이 느립니다. 우리 파일은 여전히 작습니다.',
  },
  'site-down': {
    title: 'production 중단',
    description:
      'UptimeRobot에 따르면 production이 4분째 응답하지 않습니다. 며칠 동안 배포는 없었습니다.',
  },
  'mixed-fleet': {
    title: '두 버전이 동시에',
    description:
      '일부 사용자에게만 새 그룹 대화가 보이고, 새로 고칠 때마다 보였다 안 보였다 합니다.',
  },
  'stuck-approval': {
    title: '아무도 승인하지 않는 롤백',
    description:
      'v1.2.3이 사이트를 망가뜨립니다. production 배포에는 검토가 필요한데 검토자는 자고 있습니다.',
  },
  'deploy-fails': {
    title: '실패하는 롤백',
    description: 'v1.2.3이 사이트를 망가뜨리고, 배포 워크플로는 버킷 접근 권한을 잃었습니다.',
  },
  'dicebear-no-fallback': {
    title: '프로필 이미지 실패, 그 이상',
    description: '오류가 늘고 있고, 일부 사용자의 대화가 빈 화면으로 보입니다.',
  },
  'innocent-deploy': {
    title: '배포 이후, 그러나 배포 때문은 아님',
    description: 'v1.2.3 배포 몇 분 뒤부터 처음 보는 종류의 오류가 발생합니다.',
  },
  'innocent-outage': {
    title: '느린 외부 서비스와 오류',
    description: '처음 보는 종류의 오류가 발생합니다. DiceBear는 오늘 느리다고 알리고 있습니다.',
  },
  'both-at-once': {
    title: '두 가지가 동시에',
    description: '여러 종류의 새로운 오류가 발생하고, 프로필 이미지도 보이지 않습니다.',
  },
  'broken-avatars': {
    title: '배포 이후 사라진 이미지',
    description:
      'v1.2.3 배포 이후 프로필 이미지가 보이지 않습니다. DiceBear가 가장 먼저 의심받습니다.',
  },
  'bad-since-previous': {
    title: '이전 버전도 나쁨',
    description:
      '몇 시간째 오류가 발생합니다. 이를 고치려고 v1.2.3을 배포했지만 해결되지 않았습니다.',
  },
  'deploy-breaks-safari': {
    title: '배포 이후 한 브라우저에서',
    description: 'Safari에서만 오류가 발생하고, v1.2.3은 조금 전에 배포되었습니다.',
  },
  'errors-before-deploy': {
    title: '배포 전부터의 오류',
    description: '한 시간쯤 전부터 오류가 발생하고, 그 사이에 배포가 있었습니다.',
  },
  'hidden-cause': {
    title: '갑작스러운 오류',
    description: '모든 브라우저에서 오류가 발생합니다. 며칠 동안 배포는 없었습니다.',
  },
  'old-error-rises': {
    title: '늘어난 옛 오류',
    description: '배포 이후, 예전부터 있던 오류가 백 배로 늘었습니다.',
  },
  'sentry-down': {
    title: '보이지 않는 나쁜 배포',
    description: '사용자들이 사이트가 동작하지 않는다고 합니다. Sentry가 응답하지 않습니다.',
  },
  'github-down': {
    title: '나쁜 배포, 돌아갈 길이 없음',
    description: '처음 보는 종류의 오류가 많이 발생합니다. GitHub가 응답하지 않습니다.',
  },
  'recovered-spike': {
    title: '이미 끝난 일',
    description: '많은 오류로 호출되었지만, 지금은 다시 적습니다.',
  },
  'bot-storm': {
    title: '혼자서 일으킨 폭풍',
    description: '평소보다 오류가 훨씬 많고, 모두 같은 종류의 브라우저에서 발생합니다.',
  },
  'hit-ratio-collapse': {
    title: '모든 요청이 오리진으로',
    description: '한 시간쯤 전부터 모든 것이 느립니다. 며칠 동안 배포는 없었습니다.',
  },
  'slow-for-no-reason': {
    title: '느리지만 보이는 것이 없음',
    description: '한 시간쯤 전부터 LCP가 4초를 넘습니다. 페이지는 며칠째 그대로입니다.',
  },
  'slow-rumour': {
    title: '느리다는 소문',
    description: '한 사용자가 오늘 사이트가 느리다고 합니다.',
  },
  'slow-twice': {
    title: '느린 이유 두 가지',
    description: '오늘 아침부터 LCP가 4초를 넘고, 어느 때보다 느립니다.',
  },
};
