import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useCallback, useMemo } from 'react';
import { Failed, Reading } from '../files/states.tsx';
import { whenText } from '../files/words.ts';
import { BodyFrame } from './body-frame.tsx';
import { type AttachedItem, type Attachment, fullName, subjectOf } from './message.ts';
import { shownMail } from './safe-html.ts';
import { useMail, useRead } from './use-mail.ts';

const useStyles = makeStyles({
  surface: { maxWidth: 'min(760px, calc(100vw - 24px))' },
  facts: { margin: '0 0 12px', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface Props {
  message: string;
  attachment: Attachment;
  onClose(): void;
}

/** A message that is attached to another. */
export function AttachedItemDialog({ message, attachment, onClose }: Props) {
  const styles = useStyles();
  const { api } = useMail();
  const { id, name } = attachment;
  const read = useCallback(() => api.attachedItem(message, id), [api, message, id]);
  const { value, error, again } = useRead(read);
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle
            action={
              <DialogTrigger action="close" disableButtonEnhancement>
                <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close" />
              </DialogTrigger>
            }
          >
            {value?.item ? subjectOf({ subject: value.item.subject ?? value.item.displayName }) : name}
          </DialogTitle>
          <DialogContent>
            {value?.item ? (
              <Item item={value.item} />
            ) : error ? (
              <Failed error={error} again={again} />
            ) : (
              <Reading label="Reading the attached message" rows={3} />
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Item({ item }: { item: AttachedItem }) {
  const styles = useStyles();
  const { now, zone } = useMail();
  const { content = '', contentType = 'text' } = item.body ?? {};
  const mail = useMemo(
    () =>
      shownMail(contentType.toLowerCase() === 'html' ? content : textToHtml(content), {
        pictures: false,
        inline: new Map(),
      }),
    [content, contentType],
  );
  const facts = [
    item.from && `From: ${fullName(item.from)}`,
    item.toRecipients?.length && `To: ${item.toRecipients.map(fullName).join('; ')}`,
    item.sentDateTime && `Sent: ${whenText(item.sentDateTime, now, zone)}`,
  ].filter(Boolean);
  return (
    <>
      {facts.length > 0 && (
        <p className={styles.facts}>
          {facts.map((fact) => (
            <span key={fact}>
              {fact}
              <br />
            </span>
          ))}
        </p>
      )}
      <BodyFrame mail={mail} pictures={false} title="Text of the attached message" />
    </>
  );
}

function textToHtml(text: string): string {
  const holder = document.createElement('div');
  holder.textContent = text;
  return `<div style="white-space: pre-wrap">${holder.innerHTML}</div>`;
}
