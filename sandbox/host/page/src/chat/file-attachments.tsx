import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Message } from '../../../../teams/protocol.ts';
import { readable } from '../api/http.ts';
import { useSession } from '../session/session.tsx';
import { oneLine } from './markdown.ts';
import { safeUrl } from './popup.ts';

type Attachment = Message['attachments'][number];

const useStyles = makeStyles({
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '8px',
    boxSizing: 'border-box',
    maxWidth: '100%',
    padding: '8px 12px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
  },
  title: { display: 'flex', alignItems: 'center', gap: '8px', fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', gap: '8px' },
  error: { margin: 0, color: tokens.colorStatusDangerForeground1 },
  quote: {
    margin: 0,
    padding: '6px 12px',
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground2,
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
});

/** A file of a message: by its name, and to open where it is. */
export function FileChip({ attachment }: { attachment: Attachment }) {
  const styles = useStyles();
  const url = attachment.contentUrl ? safeUrl(attachment.contentUrl) : undefined;
  return (
    <a className={styles.chip} href={url} target="_blank" rel="noopener noreferrer">
      <DocumentRegular aria-hidden fontSize={20} />
      <span className={styles.name}>{attachment.name ?? attachment.contentType}</span>
    </a>
  );
}

const units = ['bytes', 'KB', 'MB', 'GB'];
/** 5 → '5 bytes', 1536 → '1.5 KB' */
export function sizeText(bytes: number): string {
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** step;
  return `${step === 0 ? amount : amount.toFixed(amount < 10 ? 1 : 0)} ${units[step]}`;
}

/**
 * The bot asks whether it may put a file into the person's OneDrive.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#message-requesting-permission-to-upload
 */
export function FileConsentCard({ message, attachment }: { message: Message; attachment: Attachment }) {
  const styles = useStyles();
  const { chat } = useSession();
  const [state, setState] = useState<{ step: 'open' | 'busy' | 'accepted' | 'declined'; error?: string }>({
    step: 'open',
  });
  const { description, sizeInBytes } = (attachment.content ?? {}) as { description?: string; sizeInBytes?: number };
  const answer = async (action: 'accept' | 'decline') => {
    setState({ step: 'busy' });
    try {
      const value = { action };
      const { status } = await chat.invoke(message.conversationId, {
        name: 'fileConsent/invoke',
        value,
        replyToId: message.id,
      });
      if (status >= 300) setState({ step: 'open', error: 'The app could not take your answer. Try again.' });
      else setState({ step: action === 'accept' ? 'accepted' : 'declined' });
    } catch (error) {
      setState({ step: 'open', error: readable(error) });
    }
  };
  const isOpen = state.step === 'open' || state.step === 'busy';
  return (
    <div className={styles.card}>
      <div className={styles.title}>
        <DocumentRegular aria-hidden fontSize={20} />
        <span className={styles.name}>{attachment.name}</span>
      </div>
      <p className={styles.text}>
        {description}
        {sizeInBytes !== undefined && ` (${sizeText(sizeInBytes)})`}
      </p>
      {isOpen ? (
        <div className={styles.buttons}>
          <Button appearance="primary" disabledFocusable={state.step === 'busy'} onClick={() => void answer('accept')}>
            Accept
          </Button>
          <Button disabledFocusable={state.step === 'busy'} onClick={() => void answer('decline')}>
            Decline
          </Button>
        </div>
      ) : (
        <p className={styles.text} role="status">
          {state.step === 'accepted' ? 'Accepted. The file goes to your OneDrive.' : 'Declined.'}
        </p>
      )}
      {state.error && (
        <p className={styles.error} role="alert">
          {state.error}
        </p>
      )}
    </div>
  );
}

/** A message that this one answers to, in a chat. https://learn.microsoft.com/graph/api/resources/messagereference */
export function Quote({ content }: { content: unknown }) {
  const styles = useStyles();
  const { messagePreview, messageSender } = (content ?? {}) as {
    messagePreview?: string;
    messageSender?: { user?: { displayName?: string } };
  };
  const name = messageSender?.user?.displayName;
  return (
    <blockquote className={styles.quote}>
      {name && <strong>{name}: </strong>}
      {oneLine(messagePreview ?? '')}
    </blockquote>
  );
}
