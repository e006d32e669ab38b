import { LRUCache } from 'lru-cache';
import type { Here } from '../features/chat.ts';
import type { Logger } from '../log.ts';
import type { Storage } from '../storage/storage.ts';
import type { Place } from './activity.ts';
import type { Connector } from './connector.ts';

/**
 * From a team's id in Teams to the id of its Entra group, which Graph goes by. Most clients send it; where one does not, the Bot
 * Connector is asked, once: it never changes.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#get-teams-details
 */
export interface TeamIds {
  /** Fills in `teamId` where it is missing. Without it what needs the team says so; everything else goes on. */
  complete(here: Here, teamThread: string | undefined, place: Place, log: Logger): Promise<void>;
}

export function createTeamIds(storage: Storage, connector: Pick<Connector, 'groupOfTeam'>): TeamIds {
  const records = storage.records('teamids');
  const known = new LRUCache<string, string>({ max: 5_000 });

  async function groupOf(teamThread: string, place: Place): Promise<string | undefined> {
    const { tenantId } = place.conversation;
    const kept = await records.get<string>(tenantId, teamThread);
    if (kept) return kept.value;
    const group = await connector.groupOfTeam(place, teamThread);
    if (group) await records.put(tenantId, teamThread, group);
    return group;
  }

  return {
    async complete(here, teamThread, place, log) {
      if (here.type !== 'channel' || here.teamId || !teamThread) return;
      try {
        const group = known.get(teamThread) ?? (await groupOf(teamThread, place));
        if (!group) return;
        known.set(teamThread, group);
        here.teamId = group;
      } catch (err) {
        log.warn({ err }, 'the team of a channel could not be looked up');
      }
    },
  };
}
