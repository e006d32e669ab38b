import type { MailboxSettings, User } from '@microsoft/microsoft-graph-types';
import { findIana } from 'windows-iana';
import { z } from 'zod';
import type { Person, Profile } from '../features/feature.ts';
import { graphError } from '../graph/errors.ts';
import type { Graph, GraphResponse } from '../graph/graph.ts';
import { localeOf, withHours } from '../locale.ts';
import { isZone } from '../zones.ts';
import { directoryScopes } from './scopes.ts';

export const profileSchema: z.ZodType<Profile> = z.object({
  tenantId: z.string(),
  userId: z.string(),
  displayName: z.string(),
  mail: z.string(),
  userPrincipalName: z.string(),
  timeZone: z.string(),
  locale: z.string(),
});

/** Who the person is and which clock they live by: one `$batch`. */
export async function readProfile(person: Person, graph: Graph): Promise<Profile> {
  const [me, settings] = (await graph.batch([
    {
      method: 'GET',
      path: '/me',
      query: { $select: 'id,displayName,mail,userPrincipalName,preferredLanguage' },
    },
    { method: 'GET', path: '/me/mailboxSettings' },
  ])) as [GraphResponse, GraphResponse];
  if (me.status !== 200) throw graphError(me, { scopes: directoryScopes.profile });
  // Not everybody has a mailbox in Exchange Online; then there is no zone to be known. Any other fault is one, because a
  // wrong zone kept for a day would be worse.
  if (settings.status !== 200 && settings.status !== 404)
    throw graphError(settings, { scopes: directoryScopes.profile });
  const user = me.body as User;
  const mailbox = (settings.status === 200 ? settings.body : {}) as MailboxSettings;
  const locale = localeOf(mailbox.language?.locale) ?? localeOf(user.preferredLanguage) ?? 'en-US';
  return {
    ...person,
    displayName: user.displayName ?? user.userPrincipalName ?? '',
    mail: user.mail ?? user.userPrincipalName ?? '',
    userPrincipalName: user.userPrincipalName ?? '',
    timeZone: ianaZone(mailbox.timeZone) ?? 'UTC',
    locale: withHours(locale, mailbox.timeFormat),
  };
}

/** Exchange names a zone as Windows does, or as IANA does; "Customized Time Zone" is neither. */
export function ianaZone(name: string | null | undefined): string | undefined {
  if (!name) return undefined;
  const zone = findIana(name)[0] ?? name;
  return isZone(zone) ? zone : undefined;
}
