import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, DismissRegular, MailRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { kindOf } from '../files/drive-item.ts';
import { FileIcon } from '../files/file-icon.tsx';
import { sizeText } from '../files/words.ts';
import type { Attachment } from './message.ts';
import type { Uploads } from './use-uploads.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', gap: '8px', margin: '4px 20px 8px', padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: '8px',
    maxWidth: '100%',
    minWidth: '180px',
    padding: '4px 4px 4px 8px',
    boxSizing: 'border-box',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  small: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  error: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorStatusDangerForeground1 },
  bar: { gridColumn: '1 / -1', marginTop: '4px' },
});

interface Props {
  attachments: readonly Attachment[];
  uploads: Uploads;
  onRemove(attachment: Attachment): void;
}

/** What is attached to a draft, and what is on its way. */
export function DraftAttachments({ attachments, uploads, onRemove }: Props) {
  const styles = useStyles();
  const shown = attachments.filter(({ isInline }) => !isInline);
  if (shown.length === 0 && uploads.uploading.length === 0) return null;
  const line = (name: string, below: ReactNode, isFile = true) => (
    <>
      {isFile ? <FileIcon kind={kindOf({ id: '', name })} size={20} /> : <MailRegular fontSize={20} aria-hidden />}
      <span className={styles.words}>
        {name}
        {below}
      </span>
    </>
  );
  return (
    <ul className={styles.list} aria-label="Attachments">
      {shown.map((attachment) => (
        <li key={attachment.id} className={styles.item}>
          {line(
            attachment.name,
            <span className={styles.small}>{sizeText(attachment.size)}</span>,
            attachment['@odata.type'] !== '#microsoft.graph.itemAttachment',
          )}
          <Button
            appearance="subtle"
            size="small"
            icon={<DismissRegular />}
            aria-label={`Remove ${attachment.name}`}
            onClick={() => onRemove(attachment)}
          />
        </li>
      ))}
      {uploads.uploading.map(({ key, file, done, error }) => (
        <li key={key} className={styles.item}>
          {line(
            file.name,
            error ? (
              <span className={styles.error} role="alert">
                {error}
              </span>
            ) : (
              <span className={styles.small}>
                {sizeText(done)} of {sizeText(file.size)}
              </span>
            ),
          )}
          <span>
            {error && (
              <Button
                appearance="subtle"
                size="small"
                icon={<ArrowClockwiseRegular />}
                aria-label={`Attach ${file.name} again`}
                onClick={() => uploads.retry(key)}
              />
            )}
            <Button
              appearance="subtle"
              size="small"
              icon={<DismissRegular />}
              aria-label={`Stop attaching ${file.name}`}
              onClick={() => uploads.stop(key)}
            />
          </span>
          {!error && (
            <ProgressBar
              className={styles.bar}
              // Whole percents: screen readers do not read more.
              value={file.size === 0 ? 1 : Math.round((done / file.size) * 100) / 100}
              aria-label={`Attaching ${file.name}`}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
