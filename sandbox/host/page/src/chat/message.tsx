import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Fragment, memo, useMemo, useRef } from 'react';
import type { Message } from '../../../../teams/protocol.ts';
import { PersonAvatar } from '../app/person-avatar.tsx';
import { timeOf } from '../app/time.ts';
import { AdaptiveCard } from './adaptive-card.tsx';
import { FileChip, FileConsentCard, Quote } from './file-attachments.tsx';
import { HeroCard } from './hero-card.tsx';
import { useHostedImages } from './hosted-images.ts';
import { messageHtml } from './markdown.ts';
import { MessageHead, Reactions } from './message-marks.tsx';
import { OAuthCardView } from './oauth-card.tsx';
import { safeUrl } from './popup.ts';
import { oauthCardType } from './sign-in.ts';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  group: { display: 'flex', gap: '8px', marginTop: '14px' },
  mine: { flexDirection: 'row-reverse' },
  avatar: { paddingTop: '22px', width: '32px', flexShrink: 0, '@media (max-width: 700px)': { display: 'none' } },
  column: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '4px',
    minWidth: 0,
    maxWidth: 'min(85%, 640px)',
    '@media (max-width: 700px)': { maxWidth: '100%' },
  },
  columnMine: { alignItems: 'flex-end' },
  meta: { display: 'flex', gap: '8px', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  bubble: {
    boxSizing: 'border-box',
    maxWidth: '100%',
    padding: '7px 14px',
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    '& p': { margin: '0 0 8px' },
    '& > *:last-child': { marginBottom: 0 },
    '& ul, & ol': { margin: '0 0 8px', paddingLeft: '22px' },
    '& a': { color: tokens.colorBrandForegroundLink },
    '& .mention': { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
    '& pre': { overflowX: 'auto', padding: '8px', backgroundColor: tokens.colorNeutralBackground3 },
    '& code': { fontFamily: tokens.fontFamilyMonospace },
    '& img': { maxWidth: '100%', height: 'auto' },
    '& table': { borderCollapse: 'collapse' },
    '& td, & th': { padding: '2px 8px', border: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  bubbleMine: { backgroundColor: tokens.colorBrandBackground2 },
  deleted: { fontStyle: 'italic', color: tokens.colorNeutralForeground2 },
  newLine: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    margin: '14px 0 0',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorBrandForeground1,
    '::before': { content: '""', flexGrow: 1, height: '1px', backgroundColor: tokens.colorBrandStroke1 },
  },
  attachment: { marginTop: '4px', maxWidth: '100%', minWidth: 0 },
  card: { width: '480px' },
});

export const messageTime = (message: Message, zone: string) =>
  `${timeOf(Date.parse(message.createdAt), zone)}${message.updatedAt && message.updatedAt !== message.createdAt ? ' · Edited' : ''}`;

interface GroupProps {
  messages: Message[];
  mine: boolean;
  mri?: string;
  newFrom?: string;
  timeOf(message: Message): string;
}

/** Messages of one sender under one name. */
export function MessageGroupView({ messages, mine, mri, newFrom, timeOf: time }: GroupProps) {
  const styles = useStyles();
  const signIns = useChat().signIns;
  const first = messages[0];
  // A group of nothing but a sign-in that goes silently is not to be seen.
  const shown = messages.filter((m) => !isSilentSignIn(m, signIns[m.id]?.step));
  if (!first || shown.length === 0) return null;
  return (
    <Fragment>
      {shown.some((m) => m.id === newFrom) && <div className={styles.newLine}>New</div>}
      <article
        className={mergeClasses(styles.group, mine && styles.mine)}
        aria-label={`${first.from.name}, ${time(first)}`}
      >
        {!mine && (
          <div className={styles.avatar}>
            <PersonAvatar name={first.from.name} person={first.from.aadObjectId} kind={first.from.kind} />
          </div>
        )}
        <div className={mergeClasses(styles.column, mine && styles.columnMine)}>
          <div className={styles.meta}>
            {!mine && <span>{first.from.name}</span>}
            <span>{time(first)}</span>
          </div>
          {shown.map((message) => (
            <MessageBody key={message.id} message={message} mine={mine} mri={mri} />
          ))}
        </div>
      </article>
    </Fragment>
  );
}

const isSilentSignIn = (message: Message, step: string | undefined) =>
  message.text === '' &&
  message.attachments.length > 0 &&
  message.attachments.every((a) => a.contentType === oauthCardType) &&
  (step === undefined || step === 'trying' || step === 'done');

export const MessageBody = memo(function MessageBody({
  message,
  mine,
  mri,
}: {
  message: Message;
  mine?: boolean;
  mri?: string;
}) {
  const styles = useStyles();
  const html = useMemo(() => messageHtml(message.text, message.textFormat), [message.text, message.textFormat]);
  const host = useRef<HTMLDivElement>(null);
  useHostedImages(host, message, html);
  if (message.deleted)
    return <div className={mergeClasses(styles.bubble, styles.deleted)}>This message was deleted.</div>;
  return (
    <>
      <MessageHead message={message} />
      {html.trim() !== '' && (
        <div
          ref={host}
          className={mergeClasses(styles.bubble, mine && styles.bubbleMine)}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised in messageHtml
          dangerouslySetInnerHTML={{ __html: html }}
        />
      )}
      {message.attachments.map((attachment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: attachments of a message have no id and no other order
        <div key={index} className={mergeClasses(styles.attachment, isCard(attachment) && styles.card)}>
          <Attachment message={message} attachment={attachment} mri={mri} />
        </div>
      ))}
      <Reactions message={message} />
    </>
  );
});

const isCard = ({ contentType }: Message['attachments'][number]) => contentType.startsWith('application/');

interface AttachmentProps {
  message: Message;
  attachment: Message['attachments'][number];
  mri?: string;
}

function Attachment({ message, attachment, mri }: AttachmentProps) {
  switch (attachment.contentType) {
    case 'application/vnd.microsoft.card.adaptive':
      return <AdaptiveCard message={message} content={attachment.content} mri={mri} />;
    case oauthCardType:
      return <OAuthCardView message={message} content={attachment.content} />;
    case 'application/vnd.microsoft.card.hero':
    case 'application/vnd.microsoft.card.thumbnail':
    case 'application/vnd.microsoft.card.signin':
      return <HeroCard message={message} content={attachment.content} />;
    case 'application/vnd.microsoft.teams.card.file.consent':
      return <FileConsentCard message={message} attachment={attachment} />;
    case 'messageReference':
      return <Quote content={attachment.content} />;
    default: {
      const url = attachment.contentUrl ? safeUrl(attachment.contentUrl) : undefined;
      if (url && attachment.contentType.startsWith('image/'))
        return <img src={url} alt={attachment.name ?? 'Picture'} style={{ maxWidth: '100%' }} />;
      return <FileChip attachment={attachment} />;
    }
  }
}
