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
      'production은 v1.2.3을 제공합니다. 45분 전에 배포되었고, 그 전에는 v1.2.2가 며칠 동안 문제없이 운영되었습니다. 이상은 없습니다.',
  },
  'bad-deploy': {
    title: '배포 이후의 오류',
    description:
      'Sentry가 호출합니다. 처음 보는 종류의 오류가 1분에 여러 건씩 발생합니다. v1.2.3은 22분 전에 배포되었습니다.',
  },
  'dicebear-outage': {
    title: '프로필 이미지 실패',
    description:
      '18분 전부터 오류가 늘고 있습니다. 마지막 배포는 어제였습니다. 사용자에게 프로필 이미지가 보이지 않습니다.',
  },
  'browser-bug': {
    title: '한 브라우저에서만 깨짐',
    description:
      '세 시간 전부터 새로운 종류의 오류가 천천히 늘고 있습니다. 마지막 배포는 이틀 전이었습니다.',
  },
  'false-alarm': {
    title: '이벤트는 많지만 피해는 없음',
    description: '25분째 오류 수가 기준을 넘고 있습니다. 문의한 사용자는 없습니다.',
  },
  'stale-cache': {
    title: '어제를 제공하는 엣지',
    description:
      'v1.2.3은 35분 전에 배포되었고 실행도 성공했지만, 사용자는 오래 기다리고 일부 파일을 불러오지 못합니다.',
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
};
