import type { Proposal } from '@aide/contracts/operations';

/** Honest about what comes back. */
export function undoInWords({ undo, remains }: Pick<Proposal, 'undo' | 'remains'>): string {
  if (undo === 'none') return ['This cannot be undone.', remains].filter(Boolean).join(' ');
  return ['You can undo this afterwards.', undo === 'compensating' ? remains : undefined].filter(Boolean).join(' ');
}
