import { go } from '../app/use-route.ts';
import { writeChat } from '../chat/place.ts';
import { detailOf, type TabPlace } from './address.ts';

/** Goes to a tab: of the personal app, or where it is pinned. */
export function showTab(place: TabPlace, replace = false): void {
  const { channelId, entityId, subPageId } = place;
  const tab = entityId ? { name: entityId, ...(subPageId ? { subPageId } : {}) } : undefined;
  const route =
    channelId === undefined
      ? { view: 'app', detail: detailOf(place) }
      : { view: 'chat', detail: writeChat({ id: channelId, ...(tab ? { tab } : {}) }) };
  go(route, replace);
}
