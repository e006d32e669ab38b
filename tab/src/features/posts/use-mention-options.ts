import type { FoundPeople } from '@aide/contracts/people';
import type { Tag, Target } from '@aide/contracts/posts';
import { useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';
import { useFound } from '../../components/use-found.ts';
import type { Mention } from './draft.ts';
import type { MentionQuery } from './mention-query.ts';

export interface MentionOption {
  key: string;
  label: string;
  about: string;
  mention: Mention & { text: string };
}

/** Whom one can mention there, by what is typed: the channel and its team, the chat, tags of the team, people. */
export function useMentionOptions(query: MentionQuery | undefined, to: Target | undefined) {
  const { api } = useSession();
  const words = query?.words ?? '';
  const teamId = to?.kind === 'channel' || to?.kind === 'thread' ? to.teamId : undefined;
  // Not before somebody mentions: it asks for a permission that few have given.
  const wanted = query !== undefined ? teamId : undefined;
  const tags = useLoad(`tags ${wanted}`, async (signal) =>
    wanted ? (await api.query<{ tags: Tag[] }>('posts.tags', { teamId: wanted }, signal)).tags : [],
  );
  const people = useFound(words, (name, signal) => api.query<FoundPeople>('people.find', { name, top: 6 }, signal));
  if (!query) return { options: [], looking: false, tagsError: undefined, reloadTags: tags.reload };
  const fits = ({ label }: MentionOption) => label.toLowerCase().includes(words.toLowerCase());
  const options = [
    ...placesOf(to).filter(fits),
    ...(tags.value ?? []).map(tagOption).filter(fits),
    ...(people.value?.people ?? []).flatMap(({ id, displayName, jobTitle, address }) =>
      id ? [option('person', id, displayName, jobTitle ?? address)] : [],
    ),
  ].slice(0, 8);
  return {
    options,
    looking: words !== '' && people.value === undefined && people.error === undefined,
    tagsError: tags.error,
    reloadTags: tags.reload,
  };
}

const option = (kind: Mention['kind'], id: string, name: string, about: string): MentionOption => ({
  key: `${kind} ${id}`,
  label: name,
  about,
  mention: { kind, id, name, text: `@${name}` },
});

const tagOption = ({ id, displayName, memberCount }: Tag) =>
  option('tag', id, displayName, memberCount === undefined ? 'tag' : `tag, ${memberCount} people`);

function placesOf(to: Target | undefined): MentionOption[] {
  if (to?.kind === 'channel' || to?.kind === 'thread')
    return [
      option('channel', to.channelId, to.channel ?? 'channel', 'everybody in this channel'),
      option('team', to.teamId, to.team ?? 'team', 'everybody in this team'),
    ];
  return to?.kind === 'chat' ? [option('chat', to.chatId, 'Everyone', 'everybody in this chat')] : [];
}
