import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ImageOffRegular, MoreHorizontalRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import { narrow } from '../app/use-narrow.ts';
import { Problem } from '../tasks/problem.tsx';
import { AttachmentList } from './attachment-list.tsx';
import { BodyFrame } from './body-frame.tsx';
import { inlinePictures } from './inline-pictures.ts';
import { type Attachment, type FullMessage, nameOf } from './message.ts';
import { shownMail } from './safe-html.ts';
import { useMail, useRead } from './use-mail.ts';

const useStyles = makeStyles({
  content: { padding: '0 16px 14px 60px', [narrow]: { padding: '0 10px 12px' } },
  blocked: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 12px',
    margin: '0 0 8px',
    padding: '4px 4px 4px 10px',
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  words: { display: 'flex', alignItems: 'center', gap: '6px', flex: '1 1 240px' },
  load: { flexShrink: 0 },
  more: { minWidth: '32px', marginTop: '4px' },
});

/** What is written in a message, and what is attached to it. */
export function MessageContent({ message }: { message: FullMessage }) {
  const { api } = useMail();
  const { id, hasAttachments, body } = message;
  // Pictures inside of the text do not count as attachments.
  const hasParts = hasAttachments || /\bcid:/i.test(body.content);
  const read = useCallback(
    (): Promise<Attachment[]> => (hasParts ? api.attachments(id) : Promise.resolve([])),
    [api, id, hasParts],
  );
  const { value: attachments, error, again } = useRead(read);
  const styles = useStyles();
  return (
    <div className={styles.content}>
      {error && <Problem text={error} onAgain={again} />}
      <MessageText message={message} attachments={attachments ?? none} />
      {attachments && <AttachmentList message={id} attachments={attachments} text={body.content} />}
    </div>
  );
}

const none: Attachment[] = [];

/** The text: what the message added to its conversation, and all of it when asked. */
function MessageText({ message, attachments }: { message: FullMessage; attachments: readonly Attachment[] }) {
  const styles = useStyles();
  const [pictures, setPictures] = useState(false);
  const [whole, setWhole] = useState(false);
  const { body, uniqueBody } = message;
  const unique = uniqueBody?.content ?? '';
  const isShorter = unique !== '' && unique.length < body.content.length;
  const source = isShorter && !whole ? unique : body.content;
  const shown = useMemo(
    () => shownMail(source, { pictures, inline: inlinePictures(attachments) }),
    [source, pictures, attachments],
  );
  return (
    <>
      {shown.blocked > 0 && (
        <div className={styles.blocked}>
          <span className={styles.words}>
            <ImageOffRegular fontSize={16} aria-hidden />
            Pictures from elsewhere are not loaded: the sender would learn that you read this.
          </span>
          <Button className={styles.load} size="small" onClick={() => setPictures(true)}>
            Load pictures
          </Button>
        </div>
      )}
      <BodyFrame mail={shown} pictures={pictures} title={`Text of the message from ${nameOf(message.from)}`} />
      {isShorter && (
        <Button
          className={styles.more}
          size="small"
          icon={<MoreHorizontalRegular />}
          aria-expanded={whole}
          aria-label={whole ? 'Hide what is quoted' : 'Show what is quoted'}
          onClick={() => setWhole(!whole)}
        />
      )}
    </>
  );
}
