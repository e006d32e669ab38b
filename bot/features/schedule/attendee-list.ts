import type { Attendee } from '@aide/contracts/schedule';
import type { Attendee as GraphAttendee } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import type { ReadEvent } from './patch.ts';

/** Everybody invited, as Graph takes them. */
export const invitedList = z.array(
  z.object({
    type: z.enum(['required', 'optional', 'resource']).catch('required'),
    emailAddress: z.object({ address: z.string(), name: z.string().optional() }),
  }),
);
export type InvitedList = z.output<typeof invitedList>;

const key = (address: string | null | undefined) => (address ?? '').toLowerCase();

/** Who is invited, as it is written back; whoever has no address cannot be. */
export function listOf({ attendees }: { attendees?: GraphAttendee[] | null }): InvitedList {
  return (attendees ?? []).flatMap(({ type, emailAddress }) =>
    emailAddress?.address
      ? [
          {
            type: type ?? 'required',
            emailAddress: { address: emailAddress.address, ...(emailAddress.name ? { name: emailAddress.name } : {}) },
          },
        ]
      : [],
  );
}

/** The same people, in whatever order. */
export const sameList = (a: InvitedList, b: InvitedList) => {
  const keys = (all: InvitedList) => JSON.stringify(all.map((one) => key(one.emailAddress.address)).sort());
  return keys(a) === keys(b);
};

/** The list before and after; who is on it already is not added, who is not on it not removed. */
export function changesOf(event: ReadEvent, { add, remove }: { add: Attendee[]; remove: string[] }) {
  const before = listOf(event);
  const there = new Set(before.map((one) => key(one.emailAddress.address)));
  const off = new Set(remove.map(key));
  const added = add.filter((who) => !there.has(key(who.address)));
  const after: InvitedList = [
    ...before.filter((one) => !off.has(key(one.emailAddress.address))),
    ...added.map((who): InvitedList[number] => ({
      type: 'required',
      emailAddress: { address: who.address, ...(who.name ? { name: who.name } : {}) },
    })),
  ];
  const removed: Attendee[] = before
    .filter((one) => off.has(key(one.emailAddress.address)))
    .map(({ emailAddress }) => emailAddress);
  return { before, after, added, removed };
}
