import { presencesOf } from '../../graph/messages/presence.ts';
import { tagId, tagsOf } from '../../graph/messages/tags.ts';
import type { Tenant } from '../tenant.ts';
import { seedId } from './people.ts';

/** Names for some of a team's people. */
export function seedTags(tenant: Tenant, teamId: string): void {
  const tag = (displayName: string, description: string, ...names: string[]) =>
    tagsOf(tenant).put({
      id: tagId(tenant.id, teamId, seedId(`tag ${displayName}`)),
      teamId,
      displayName,
      description,
      memberIds: names.map(seedId),
    });
  tag('Engineers', 'Who builds the Mark 8', 'Lidia Holloway', 'Johanna Lorenz', 'Henrietta Mueller');
  tag('Launch crew', 'Who brings the Mark 8 to customers', 'Megan Bowen', 'Alex Wilber', 'Grady Archie');
}

/** Most people are where their calendars say; these have said something themselves. */
export function seedPresences(tenant: Tenant): void {
  const now = tenant.clock.now();
  const week = now.getTime() + 7 * 86_400_000;
  const put = presencesOf(tenant).put.bind(presencesOf(tenant));
  put({
    id: seedId('Nestor Wilke'),
    sessions: {},
    preferred: { availability: 'DoNotDisturb', activity: 'DoNotDisturb', until: week },
  });
  put({
    id: seedId('Lidia Holloway'),
    sessions: {},
    statusMessage: {
      message: { content: 'Reading specifications, answers take a while', contentType: 'text' },
      publishedDateTime: now.toISOString(),
      until: week,
    },
  });
}
