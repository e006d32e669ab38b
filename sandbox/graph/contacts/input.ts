import { z } from 'zod';
import { readBody } from '../calendar/wire.ts';
import { addressFields, type ContactFields, listFields, textFields } from './model.ts';

const line = z.string().max(255).nullish();
const shape = <K extends string, T extends z.ZodType>(names: readonly K[], type: T) =>
  Object.fromEntries(names.map((name) => [name, type])) as { [name in K]: T };

/** @param most how many of them Outlook keeps */
const many = (most: number) => z.array(z.string().max(255)).max(most).nullish();

const physicalAddress = z.object({
  street: line,
  city: line,
  state: line,
  countryOrRegion: line,
  postalCode: line,
});

const emailAddress = z.object({ name: line, address: line });

/** Graph sets these itself: what a client says of them is passed over. */
const readOnly = new Set(['id', 'changeKey', 'createdDateTime', 'lastModifiedDateTime', 'parentFolderId']);

/** https://learn.microsoft.com/graph/api/resources/contact */
const fields = z.strictObject({
  ...shape(textFields, line),
  personalNotes: z.string().max(32_768).nullish(),
  businessPhones: many(listFields.businessPhones),
  homePhones: many(listFields.homePhones),
  imAddresses: many(listFields.imAddresses),
  children: many(listFields.children),
  categories: many(listFields.categories),
  ...shape(addressFields, physicalAddress.nullish()),
  birthday: z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]).nullish(),
  emailAddresses: z.array(emailAddress).max(3).nullish(),
});

const contact = z
  .record(z.string(), z.unknown())
  .transform((value) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !readOnly.has(name) && !name.includes('@'))),
  )
  .pipe(fields);

/**
 * What a request says of a contact; what it leaves out is not there.
 * @throws GraphFailure 400 for a body that is no contact, or has more lines than Outlook keeps
 */
export function readContact(body: unknown): ContactFields {
  const { birthday, emailAddresses, ...rest } = readBody(contact, body);
  return {
    ...(Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value ?? emptied[name] ?? null]],
      ),
    ) as ContactFields),
    ...(birthday === undefined ? {} : { birthday: birthday && new Date(birthday).toISOString().replace('.000Z', 'Z') }),
    ...(emailAddresses === undefined
      ? {}
      : {
          emailAddresses: (emailAddresses ?? []).flatMap(({ name, address }) =>
            address ? [{ name: name || address, address }] : [],
          ),
        }),
  };
}

/** What null leaves of lists and addresses. */
const emptied: Record<string, unknown> = {
  ...Object.fromEntries(Object.keys(listFields).map((name) => [name, []])),
  ...Object.fromEntries(addressFields.map((name) => [name, {}])),
};

/** The names that make the name to be shown. */
const parts = ['givenName', 'middleName', 'surname', 'generation'] as const;

/**
 * What Outlook fills in: the name to be shown and the one it is filed under. A change of a part of the name makes both anew,
 * unless the same request says what they are. https://learn.microsoft.com/graph/api/resources/contact#properties
 */
export function withNames(before: ContactFields, given: ContactFields): ContactFields {
  const all = { ...before, ...given };
  const isRenamed = [...parts, 'companyName' as const].some((name) => name in given);
  const named = parts.flatMap((name) => all[name] || []).join(' ') || all.companyName || '';
  const [first, last] = [all.givenName, all.surname];
  const filed = first && last ? `${last}, ${first}` : named;
  return {
    ...all,
    ...(given.displayName === undefined && (isRenamed || !all.displayName) ? { displayName: named } : {}),
    ...(given.fileAs === undefined && (isRenamed || !all.fileAs) ? { fileAs: filed } : {}),
  };
}
