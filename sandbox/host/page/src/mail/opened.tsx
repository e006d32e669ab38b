import { Button, makeStyles } from '@fluentui/react-components';
import { ArrowLeftRegular, MailOffRegular, MailReadRegular } from '@fluentui/react-icons';
import { useCallback, useEffect } from 'react';
import { useNarrow } from '../app/use-narrow.ts';
import { go } from '../app/use-route.ts';
import { Empty, Failed, Reading } from '../files/states.tsx';
import { Compose } from './compose.tsx';
import { ConversationPane } from './conversation.tsx';
import type { FullMessage } from './message.ts';
import { PaneSlot } from './pane-slot.tsx';
import { routeOf } from './place.ts';
import { useMail, useRead } from './use-mail.ts';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
  back: { alignSelf: 'flex-start', margin: '8px' },
});

/** What is open: a draft for itself, everything else with its conversation. */
interface Shown {
  message: FullMessage;
  /** Oldest first. */
  conversation: FullMessage[];
}

interface Props {
  /** Of the message that the address names. */
  id: string | undefined;
  onOpened(message: string, conversation: string): void;
  onBack(): void;
}

/** The third pane, and the place beside it. */
export function Opened({ id, onOpened, onBack }: Props) {
  const { api, place } = useMail();
  const read = useCallback(async (): Promise<Shown | undefined> => {
    if (id === undefined) return undefined;
    const message = await api.message(id);
    return { message, conversation: message.isDraft ? [] : await api.conversation(message.conversationId) };
  }, [api, id]);
  const { value, error, status, again } = useRead(read);
  const conversationId = value?.message.conversationId;
  useEffect(() => {
    if (id !== undefined && conversationId !== undefined) onOpened(id, conversationId);
  }, [id, conversationId, onOpened]);
  const { folder } = place;
  const stays = value?.message.id;
  // An id that ends with the next move leads here too; the address is to last longer.
  useEffect(() => {
    if (stays !== undefined && stays !== id) go(routeOf({ folder, message: stays }), true);
  }, [stays, id, folder]);
  const isDraft = value?.message.isDraft ?? false;
  return (
    <>
      {value?.message.isDraft ? (
        <Compose key={value.message.id} draft={value.message} onBack={onBack} />
      ) : value ? (
        <ConversationPane
          key={value.message.conversationId}
          selected={value.message}
          all={value.conversation}
          error={error}
          onAgain={again}
          onBack={onBack}
        />
      ) : (
        <Waiting id={id} error={error} status={status} again={again} onBack={onBack} />
      )}
      <PaneSlot item={{ mode: isDraft ? 'compose' : 'read', id: value?.message.id }} />
    </>
  );
}

interface WaitingProps {
  id: string | undefined;
  error?: string;
  status?: number;
  again(): void;
  onBack(): void;
}

function Waiting({ id, error, status, again, onBack }: WaitingProps) {
  const styles = useStyles();
  const isNarrow = useNarrow();
  return (
    <section className={styles.pane} aria-label="Reading pane">
      {isNarrow && id !== undefined && (
        <Button
          className={styles.back}
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          aria-label="Back to the list"
          onClick={onBack}
        />
      )}
      {id === undefined ? (
        <Empty icon={MailReadRegular} title="Select a message to read it">
          Arrow keys go through the list, Enter opens.
        </Empty>
      ) : status === 404 || status === 400 ? (
        <Empty icon={MailOffRegular} title="This message is not here">
          It was deleted for good, or it is in somebody else’s mailbox.
        </Empty>
      ) : error ? (
        <Failed error={error} again={again} />
      ) : (
        <Reading label="Reading the message" rows={5} />
      )}
    </section>
  );
}
