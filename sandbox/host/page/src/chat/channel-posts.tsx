import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowReplyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Conversation, Message } from '../../../../teams/protocol.ts';
import { PersonAvatar } from '../app/person-avatar.tsx';
import { dayOf } from '../app/time.ts';
import { useSession } from '../session/session.tsx';
import { Compose } from './compose.tsx';
import { isEmpty, threads } from './groups.ts';
import { MessageBody, messageTime } from './message.tsx';
import { Outbox } from './message-list.tsx';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  post: {
    marginBottom: '16px',
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
  },
  message: { display: 'flex', gap: '10px', marginBottom: '12px' },
  reply: { marginLeft: '42px', '@media (max-width: 700px)': { marginLeft: '12px' } },
  body: { minWidth: 0, flexGrow: 1 },
  meta: { display: 'flex', gap: '8px', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  empty: { textAlign: 'center', padding: '40px 0', color: tokens.colorNeutralForeground2 },
});

/** A channel: posts with their replies. */
export function ChannelPosts({ conversation }: { conversation: Conversation }) {
  const styles = useStyles();
  const { me } = useSession();
  const state = useChat();
  const messages = state.messages[conversation.id];
  const outgoing = state.outbox[conversation.id] ?? [];
  const mri = conversation.members.find((m) => m.aadObjectId === me.id)?.mri;
  if (!messages) return <Spinner className={styles.empty} label="Reading posts" />;
  const posts = threads(messages.filter((m) => !isEmpty(m)));
  return (
    <>
      {posts.length === 0 && outgoing.length === 0 && (
        <p className={styles.empty}>No posts yet. Mention @Aide to ask it something here.</p>
      )}
      {posts.map(({ root, replies }) => (
        <Post key={root.id} conversation={conversation} root={root} replies={replies} mri={mri} />
      ))}
      <Outbox conversationId={conversation.id} items={outgoing} />
    </>
  );
}

interface PostProps {
  conversation: Conversation;
  root: Message;
  replies: Message[];
  mri?: string;
}

function Post({ conversation, root, replies, mri }: PostProps) {
  const styles = useStyles();
  const [replying, setReplying] = useState(false);
  return (
    <article className={styles.post} aria-label={`Post of ${root.from.name}`}>
      <PostMessage message={root} mri={mri} />
      <div className={styles.reply}>
        {replies.map((reply) => (
          <PostMessage key={reply.id} message={reply} mri={mri} />
        ))}
        {replying ? (
          <Compose conversation={conversation} replyToId={root.id} onDone={() => setReplying(false)} />
        ) : (
          <Button size="small" appearance="subtle" icon={<ArrowReplyRegular />} onClick={() => setReplying(true)}>
            Reply
          </Button>
        )}
      </div>
    </article>
  );
}

function PostMessage({ message, mri }: { message: Message; mri?: string }) {
  const styles = useStyles();
  const { me } = useSession();
  return (
    <div className={styles.message}>
      <PersonAvatar name={message.from.name} person={message.from.aadObjectId} kind={message.from.kind} />
      <div className={styles.body}>
        <div className={styles.meta}>
          <span className={styles.name}>{message.from.name}</span>
          <span>
            {dayOf(Date.parse(message.createdAt), me.timeZone)}, {messageTime(message, me.timeZone)}
          </span>
        </div>
        <MessageBody message={message} mri={mri} />
      </div>
    </div>
  );
}
