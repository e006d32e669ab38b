import type { Person } from '../features/feature.ts';
import { instruments } from '../telemetry/metrics.ts';
import { traced } from '../telemetry/trace.ts';
import type { AuditEvent } from './audit.ts';

/** One step of an action as a span: 'perform schedule.book'. */
export const inStep = <T>(
  step: 'propose' | 'perform' | 'recover' | 'undo',
  { name }: { name: string },
  { tenantId }: Person,
  run: () => Promise<T>,
): Promise<T> => traced(`${step} ${name}`, { attributes: { 'aide.action': name, 'aide.tenant_id': tenantId } }, run);

/** What the audit log is told of an operation, as figures. */
export function countEvent(action: string, outcome: AuditEvent): void {
  const { actions, unknown } = instruments();
  actions.add(1, { action, outcome });
  if (outcome === 'unknown') unknown.add(1, { action });
}
