import { z } from 'zod';
import { channelPlaces, findPlaces, type Place } from '../../chat/match-place.ts';
import { readTeams } from '../../directory/places.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { whereReply } from './cards/ask.ts';
import { type Wish, wish } from './wish.ts';

/** Channels to choose from, in the order of the card. */
export const placesDraft = z.object({
  wish,
  places: z.array(z.object({ label: z.string(), teamId: z.string(), channelId: z.string() })),
});

const most = 6;

/** The channel that is meant by a name; a question when it fits none, or several. */
export async function settleChannel(ctx: Context, wished: Wish): Promise<{ wish: Wish } | { ask: Reply }> {
  const { what } = wished;
  if (what.kind !== 'channel' || what.to) return { wish: wished };
  const place = what.place ?? '';
  const { teams, fresh } = await readTeams(ctx);
  let { fitting, uncertain } = findPlaces(place, channelPlaces(teams), ctx.here?.teamId);
  if (fitting.length === 0 && !fresh)
    ({ fitting, uncertain } = findPlaces(place, channelPlaces((await readTeams(ctx, true)).teams), ctx.here?.teamId));
  const [only] = fitting.flatMap(channelOf);
  if (only && fitting.length === 1 && !uncertain) return { wish: inChannel(wished, only) };
  const all = fitting.length > 0 ? fitting : channelPlaces(teams);
  const places = all.flatMap(channelOf).slice(0, most);
  const question =
    fitting.length > 0 && !uncertain
      ? `Which ${place} do you mean?`
      : place
        ? `I know no channel called ${place}. Did you mean:`
        : 'In which channel?';
  return { ask: whereReply(question, places, await ctx.drafts.put({ wish: wished, places })) };
}

const channelOf = ({ target, label }: Place) =>
  target.kind === 'channel' ? [{ label, teamId: target.teamId, channelId: target.channelId }] : [];

export function inChannel(wished: Wish, { teamId, channelId }: { teamId: string; channelId: string }): Wish {
  const mode = wished.what.kind === 'channel' ? wished.what.mode : 'summary';
  return { ...wished, what: { kind: 'channel', mode, to: { teamId, channelId } } };
}
