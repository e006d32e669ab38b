import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { lazy, Suspense } from 'react';
import type { Conversation } from '../../../../teams/protocol.ts';
import { PersonAvatar } from '../app/person-avatar.tsx';
import { go } from '../app/use-route.ts';
import { useSession } from '../session/session.tsx';
import { pinnedTab } from '../tab-host/pinned.ts';
import { TabStrip } from '../tab-host/tab-strip.tsx';
import { ChannelPosts } from './channel-posts.tsx';
import { Compose } from './compose.tsx';
import { partnerOf, titleFor } from './groups.ts';
import { MessageList } from './message-list.tsx';
import type { ChatPlace } from './place.ts';
import { ScrollArea } from './scroll-area.tsx';
import { SuggestedActions } from './suggested-actions.tsx';
import { useChat } from './use-chat.ts';

const PinnedTabPage = lazy(() => import('../tab-host/pinned-tab.tsx'));

const useStyles = makeStyles({
  conversation: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    minHeight: '56px',
    padding: '0 20px',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  members: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  names: { minWidth: 0 },
  offline: {
    padding: '4px 20px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorStatusWarningForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
  foot: { width: '100%', maxWidth: '900px', margin: '0 auto', boxSizing: 'border-box', padding: '0 20px 12px' },
  typing: { minHeight: '20px', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

interface Props {
  conversation: Conversation;
  /** A tab of it is shown instead of what was said. */
  tab?: ChatPlace['tab'];
  back?: boolean;
}

/** One open conversation: who it is with, what was said, and a place to say something. */
export function ConversationView({ conversation, tab, back }: Props) {
  const styles = useStyles();
  const { me } = useSession();
  const { live } = useChat();
  const { type, team, members, membershipType } = conversation;
  const title = titleFor(conversation, me.id);
  const others = members.filter((m) => m.aadObjectId !== me.id);
  return (
    <section className={styles.conversation} aria-label={title}>
      <header className={styles.header}>
        {back && (
          <Button
            appearance="subtle"
            icon={<ArrowLeftRegular />}
            aria-label="Back to the conversations"
            onClick={() => go({ view: 'chat' })}
          />
        )}
        <PersonAvatar
          name={title}
          person={partnerOf(conversation, me.id)?.aadObjectId}
          kind={type === 'personal' ? 'bot' : type === 'oneOnOne' ? 'user' : 'group'}
          size={36}
        />
        <div className={styles.names}>
          <h2 className={styles.title}>{title}</h2>
          <p className={styles.members}>
            {type === 'channel'
              ? `${team?.displayName}${membershipType === 'standard' ? '' : ` · ${membershipType} channel`}`
              : type === 'personal'
                ? 'App'
                : type === 'groupChat' && others.map((m) => m.name).join(', ')}
          </p>
        </div>
      </header>
      {hasTabs(conversation) && (
        <TabStrip conversation={conversation} shown={tab && pinnedTab(conversation, tab.name)} />
      )}
      {!live && (
        <div className={styles.offline} role="status">
          Connecting. What you send is kept.
        </div>
      )}
      {tab ? (
        <Suspense fallback={<Spinner label="Opening the tab" />}>
          <PinnedTabPage conversation={conversation} tab={tab} />
        </Suspense>
      ) : (
        <Said conversation={conversation} />
      )}
    </section>
  );
}

/** An app's tabs go where its bot is. */
const hasTabs = ({ type, members }: Conversation) =>
  (type === 'channel' || type === 'groupChat') && members.some(({ kind }) => kind === 'bot');

/** What was said, and the place to say something. */
function Said({ conversation }: { conversation: Conversation }) {
  const styles = useStyles();
  const { messages, typing, outbox } = useChat();
  const { id, type } = conversation;
  const typingNames = (typing[id] ?? []).map((m) => m.name);
  const said = messages[id];
  return (
    <>
      <ScrollArea id={id} count={(said?.length ?? 0) + (outbox[id]?.length ?? 0)}>
        {type === 'channel' ? (
          <ChannelPosts conversation={conversation} />
        ) : (
          <MessageList conversation={conversation} />
        )}
      </ScrollArea>
      <div className={styles.foot}>
        <div className={styles.typing} role="status" aria-label="Typing">
          {typingNames.length > 0 && (
            <>
              {typingNames.join(', ')} {typingNames.length > 1 ? 'are' : 'is'} typing
              <span className="typing-dots" aria-hidden>
                <i />
                <i />
                <i />
              </span>
            </>
          )}
        </div>
        <SuggestedActions conversation={conversation} />
        <Compose key={id} conversation={conversation} />
      </div>
    </>
  );
}
