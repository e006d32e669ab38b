import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { Conversation, Message } from '../../../../teams/protocol.ts';
import { longDayOf } from '../app/time.ts';
import { useMinute } from '../session/clock.ts';
import { useSession } from '../session/session.tsx';
import { groupMessages, isEmpty } from './groups.ts';
import { MessageGroupView, messageTime } from './message.tsx';
import type { Outgoing } from './state.ts';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  day: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    margin: '12px 0',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    '::before': { content: '""', flexGrow: 1, height: '1px', backgroundColor: tokens.colorNeutralStroke2 },
    '::after': { content: '""', flexGrow: 1, height: '1px', backgroundColor: tokens.colorNeutralStroke2 },
  },
  empty: { textAlign: 'center', padding: '40px 0', color: tokens.colorNeutralForeground2 },
  waiting: { padding: '40px 0' },
  outgoing: { display: 'flex', flexDirection: 'column', alignItems: 'flex-end', marginTop: '4px' },
  bubble: {
    maxWidth: 'min(75%, 600px)',
    padding: '8px 12px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorBrandBackground2,
    borderRadius: tokens.borderRadiusLarge,
  },
  failed: { border: `1px solid ${tokens.colorStatusDangerBorder1}` },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  error: { color: tokens.colorStatusDangerForeground1 },
});

/** What was said in a chat, by day and sender, and what is still on its way. */
export function MessageList({ conversation }: { conversation: Conversation }) {
  const styles = useStyles();
  const { me, clock } = useSession();
  const state = useChat();
  const now = useMinute(clock);
  const messages = state.messages[conversation.id]?.filter((m) => !isEmpty(m));
  const outgoing = state.outbox[conversation.id] ?? [];
  const mri = conversation.members.find((m) => m.aadObjectId === me.id)?.mri;
  if (!messages) return <Spinner className={styles.waiting} label="Reading messages" />;
  const newFrom = state.newFrom[conversation.id];
  return (
    <>
      {messages.length === 0 && outgoing.length === 0 && (
        <p className={styles.empty}>Nothing was said here yet. Write the first message.</p>
      )}
      {groupMessages(messages, (at) => longDayOf(at, me.timeZone)).map(({ day, groups }) => (
        <Fragment key={day}>
          <div className={styles.day}>{day === longDayOf(now, me.timeZone) ? 'Today' : day}</div>
          {groups.map((group) => (
            <MessageGroupView
              key={group.key}
              messages={group.messages}
              newFrom={newFrom}
              mine={group.messages[0]?.from.aadObjectId === me.id}
              mri={mri}
              timeOf={(m: Message) => messageTime(m, me.timeZone)}
            />
          ))}
        </Fragment>
      ))}
      <Outbox conversationId={conversation.id} items={outgoing.filter((o) => o.text !== '' || o.files || o.error)} />
    </>
  );
}

/** Messages that have not arrived: nothing typed is lost. */
export function Outbox({ conversationId, items }: { conversationId: string; items: Outgoing[] }) {
  const styles = useStyles();
  const { chat } = useSession();
  return items.map((item) => (
    <div key={item.clientMessageId} className={styles.outgoing}>
      <div className={mergeClasses(styles.bubble, item.error !== undefined && styles.failed)}>
        {[item.text.replace(/<\/?at>/g, ''), ...(item.files ?? []).map(({ name }) => name)]
          .filter(Boolean)
          .join(', ') || 'Your answer on the card'}
      </div>
      {item.error ? (
        <div className={styles.state} role="alert">
          <span className={styles.error}>Not sent. {item.error}</span>
          <Button size="small" onClick={() => void chat.retry(conversationId, item)}>
            Send again
          </Button>
          <Button size="small" appearance="subtle" onClick={() => chat.discard(conversationId, item)}>
            Discard
          </Button>
        </div>
      ) : (
        <div className={styles.state}>Sending</div>
      )}
    </div>
  ));
}
