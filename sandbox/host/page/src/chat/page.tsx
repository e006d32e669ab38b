import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useNarrow } from '../app/use-narrow.ts';
import { go } from '../app/use-route.ts';
import { useSession } from '../session/session.tsx';
import { ConversationView } from './conversation.tsx';
import { ConversationList, inOrder } from './conversation-list.tsx';
import { readChat } from './place.ts';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexGrow: 1, minWidth: 0 },
  state: {
    margin: 'auto',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '12px',
    padding: '24px',
  },
  list: {
    width: '300px',
    flexShrink: 0,
    overflowY: 'auto',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  listOnly: { width: '100%', borderRight: 'none' },
});

/** The chat: conversations at the left and one of them open; on a phone one or the other. */
export default function ChatPage({ detail }: { detail?: string }) {
  const styles = useStyles();
  const { chat } = useSession();
  const state = useChat();
  const isNarrow = useNarrow();
  const place = readChat(detail);
  const open = state.conversations.find((c) => c.id === place.id);
  const openId = open?.id;
  const first = inOrder(state)[0];

  useEffect(() => {
    if (detail === undefined && first && !isNarrow) go({ view: 'chat', detail: first.id }, true);
  }, [detail, first, isNarrow]);
  useEffect(() => {
    if (!openId) return;
    void chat.open(openId);
    return () => chat.leave(openId);
  }, [chat, openId]);

  if (state.status === 'loading') return <Spinner className={styles.state} label="Opening your chats" />;
  if (state.status === 'failed')
    return (
      <div className={styles.state}>
        <p role="alert">{state.error}</p>
        <Button appearance="primary" onClick={() => void chat.reload()}>
          Try again
        </Button>
      </div>
    );
  const list = (
    <div className={isNarrow ? styles.listOnly : styles.list}>
      <ConversationList open={open?.id} />
    </div>
  );
  if (isNarrow) return open ? <ConversationView key={open.id} conversation={open} tab={place.tab} back /> : list;
  return (
    <div className={styles.page}>
      {list}
      {open ? (
        <ConversationView key={open.id} conversation={open} tab={place.tab} />
      ) : (
        <p className={styles.state}>
          {detail === undefined ? 'Choose a conversation.' : 'This conversation is not here.'}
        </p>
      )}
    </div>
  );
}
