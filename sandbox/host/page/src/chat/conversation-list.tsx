import { CounterBadge, makeStyles, mergeClasses, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { LockClosedRegular, NumberSymbolRegular, ShareRegular } from '@fluentui/react-icons';
import type { Conversation, Message } from '../../../../teams/protocol.ts';
import { PersonAvatar } from '../app/person-avatar.tsx';
import { hrefOf } from '../app/route.ts';
import { shortTimeOf } from '../app/time.ts';
import { useMinute } from '../session/clock.ts';
import { useSession } from '../session/session.tsx';
import { isEmpty, partnerOf, titleFor } from './groups.ts';
import { oneLine } from './markdown.ts';
import { NewChat } from './new-chat.tsx';
import type { ChatState } from './state.ts';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', padding: '10px 8px 2px 16px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightBold },
  section: {
    margin: 0,
    padding: '14px 16px 4px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
  list: { listStyleType: 'none', margin: 0, padding: '0 8px' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '8px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-current]': { backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow2 },
  },
  body: { minWidth: 0, flexGrow: 1 },
  line: { display: 'flex', alignItems: 'baseline', gap: '8px' },
  name: { flexGrow: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  unread: { fontWeight: tokens.fontWeightBold },
  detail: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  team: {
    padding: '8px 8px 2px',
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    fontWeight: tokens.fontWeightSemibold,
  },
  channel: { paddingLeft: '28px' },
});

/** As the list shows them: the chat with the app first, then chats and channels by their latest activity. */
export const inOrder = ({ conversations }: ChatState): Conversation[] => {
  const rank = { personal: 0, oneOnOne: 1, groupChat: 1, channel: 2 };
  return [...conversations].sort(
    (a, b) => rank[a.type] - rank[b.type] || Date.parse(b.lastActivityAt) - Date.parse(a.lastActivityAt),
  );
};

export function ConversationList({ open }: { open?: string }) {
  const styles = useStyles();
  const state = useChat();
  const arrows = useArrowNavigationGroup({ axis: 'vertical' });
  const conversations = inOrder(state);
  const chats = conversations.filter((c) => c.type !== 'channel');
  const teams = Map.groupBy(
    conversations.filter((c) => c.type === 'channel'),
    (c) => c.team?.displayName ?? '',
  );
  return (
    <div {...arrows}>
      <div className={styles.head}>
        <h2 className={styles.title}>Chat</h2>
        <NewChat />
      </div>
      <ul className={styles.list} aria-label="Conversations">
        {chats.map((c) => (
          <Item key={c.id} conversation={c} selected={c.id === open} />
        ))}
      </ul>
      {teams.size > 0 && <h3 className={styles.section}>Teams and channels</h3>}
      {[...teams].map(([team, channels]) => (
        <section key={team} aria-label={team} className={styles.list}>
          <div className={styles.team}>
            <PersonAvatar name={team} kind="group" size={24} />
            {team}
          </div>
          <ul className={styles.list} style={{ padding: 0 }} aria-label={`Channels of ${team}`}>
            {[...channels]
              .sort(
                (a, b) =>
                  Number(b.title === 'General') - Number(a.title === 'General') || a.title.localeCompare(b.title),
              )
              .map((c) => (
                <Item key={c.id} conversation={c} selected={c.id === open} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Item({ conversation, selected }: { conversation: Conversation; selected: boolean }) {
  const styles = useStyles();
  const { clock, me } = useSession();
  const now = useMinute(clock);
  const state = useChat();
  const unread = state.unread[conversation.id] ?? 0;
  const last = state.messages[conversation.id]?.findLast((m) => !m.deleted && !isEmpty(m));
  const isChannel = conversation.type === 'channel';
  const kind = conversation.membershipType ?? 'standard';
  const ChannelIcon = channelIcons[kind];
  const title = titleFor(conversation, me.id);
  const people = conversation.members.filter((m) => m.aadObjectId !== me.id).map((m) => m.name);
  const preview = last
    ? `${last.from.aadObjectId === me.id ? 'You: ' : ''}${plainText(last.text) || sentThing(last)}`
    : '';
  return (
    <li>
      <a
        className={mergeClasses(styles.item, isChannel && styles.channel)}
        href={hrefOf({ view: 'chat', detail: conversation.id })}
        aria-current={selected ? 'true' : undefined}
      >
        {isChannel ? (
          <ChannelIcon aria-hidden />
        ) : (
          <PersonAvatar
            name={title}
            person={partnerOf(conversation, me.id)?.aadObjectId}
            kind={avatarKinds[conversation.type]}
            size={36}
          />
        )}
        <span className={styles.body}>
          <span className={styles.line}>
            <span className={mergeClasses(styles.name, unread > 0 && styles.unread)}>{title}</span>
            {kind !== 'standard' && <span className={styles.detail}>{kind}</span>}
            {!isChannel && (
              <span className={styles.detail}>
                {shortTimeOf(Date.parse(conversation.lastActivityAt), now, me.timeZone)}
              </span>
            )}
          </span>
          {!isChannel && (
            <span className={styles.detail} style={{ display: 'block' }}>
              {preview || people.join(', ')}
            </span>
          )}
        </span>
        {unread > 0 && (
          <>
            <CounterBadge count={unread} size="small" color="danger" aria-hidden />
            <span className="visually-hidden">{unread} new</span>
          </>
        )}
      </a>
    </li>
  );
}

/** How each kind of channel is marked. */
const channelIcons = { standard: NumberSymbolRegular, private: LockClosedRegular, shared: ShareRegular };
const avatarKinds = { personal: 'bot', oneOnOne: 'user', groupChat: 'group', channel: 'group' } as const;

const sentThing = ({ attachments }: Message) =>
  attachments.some(({ contentType }) => contentType === 'reference') ? 'Sent a file' : 'Sent a card';

const plainText = (text: string) =>
  oneLine(text)
    .replace(/[*_`#]/g, '')
    .slice(0, 80);
