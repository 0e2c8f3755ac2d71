/* The safe responses that can be offered at any step: each with the cause that it answers. */
import { adviceFor } from '../../domain/diagnosis/advice.ts';
import type { HypothesisId, Response } from '../../domain/diagnosis/types.ts';
import type { Text } from '../../domain/text/language.ts';
import { progressNow, type Walk } from './state.ts';

export interface Mitigation {
  readonly hypothesis: HypothesisId;
  readonly response: Response;
  readonly text: Text;
}

/** Those of the causes that have a write as their response, as far as the evidence can name its target. */
export async function mitigationsOf({ runbook, ...walk }: Walk): Promise<readonly Mitigation[]> {
  if (runbook.diagnosis === null) return [];
  const { collected } = progressNow({ runbook, ...walk });
  const causes = new Set(
    runbook.steps.flatMap((step) => (step.kind === 'action' ? (step.when ?? []) : [])),
  );
  const kind = runbook.diagnosis;
  return [...causes].flatMap((hypothesis): Mitigation[] => {
    const response = adviceFor(kind, hypothesis, collected);
    const text = mitigationText(response);
    return text === null ? [] : [{ hypothesis, response, text }];
  });
}

/** Null for a response that is no write. */
function mitigationText(response: Response): Text | null {
  switch (response.kind) {
    case 'rollback': {
      const change =
        response.from === null ? response.version : `${response.from} → ${response.version}`;
      return { en: `roll back ${change}`, ko: `롤백 ${change}` };
    }
    case 'invalidate': {
      const paths = response.paths.join(' ');
      return { en: `invalidate ${paths}`, ko: `캐시 무효화 ${paths}` };
    }
    case 'issue':
      return { en: `open an issue: ${response.title}`, ko: `이슈 등록: ${response.title}` };
    default:
      return null;
  }
}
