import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { UserRow } from '../../tenant/model.ts';
import type { Area, GraphCall, GraphReply } from '../area.ts';
import { deleteUser } from '../directory/deleted.ts';
import { licensesOf, plans, products } from '../directory/licenses.ts';
import { badUser, denied, readChanges, readNewUser, requireStrong } from '../directory/user-input.ts';
import { entity } from '../odata-reply.ts';
import { userDefaults, userOf } from '../shapes.ts';

/** With a signed-in person only administrators do this, whatever the app may. @throws GraphFailure 403 */
function requireAdmin({ me }: GraphCall): void {
  if (me && !me.isAdmin) throw denied();
}

const workingHours: UserRow['workingHours'] = {
  daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  startTime: '08:00:00.0000000',
  endTime: '17:00:00.0000000',
};

/** https://learn.microsoft.com/graph/api/user-post-users */
function create(call: GraphCall): GraphReply {
  requireAdmin(call);
  const { tenant } = call;
  const input = readNewUser(call);
  const row = tenant.tables.users.put({
    id: randomUUID(),
    mail: input.userPrincipalName,
    givenName: '',
    surname: '',
    jobTitle: '',
    department: '',
    officeLocation: '',
    mobilePhone: null,
    businessPhones: [],
    preferredLanguage: '',
    accountEnabled: true,
    managerId: null,
    password: '',
    isAdmin: false,
    // As Exchange makes a mailbox of which nobody has said anything else.
    timeZone: 'America/Los_Angeles',
    workingHours,
    createdDateTime: `${tenant.clock.now().toISOString().slice(0, 19)}Z`,
    ...input,
  });
  return entity(call, userOf(row), { status: 201, defaults: userDefaults });
}

/** https://learn.microsoft.com/graph/api/user-update */
function update(call: GraphCall): GraphReply {
  const { tenant, user } = call;
  tenant.tables.users.put({ ...user, ...readChanges(call) });
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/user-delete */
export function removeUser(call: GraphCall): GraphReply {
  requireAdmin(call);
  deleteUser(call.tenant, call.user);
  return { status: 204 };
}

/** Refresh tokens of before are good no more. https://learn.microsoft.com/graph/api/user-revokesigninsessions */
function revoke(call: GraphCall): GraphReply {
  const { tenant, user, me } = call;
  if (me && me.id !== user.id) requireAdmin(call);
  // Tokens go by wall time.
  tenant.tables.users.put({ ...user, sessionsValidFrom: new Date().toISOString() });
  return { body: { '@odata.context': `${tenant.origin}/v1.0/$metadata#Edm.Boolean`, value: true } };
}

const passwords = z.object({ currentPassword: z.string().min(1), newPassword: z.string().min(1) });

/** https://learn.microsoft.com/graph/api/user-changepassword */
function changePassword({ tenant, user, body }: GraphCall): GraphReply {
  const { data } = passwords.safeParse(body);
  if (!data) throw badUser("Values are required for 'currentPassword' and 'newPassword'.");
  if (data.currentPassword !== user.password) throw badUser('The specified current password is not correct.');
  requireStrong(data.newPassword);
  tenant.tables.users.put({ ...user, password: data.newPassword });
  return { status: 204 };
}

const licenses = z.object({
  addLicenses: z.array(z.object({ skuId: z.guid(), disabledPlans: z.array(z.guid()).default([]) })),
  removeLicenses: z.array(z.guid()),
});

/** https://learn.microsoft.com/graph/api/user-assignlicense */
function assignLicense(call: GraphCall): GraphReply {
  requireAdmin(call);
  const { tenant, user } = call;
  const { data } = licenses.safeParse(call.body);
  if (!data) throw badUser("Values are required for 'addLicenses' and 'removeLicenses'.");
  const { addLicenses, removeLicenses } = data;
  const ofProduct = (skuId: string) => products.some((product) => product.skuId === skuId);
  const unknown = [...addLicenses.map(({ skuId }) => skuId), ...removeLicenses].find((skuId) => !ofProduct(skuId));
  if (unknown) throw badUser(`License ${unknown} does not correspond to a valid company License.`);
  const noPlan = addLicenses
    .flatMap(({ disabledPlans }) => disabledPlans)
    .find((id) => !plans.some(({ servicePlanId }) => servicePlanId === id));
  if (noPlan) throw badUser(`Service plan ${noPlan} is not part of the license.`);
  const held = licensesOf(user);
  if (removeLicenses.some((skuId) => !held.some((license) => license.skuId === skuId)))
    throw badUser('User does not have a corresponding license.');
  const changed = new Set([...removeLicenses, ...addLicenses.map(({ skuId }) => skuId)]);
  const kept = held.filter(({ skuId }) => !changed.has(skuId));
  const row = tenant.tables.users.put({ ...user, licenses: [...kept, ...addLicenses] });
  return entity(call, userOf(row), { defaults: [...userDefaults, 'assignedLicenses'], context: 'users/$entity' });
}

/** People, to make, change and take away. https://learn.microsoft.com/graph/api/resources/user */
export const userWrites: Area = {
  name: 'user writes',
  workload: 'directory',
  routes: [
    { method: 'POST', path: 'users', options: [], handle: create },
    { method: 'PATCH', path: '{user}', options: [], handle: update },
    { method: 'DELETE', path: '{user}', options: [], handle: removeUser },
    { method: 'POST', path: '{user}/revokeSignInSessions', options: [], handle: revoke },
    { method: 'POST', path: '{user}/changePassword', options: [], handle: changePassword },
    { method: 'POST', path: '{user}/assignLicense', options: [], handle: assignLicense },
  ],
};
