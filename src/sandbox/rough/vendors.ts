import type { FaultInput } from '../http/fault.ts';
import type { Scenario } from '../scenario.ts';

type Vendors = Scenario['vendors'];

/** What a vendor that is late, silent or limited does to every request: nothing that its status page knows of. */
export function faultsOf(vendors: Vendors): FaultInput[] {
  return Object.entries(vendors).map(([name, manner]) => {
    const system = name as keyof Vendors;
    if (manner === 'silent') return { system, kind: 'hang' };
    if (manner === 'limited') return { system, kind: 'status', status: 429, retryAfter: '60' };
    return { system, kind: 'slow', delay: manner.replace(/^late /, '') };
  });
}
