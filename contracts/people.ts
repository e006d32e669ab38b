import { z } from 'zod';

/** Somebody of the organisation, or of the person's own address book, in short. */
export const colleague = z.object({
  /** Entra object id. */
  id: z.string().optional(),
  displayName: z.string(),
  address: z.string(),
  jobTitle: z.string().optional(),
  department: z.string().optional(),
  isContact: z
    .boolean()
    .optional()
    .describe('from the address book: can be invited, shared with and mailed to; not posted to'),
  /** Of a contact. */
  companyName: z.string().optional(),
});
export type Colleague = z.infer<typeof colleague>;

/** https://learn.microsoft.com/graph/api/resources/presence */
export const presence = z.object({
  /** Graph's word: Available, Busy, DoNotDisturb, BeRightBack, Away, Offline, PresenceUnknown … */
  availability: z.string(),
  /** InAMeeting, InACall, Presenting, OutOfOffice … */
  activity: z.string(),
  statusMessage: z.string().optional(),
  outOfOffice: z.boolean(),
});
export type Presence = z.infer<typeof presence>;

const text = z.string().trim().min(1).max(200);
const top = z.int().min(1).max(50).default(10);

export const findPeopleInput = z
  .object({
    name: text.optional(),
    department: text.optional(),
    contacts: z
      .boolean()
      .default(false)
      .describe('by name: in the address book in any case, which asks for Contacts.Read where it is missing'),
    top,
  })
  .refine(
    ({ name, department }) => (name === undefined) !== (department === undefined),
    'name or department, not both',
  );
export const findPeopleOutput = z.object({
  people: z.array(colleague.extend({ presence: presence.optional() })),
  /** false: only the people you work with were looked through. */
  everybody: z.boolean(),
  /** What could not be read because nobody has consented to it. */
  missing: z.array(z.enum(['presence', 'organisation', 'contacts'])),
});
export type FoundPeople = z.infer<typeof findPeopleOutput>;

export const personInput = z.object({
  /** E-mail address or sign-in name. */
  address: z.string().trim().min(3).max(320).includes('@'),
});
export const personOutput = colleague.extend({
  officeLocation: z.string().optional(),
  /** Of a contact. */
  phones: z.array(z.object({ kind: z.enum(['business', 'mobile', 'home']), number: z.string() })).optional(),
  manager: colleague.optional(),
  /** Absent: not known. */
  reports: z.array(colleague).optional(),
  presence: presence.optional(),
  /** IANA name, when the zone has one. */
  timeZone: z.string().optional(),
  /** ISO 8601 with offset: what clocks show there now. */
  localTime: z.string().optional(),
  workingHours: z
    .object({ days: z.array(z.string()), start: z.string().describe('HH:mm'), end: z.string().describe('HH:mm') })
    .optional(),
  /** ISO 8601, UTC: the first free half hour within working hours of the next days. */
  nextFree: z.string().optional(),
  missing: z.array(z.enum(['presence', 'organisation'])),
});
export type PersonDetails = z.infer<typeof personOutput>;
