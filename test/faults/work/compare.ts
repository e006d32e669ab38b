import { difference } from './end-state.ts';
import type { Outcome } from './people.ts';

/**
 * Where the end of a run differs from that of the same work in peace. What ended `unknown` may be there once or not at all; all else is
 * there exactly as often.
 */
export function compare(troubled: Outcome, calm: Outcome): string[] {
  const problems: string[] = [];
  const uncertain = troubled.unknown.map(({ mark }) => mark);
  for (const [person, state] of troubled.endStates) {
    const { more, less } = difference(state, calm.endStates.get(person) ?? []);
    for (const line of more) problems.push(`${person} has once more: ${line}`);
    for (const line of less)
      if (!uncertain.some((mark) => line.includes(mark))) problems.push(`${person} misses: ${line}`);
  }
  return problems;
}
