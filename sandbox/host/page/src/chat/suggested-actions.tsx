import { Button, makeStyles } from '@fluentui/react-components';
import type { Conversation } from '../../../../teams/protocol.ts';
import { useSession } from '../session/session.tsx';
import { runSimpleAction } from './card-actions.ts';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', margin: '0 0 8px' },
});

/** Answers that the last message suggests; gone when anything follows it. */
export function SuggestedActions({ conversation }: { conversation: Conversation }) {
  const styles = useStyles();
  const { chat } = useSession();
  const last = useChat().messages[conversation.id]?.at(-1);
  const actions = last?.suggestedActions?.actions ?? [];
  if (actions.length === 0) return null;
  return (
    <fieldset className={styles.actions} aria-label="Suggested answers" style={{ border: 0, padding: 0 }}>
      {actions.map((action) => (
        <Button
          key={`${action.type} ${action.title}`}
          shape="circular"
          onClick={() => void runSimpleAction(chat, conversation.id, action)}
        >
          {action.title}
        </Button>
      ))}
    </fieldset>
  );
}
