import { directoryReasons, directoryScopes } from '../../directory/scopes.ts';
import type { GraphScope } from '../feature.ts';

/**
 * What the feature asks for. Calendars.ReadBasic would do for most reads, but only an administrator can consent to it, while
 * Calendars.Read is the person's own decision. Rooms (Place.Read.All, an administrator's as well) are asked for by the directory,
 * when somebody wants one. https://learn.microsoft.com/graph/permissions-reference#calendarsreadbasic
 */
export const readScopes: GraphScope[] = ['Calendars.Read', ...directoryScopes.profile];
export const peopleScopes: GraphScope[] = [...new Set([...readScopes, ...directoryScopes.resolve])];
export const writeScopes: GraphScope[] = [...readScopes, 'Calendars.ReadWrite'];
export const reasons: Record<GraphScope, string> = {
  ...directoryReasons,
  'Calendars.Read': 'To see when you and the people you want to meet are free, and to show your agenda.',
  'Calendars.ReadWrite':
    'To book, move, cancel and answer meetings in your calendar, each only after you confirmed it.',
};
