import { Button, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Message } from '../../../../teams/protocol.ts';
import { useNotify } from '../app/notices.tsx';
import { useSession } from '../session/session.tsx';
import { openPopup, signInCode } from './popup.ts';
import { readOAuthCard } from './sign-in.ts';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '12px',
    maxWidth: '480px',
    boxSizing: 'border-box',
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
  },
  text: { margin: 0 },
  reason: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  code: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
});

/** The sign-in card, for when it did not go silently: the button opens the sign-in page, whose code is sent to the bot. */
export function OAuthCardView({ message, content }: { message: Message; content: unknown }) {
  const { chat } = useSession();
  const notify = useNotify();
  const styles = useStyles();
  const step = useChat().signIns[message.id];
  const [code, setCode] = useState('');
  const card = readOAuthCard(content);
  // A card from before this page was opened, which something followed, asks for nothing any more.
  if (!card || !step || step.step === 'done' || step.step === 'trying') return null;

  const open = async () => {
    const popup = openPopup(card.buttons[0]?.value ?? '', true);
    if (!popup) return notify('The browser blocked the sign-in window. Allow it and press again.', 'error');
    chat.setSignIn(message.id, { step: 'popup' });
    const answer = await signInCode(popup);
    // A typed code may have ended it already.
    if (chat.get().signIns[message.id]?.step === 'popup') await chat.finishSignIn(message, answer);
  };

  return (
    <div className={styles.card}>
      <p className={styles.text}>{card.text || 'Sign in to go on.'}</p>
      {step.step === 'button' && step.reason && (
        <p className={styles.reason} role="status">
          {step.reason}
        </p>
      )}
      {step.step === 'checking' ? (
        <Spinner size="tiny" label="Signing in" />
      ) : (
        <Button appearance="primary" onClick={() => void open()}>
          {card.buttons[0]?.title || 'Sign in'}
        </Button>
      )}
      {step.step === 'popup' && (
        <form
          className={styles.code}
          onSubmit={(event) => {
            event.preventDefault();
            if (code.trim()) void chat.finishSignIn(message, code.trim());
          }}
        >
          <Input
            aria-label="Code from the sign-in page"
            placeholder="Code, if you were given one"
            inputMode="numeric"
            value={code}
            onChange={(_, { value }) => setCode(value)}
          />
          <Button type="submit">Send code</Button>
        </form>
      )}
    </div>
  );
}
