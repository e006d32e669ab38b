import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { UserRow } from '../../tenant/model.ts';
import { type GraphCall, GraphFailure } from '../area.ts';
import { memberOf } from '../metadata.ts';
import { initialDomain } from './domains.ts';

export const badUser = (message: string): GraphFailure => new GraphFailure(400, 'Request_BadRequest', message);
export const denied = (): GraphFailure =>
  new GraphFailure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

const text = (most: number) => z.string().max(most).nullable();
const lines = (most: number) => z.array(z.string()).max(most);
const moment = z.iso.datetime({ offset: true }).nullable();
const password = z.object({
  password: z.string().max(256).nullish(),
  forceChangePasswordNextSignIn: z.boolean().nullish(),
  forceChangePasswordNextSignInWithMfa: z.boolean().nullish(),
});

/** What everybody may write of themselves. https://learn.microsoft.com/graph/api/user-update#request-body */
const own = {
  displayName: z.string().min(1).max(256),
  givenName: text(64),
  surname: text(64),
  jobTitle: text(128),
  department: text(64),
  officeLocation: text(128),
  mobilePhone: text(64),
  businessPhones: lines(1),
  preferredLanguage: text(64),
  aboutMe: text(4_000),
  birthday: moment,
  city: text(128),
  country: text(128),
  faxNumber: text(64),
  hireDate: moment,
  interests: lines(1_000),
  mySite: text(2_000),
  pastProjects: lines(1_000),
  postalCode: text(40),
  preferredName: text(256),
  responsibilities: lines(1_000),
  schools: lines(1_000),
  skills: lines(1_000),
  state: text(128),
  streetAddress: text(1_024),
};
/** What administrators write, and applications. */
const administered = {
  accountEnabled: z.boolean(),
  userPrincipalName: z.string().max(113),
  mailNickname: z.string().regex(/^[^@()\\[\]";:<>,\s]{1,64}$/),
  passwordProfile: password,
  passwordPolicies: text(128),
  ageGroup: z.enum(['Minor', 'NotAdult', 'Adult']).nullable(),
  companyName: text(64),
  consentProvidedForMinor: z.enum(['Granted', 'Denied', 'NotRequired']).nullable(),
  employeeHireDate: moment,
  employeeLeaveDateTime: moment,
  employeeId: text(16),
  employeeOrgData: z.strictObject({ costCenter: text(256).optional(), division: text(256).optional() }).nullable(),
  employeeType: text(128),
  onPremisesExtensionAttributes: z.record(z.string().regex(/^extensionAttribute([1-9]|1[0-5])$/), text(1_024)),
  otherMails: lines(250),
  showInAddressList: z.boolean().nullable(),
  usageLocation: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  userType: z.enum(['Member', 'Guest']),
  identities: z.array(z.strictObject({ signInType: text(64), issuer: text(512), issuerAssignedId: text(64) })),
};
const changes = z.strictObject({ ...own, ...administered }).partial();
type Changes = z.infer<typeof changes>;

/** Those that a row has a place of its own for; the others are its profile. */
const columns = [
  'displayName',
  'givenName',
  'surname',
  'jobTitle',
  'department',
  'officeLocation',
  'mobilePhone',
  'businessPhones',
  'preferredLanguage',
  'accountEnabled',
  'userPrincipalName',
] as const satisfies (keyof Changes & keyof UserRow)[];
/** Rows have an empty text where Graph has null. */
const texts = ['givenName', 'surname', 'jobTitle', 'department', 'officeLocation', 'preferredLanguage'] as const;

/** @throws GraphFailure 400 in the words of the directory */
function read(body: unknown): Changes {
  const given = Object.fromEntries(
    Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(([name]) => !name.includes('@')),
  );
  const { success, data, error } = changes.safeParse(given);
  if (success) return data;
  const [issue] = error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (unknown !== undefined)
    throw badUser(
      memberOf('user', unknown)
        ? `Property '${unknown}' is read-only and cannot be set.`
        : `Resource 'User' does not have a property named '${unknown}'.`,
    );
  throw badUser(`Invalid value specified for property '${String(issue?.path[0] ?? '')}' of resource 'User'.`);
}

/** Eight characters or more, of three of the four kinds. https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy */
export function requireStrong(value: string): void {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(value)).length;
  if (value.length >= 8 && kinds >= 3) return;
  throw badUser(
    'The specified password does not comply with password complexity requirements. Please provide a different password.',
  );
}

/** @throws GraphFailure 400 for a name of another domain, or somebody else's */
function requireName({ tenant }: GraphCall, name: string, id: string | undefined): void {
  const [, domain = ''] = /^[\w.'!#^~-]{1,64}@([^@]+)$/.exec(name) ?? [];
  if (![tenant.domain, initialDomain(tenant)].includes(domain.toLowerCase()))
    throw badUser(
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    );
  const [other] = tenant.tables.users.by('upn', name.toLowerCase());
  if (other && other.id !== id)
    throw badUser('Another object with the same value for property userPrincipalName already exists.');
}

/** What is to be written, in the place where a row keeps it. @param row of who is there already */
function placed(call: GraphCall, input: Changes, row: Pick<UserRow, 'profile'> & { id?: string }): Partial<UserRow> {
  const { passwordProfile, ...rest } = input;
  if (rest.userPrincipalName !== undefined) requireName(call, rest.userPrincipalName, row.id);
  if (passwordProfile?.password) requireStrong(passwordProfile.password);
  const isColumn = (name: string) => (columns as readonly string[]).includes(name);
  const entries = Object.entries(rest).filter(([, value]) => value !== undefined);
  const profile = entries.filter(([name]) => !isColumn(name));
  return {
    ...Object.fromEntries(
      entries
        .filter(([name]) => isColumn(name))
        .map(([name, value]) => [name, value === null && (texts as readonly string[]).includes(name) ? '' : value]),
    ),
    ...(profile.length > 0 && { profile: { ...row.profile, ...Object.fromEntries(profile) } }),
    ...(passwordProfile?.password && { password: passwordProfile.password }),
  };
}

/**
 * What somebody is to be changed in: by themselves what is theirs to write, by administrators and applications anything.
 * @throws GraphFailure 400, 403
 */
export function readChanges(call: GraphCall): Partial<UserRow> {
  const input = read(call.body);
  if (Object.keys(input).length === 0) throw badUser('One or more property values specified are invalid.');
  const { me, user } = call;
  if (me && !me.isAdmin) {
    const isOwn = me.id === user.id && Object.keys(input).every((name) => name in own);
    if (!isOwn) throw denied();
  }
  return placed(call, input, user);
}

const required = ['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName'] as const;

/** Somebody new. https://learn.microsoft.com/graph/api/user-post-users#request-body @throws GraphFailure 400 */
export function readNewUser(call: GraphCall): Partial<UserRow> & Pick<UserRow, 'displayName' | 'userPrincipalName'> {
  const input = read(call.body);
  // Somebody with a local account signs in by that, and is given a name. https://learn.microsoft.com/graph/api/user-post-users#example-2-create-a-user-with-social-and-local-account-identities-in-azure-ad-b2c
  const isLocal = input.identities !== undefined && input.identities.length > 0;
  if (isLocal) input.userPrincipalName ??= `${randomUUID()}@${initialDomain(call.tenant)}`;
  const missing = required.find(
    (name) => input[name] === undefined && !(isLocal && ['accountEnabled', 'mailNickname'].includes(name)),
  );
  if (missing) throw badUser(`A value is required for property '${missing}' of resource 'User'.`);
  if (!input.passwordProfile?.password)
    throw badUser("A value is required for property 'passwordProfile.password' of resource 'User'.");
  const { displayName = '', userPrincipalName = '' } = input;
  return { ...placed(call, input, {}), displayName, userPrincipalName };
}
