import { names } from '../names.ts';

/** Everything one line about a time is made of. Names are as people read them. */
export interface ReasonFacts {
  /** Everybody who is invited, the organiser included. */
  people: number;
  busy: string[];
  tentative: string[];
  optionalBusy: string[];
  unknown: string[];
  /** Outside working hours: what their clock says ("07:00", "Saturday"), or undefined for the organiser, who sees it. */
  outside: { name: string; label: string | undefined }[];
  room?: string;
  noRoom?: boolean;
}

/** "all free; 08:00 for one of them (Lee Gu)", "all free but Alex Wilber (optional)", "all free; Conf Room Rainier". */
export function reason(facts: ReasonFacts): string {
  const parts = [whoIsFree(facts)];
  if (facts.unknown.length > 0) parts.push(`not known: ${names(facts.unknown)}`);
  parts.push(...outsideHours(facts.outside));
  if (facts.noRoom) parts.push('no room is free');
  else if (facts.room !== undefined) parts.push(facts.room);
  return parts.join('; ');
}

function whoIsFree({ people, busy, tentative, optionalBusy, unknown }: ReasonFacts): string {
  const missing = [
    ...busy,
    ...tentative.map((name) => `${name} (tentative)`),
    ...optionalBusy.map((name) => `${name} (optional)`),
  ];
  if (people === 1)
    return missing.length > 0 ? 'you are busy' : unknown.length > 0 ? 'nobody is known to be free' : 'you are free';
  if (missing.length >= people) return 'nobody is free';
  if (missing.length > 0) return `all free but ${names(missing)}`;
  return unknown.length > 0 ? 'all others free' : 'all free';
}

function outsideHours(outside: ReasonFacts['outside']): string[] {
  const parts: string[] = [];
  const byLabel = new Map<string, string[]>();
  for (const { name, label } of outside) {
    if (label === undefined) parts.push('outside your working hours');
    else byLabel.set(label, [...(byLabel.get(label) ?? []), name]);
  }
  const groups = [...byLabel].sort(([, a], [, b]) => b.length - a.length);
  for (const [label, group] of groups.slice(0, 2))
    parts.push(`${label} for ${group.length === 1 ? `one of them (${group[0]})` : `${group.length} of them`}`);
  const rest = groups.slice(2).reduce((sum, [, group]) => sum + group.length, 0);
  if (rest > 0) parts.push(`outside working hours for ${rest} more`);
  return parts;
}
