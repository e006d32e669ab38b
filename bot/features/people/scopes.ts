import { directoryReasons, directoryScopes } from '../../directory/scopes.ts';
import type { GraphScope } from '../feature.ts';

/**
 * What every answer needs. Working hours come with free/busy: mailboxSettings of others cannot be read as a person. Calendars.ReadBasic
 * would do, but only an administrator can consent to it. https://learn.microsoft.com/graph/api/calendar-getschedule
 */
export const readScopes: GraphScope[] = [...directoryScopes.resolve, 'Calendars.Read'];

/** Used where consent is there; without it the answer comes without, and says so. */
export const presenceScope: GraphScope = 'Presence.Read.All';
/** Titles, offices, managers and reports of others; an administrator's to give. https://learn.microsoft.com/graph/permissions-reference#userreadall */
export const organisationScope: GraphScope = 'User.Read.All';

/** To look for somebody in the person's own address book. */
export const contactScopes: GraphScope[] = [...directoryScopes.resolve, ...directoryScopes.contacts];

export const optionalScopes: GraphScope[] = [presenceScope, organisationScope, ...directoryScopes.contacts];

export const reasons: Record<GraphScope, string> = {
  ...directoryReasons,
  'Calendars.Read': 'To see when you and the people you want to meet are free, and to show your agenda.',
  [presenceScope]: 'To show whether somebody is available now, and their status message.',
  [organisationScope]: 'To show title, department, office, manager and direct reports of your colleagues.',
};
