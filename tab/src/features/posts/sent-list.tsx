import { Badge, Body1, Button, Caption1, Link, Text } from '@fluentui/react-components';
import { ChatRegular } from '@fluentui/react-icons';
import { useNotify } from '../../app/notify.tsx';
import { Problem } from '../../app/problem.tsx';
import { useOperations, useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { useLoad } from '../../app/use-load.ts';
import { Empty } from '../../components/empty.tsx';
import { useWork } from '../../components/use-work.ts';
import { useListStyles } from './planned-list.tsx';
import { canEdit, type SentMessage, sentOf } from './sent.ts';

interface Props {
  reply(message: SentMessage): void;
  edit(message: SentMessage): void;
}

/** Own messages that were sent with Aide, newest first. */
export function SentList({ reply, edit }: Props) {
  const styles = useListStyles();
  const { api } = useSession();
  const { value, error, loading, reload } = useLoad('sent', (signal) => api.operations(100, signal));
  useOperations((operation) => {
    if (!operation || operation.action.startsWith('posts.')) reload();
  });
  if (value === undefined) return loading ? <Starting /> : <Problem error={error} retry={reload} />;
  const messages = sentOf(value);
  return (
    <>
      {error === undefined ? null : <Problem error={error} retry={reload} />}
      {messages.length === 0 ? (
        <Empty
          icon={ChatRegular}
          title="Nothing was sent lately"
          text="What you post with Aide, here or in chat, is listed here: reply to it, change it or take it back."
        />
      ) : (
        <ul className={styles.list} aria-label="Sent messages">
          {messages.map((message) => (
            <Entry key={message.operation.operation} message={message} reply={reply} edit={edit} />
          ))}
        </ul>
      )}
    </>
  );
}

function Entry({ message, reply, edit }: Props & { message: SentMessage }) {
  const styles = useListStyles();
  const { api, host, changed } = useSession();
  const notify = useNotify();
  const { working, error, run, retry } = useWork();
  const { operation, place, content, webUrl, edited } = message;
  const when = new Intl.DateTimeFormat(host.locale, { dateStyle: 'medium', timeStyle: 'short' });
  const about = `${place}, ${when.format(new Date(operation.updatedAt))}`;
  const takeBack = () =>
    run(async () => {
      changed(await api.undo(operation.operation));
      notify.say(`Taken back from ${place}`);
    });
  const inChannel = !('chatId' in message.message);
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <Text weight="semibold">{content.subject ?? place}</Text>
        <Caption1 className={styles.minor}>
          {about} {edited ? <Badge appearance="tint">changed</Badge> : null}
        </Caption1>
        <Body1 className={styles.excerpt}>{content.text}</Body1>
        {inChannel && !operation.canUndo ? (
          <Caption1 className={styles.minor}>
            To change or delete it, open it in Teams: your organisation has not allowed Aide to change posts in
            channels.
          </Caption1>
        ) : null}
        {error === undefined ? null : <Problem error={error} retry={retry} />}
      </div>
      <div className={styles.actions}>
        {webUrl ? (
          <Link as="button" aria-label={`Open in Teams: ${about}`} onClick={() => host.openLink(webUrl)}>
            Open in Teams
          </Link>
        ) : null}
        {inChannel ? (
          <Button size="small" aria-label={`Reply: ${about}`} onClick={() => reply(message)}>
            Reply
          </Button>
        ) : null}
        {canEdit(message) ? (
          <Button size="small" disabled={working} aria-label={`Edit: ${about}`} onClick={() => edit(message)}>
            Edit
          </Button>
        ) : null}
        {operation.canUndo ? (
          <Button size="small" disabled={working} aria-label={`Take back: ${about}`} onClick={takeBack}>
            Take back
          </Button>
        ) : null}
      </div>
    </li>
  );
}
