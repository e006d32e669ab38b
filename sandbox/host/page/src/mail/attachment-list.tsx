import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, CloudLinkRegular, MailRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { createGraph } from '../api/graph.ts';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { go } from '../app/use-route.ts';
import { kindOf } from '../files/drive-item.ts';
import { FileIcon } from '../files/file-icon.tsx';
import { filesScopes } from '../files/files-api.ts';
import { sizeText } from '../files/words.ts';
import { useSession } from '../session/session.tsx';
import { AttachedItemDialog } from './attached-item.tsx';
import { findFile } from './find-file.ts';
import type { Attachment } from './message.ts';
import { contentIdOf } from './safe-html.ts';
import { useMail } from './use-mail.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px',
    margin: '12px 0 0',
    padding: 0,
    listStyleType: 'none',
  },
  item: { maxWidth: '100%' },
  button: {
    maxWidth: '100%',
    justifyContent: 'flex-start',
    gap: '8px',
    padding: '6px 10px 6px 8px',
    fontWeight: tokens.fontWeightRegular,
  },
  words: { display: 'grid', minWidth: 0, textAlign: 'start' },
  name: { overflowWrap: 'anywhere' },
  size: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

interface Props {
  /** Id of the message. */
  message: string;
  attachments: readonly Attachment[];
  /** The message's HTML: pictures that stand in it are not listed. */
  text: string;
}

/** Files to download, messages to open, links to follow. */
export function AttachmentList({ message, attachments, text }: Props) {
  const styles = useStyles();
  const [opened, setOpened] = useState<Attachment>();
  const shown = attachments.filter(({ isInline, contentId }) => {
    const stands = contentId && text.toLowerCase().includes(`cid:${contentIdOf(contentId).toLowerCase()}`);
    return !(isInline && stands);
  });
  if (shown.length === 0) return null;
  return (
    <>
      <ul className={styles.list} aria-label="Attachments">
        {shown.map((attachment) => (
          <li key={attachment.id} className={styles.item}>
            <AttachmentButton message={message} attachment={attachment} onOpen={() => setOpened(attachment)} />
          </li>
        ))}
      </ul>
      {opened && <AttachedItemDialog message={message} attachment={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

interface ButtonProps {
  message: string;
  attachment: Attachment;
  onOpen(): void;
}

function AttachmentButton({ message, attachment, onOpen }: ButtonProps) {
  const styles = useStyles();
  const { api } = useMail();
  const { tenant, tokens: tokenFor } = useSession();
  const notify = useNotify();
  const { name, size } = attachment;
  const kind = kindOf({ id: '', name });
  const tried = (work: Promise<void>) => void work.catch((error) => notify(`${name}: ${readable(error)}`, 'error'));
  const kinds: Record<Attachment['@odata.type'], { icon: React.ReactElement; what: string; run(): void }> = {
    '#microsoft.graph.fileAttachment': {
      icon: <FileIcon kind={kind} />,
      what: sizeText(size),
      run: () => tried(api.download(message, attachment.id).then((blob) => saveAs(blob, name))),
    },
    '#microsoft.graph.itemAttachment': {
      icon: <MailRegular fontSize={24} aria-hidden />,
      what: 'Message',
      run: onOpen,
    },
    '#microsoft.graph.referenceAttachment': {
      icon: <CloudLinkRegular fontSize={24} aria-hidden />,
      what: 'Link to a file',
      run: () => {
        const graph = createGraph(tenant.graph, () => tokenFor(filesScopes), window.fetch.bind(window));
        tried(findFile(graph, name).then((webUrl) => go({ view: 'files', detail: `url:${webUrl}` })));
      },
    },
  };
  const { icon, what, run } = kinds[attachment['@odata.type']];
  const verb = attachment['@odata.type'] === '#microsoft.graph.fileAttachment' ? 'Download' : 'Open';
  return (
    <Button className={styles.button} icon={icon} onClick={run}>
      <span className={styles.words}>
        <span className={styles.name}>
          <span className="visually-hidden">{verb} </span>
          {name}
        </span>
        <span className={styles.size}>
          {what}
          {verb === 'Download' && <ArrowDownloadRegular aria-hidden style={{ marginLeft: 6, verticalAlign: '-2px' }} />}
        </span>
      </span>
    </Button>
  );
}

/** Hands a file to the browser, under its name. */
function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
