import { say, type Text } from '../text/language.ts';
import { lineTextOf } from './merged-lines.ts';

/** A response of a decision line, in words. The line may come from anywhere, and is not trusted. */
export function recordedResponseText(response: unknown): Text {
  const fields = (typeof response === 'object' && response !== null ? response : {}) as Record<
    string,
    unknown
  >;
  switch (fields.kind) {
    case 'rollback': {
      const version = lineTextOf(fields.version, 60);
      return say(`roll back to ${version}`, `${version}(으)로 롤백`);
    }
    case 'fallback': {
      const name = lineTextOf(fields.dependency, 60);
      return { en: `use the fallback of ${name}`, ko: `${name} 대체 동작 사용` };
    }
    case 'issue':
      return { en: 'open a GitHub issue', ko: 'GitHub 이슈 생성' };
    case 'invalidate': {
      const paths = Array.isArray(fields.paths)
        ? fields.paths.map((path) => lineTextOf(path, 80))
        : [];
      const list = paths.slice(0, 3).join(' ');
      return { en: `invalidate ${list}`, ko: `캐시 무효화 ${list}` };
    }
    case 'escalate':
      return { en: 'escalate now', ko: '즉시 에스컬레이션' };
    case 'renew': {
      const host = lineTextOf(fields.host, 120);
      return { en: `renew the certificate of ${host}`, ko: `${host} 인증서 갱신` };
    }
    case 'redeploy': {
      const version = lineTextOf(fields.version, 60);
      return { en: `deploy ${version} once more`, ko: `${version} 다시 배포` };
    }
    case 'watch':
      return { en: 'watch', ko: '관찰' };
    case 'look-further':
      return { en: 'look further by hand', ko: '수동 추가 확인' };
    default:
      return { en: 'no response named', ko: '대응 미정' };
  }
}
