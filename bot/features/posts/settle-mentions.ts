import type { Target } from '@aide/contracts/posts';
import type { TeamworkTag } from '@microsoft/microsoft-graph-types';
import type { Unclear } from '../../chat/who.ts';
import { plainWords } from '../../chat/words.ts';
import type { Contact, Resolved } from '../../directory/directory.ts';
import { userOf } from '../../directory/user-of.ts';
import type { Mention } from '../../graph/chat-message.ts';
import type { Context } from '../feature.ts';
import { tagScopes } from './scopes.ts';
import type { WantedMention } from './wish.ts';

/** The first mention that is not clear; `tags`: what the team has instead of the tag that was named. */
export type Open = { index: number } & ({ unclear: Unclear } | { tag: string; tags: string[] });

/** Names as those who are mentioned: with at most two round trips for people, and one for tags. */
export async function settleMentions(
  ctx: Context,
  wanted: readonly WantedMention[],
  to: Target,
): Promise<{ mentions: WantedMention[]; open?: Open }> {
  const mentions = wanted.map((m): WantedMention => (m.who || m.isText ? m : { ...m, ...placeMention(m, to) }));
  const open = (m: WantedMention) => !m.who && !m.isText;
  const people = mentions.filter((m) => open(m) && m.kind !== 'tag');
  const answers = people.length > 0 ? await ctx.directory.resolve(people.flatMap((m) => m.names)) : [];
  for (const mention of people) {
    const mine = answers.splice(0, mention.names.length);
    const at = mine.findIndex((answer) => answer.kind === 'one');
    const answer = mine[at];
    if (answer?.kind !== 'one')
      return { mentions, open: { index: mentions.indexOf(mention), unclear: unclearOf(mention, mine) } };
    const name = mention.names[at]!;
    const user = await userOf(ctx, answer.contact);
    if (!user)
      return { mentions, open: { index: mentions.indexOf(mention), unclear: { name, contacts: [], several: false } } };
    mention.who = mentionOf(mention, user, name);
  }
  const tags = mentions.filter((m) => open(m) && m.kind === 'tag');
  if (tags.length === 0) return { mentions };
  const known = to.kind === 'channel' || to.kind === 'thread' ? await readTags(ctx, to.teamId) : [];
  for (const mention of tags) {
    const found = mention.names.flatMap((name) =>
      known.filter((tag) => same(tag.displayName ?? '', name)).map((tag) => ({ tag, name })),
    )[0];
    if (!found)
      return {
        mentions,
        open: {
          index: mentions.indexOf(mention),
          tag: mention.names.at(-1)!,
          tags: known.map((t) => t.displayName ?? ''),
        },
      };
    mention.who = {
      kind: 'tag',
      id: found.tag.id!,
      name: found.tag.displayName!,
      ...(mention.inText ? { text: `@tag ${found.name}` } : {}),
    };
  }
  return { mentions };
}

/** Whom somebody chose on a card. */
export async function chosenMention(ctx: Context, mention: WantedMention, contact: Contact): Promise<WantedMention> {
  const name = mention.names.at(-1)!;
  const user = await userOf(ctx, contact);
  return user ? { ...mention, who: mentionOf(mention, user, name) } : { ...mention, isText: true };
}

const mentionOf = (mention: WantedMention, { id, name }: { id: string; name: string }, written: string): Mention => ({
  kind: 'person',
  id,
  name,
  ...(mention.inText ? { text: `@${written}` } : {}),
});

/** "@channel", "@General" in General, "@team", "@everyone": places, known without asking. */
function placeMention({ kind, names, inText }: WantedMention, to: Target): { who?: Mention } {
  const written = (name: string) => (inText ? { text: `@${name}` } : {});
  if (to.kind === 'chat')
    return kind === 'everyone' ? { who: { kind: 'chat', id: to.chatId, name: 'Everyone', ...written(names[0]!) } } : {};
  if (to.kind === 'people') return {};
  const { team = 'team', channel = 'channel' } = to;
  for (const name of names) {
    if (kind === 'channel' || kind === 'everyone' || (kind === 'person' && same(name, channel)))
      return { who: { kind: 'channel', id: to.channelId, name: channel, ...written(name) } };
    if (kind === 'team' || (kind === 'person' && same(name, team)))
      return { who: { kind: 'team', id: to.teamId, name: team, ...written(name) } };
  }
  return {};
}

const same = (a: string, b: string) => plainWords(a).join(' ') === plainWords(b).join(' ');

/** Of the ways to read a name the one to ask about: where several fit, else the shortest. */
function unclearOf({ names }: WantedMention, answers: Resolved[]): Unclear {
  const at = Math.max(
    answers.findIndex((a) => a.kind === 'several'),
    -1,
  );
  const index = at < 0 ? answers.length - 1 : at;
  const answer = answers[index];
  if (answer?.kind === 'several') return { name: names[index]!, contacts: answer.contacts, several: true };
  return { name: names[index] ?? '', contacts: answer?.kind === 'none' ? answer.nearest : [], several: false };
}

export const readTags = (ctx: Context, teamId: string) =>
  ctx.graphWith(tagScopes).list<TeamworkTag>(`/teams/${encodeURIComponent(teamId)}/tags`, {}, { max: 200 });
