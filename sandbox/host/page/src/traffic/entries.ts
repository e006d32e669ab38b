import type { TrafficEntry } from '../api/sandbox.ts';

/** Older calls are not shown any more; the HAR has them. */
export const shownAtMost = 500;

/** Newest first, each once. */
export function add(entries: TrafficEntry[], more: TrafficEntry[]): TrafficEntry[] {
  const byId = new Map([...entries, ...more].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, shownAtMost);
}

export interface Filter {
  text: string;
  /** Name of the app; '' = all. */
  app: string;
  /** '' = all, 'ok' = below 400, 'failed' = 400 and above. */
  status: '' | 'ok' | 'failed';
}

export function matches(entry: TrafficEntry, { text, app, status }: Filter): boolean {
  if (app !== '' && entry.app !== app) return false;
  if (status !== '' && (status === 'failed') !== entry.status >= 400) return false;
  const whole = `${entry.method} ${entry.path} ${entry.status} ${entry.app ?? ''} ${entry.user ?? ''}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

export const scopesOf = ({ scopes }: TrafficEntry): string[] =>
  typeof scopes === 'string' ? scopes.split(' ').filter(Boolean) : (scopes ?? []);
