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
import { DismissRegular, ExpandUpRightRegular } from '@fluentui/react-icons';
import { useCallback, useState } from 'react';
import { type DriveItem, previewOf } from './drive-item.ts';
import { Failed, Reading } from './states.tsx';
import { useRead } from './use-files.ts';

/** Of a text this much is shown. Bytes. */
const shownOfText = 64 * 1024;

const useStyles = makeStyles({
  preview: {
    position: 'relative',
    margin: '12px 0 0',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    overflow: 'hidden',
  },
  image: { display: 'block', width: '100%', maxHeight: '220px', objectFit: 'contain' },
  text: {
    boxSizing: 'border-box',
    margin: 0,
    padding: '12px 44px 12px 12px',
    maxHeight: '220px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  large: { maxHeight: '70vh', padding: '12px' },
  open: { position: 'absolute', top: '6px', right: '6px' },
  surface: { maxWidth: 'min(900px, calc(100vw - 32px))' },
  largeImage: { display: 'block', maxWidth: '100%', maxHeight: '75vh', margin: 'auto' },
});

/** The content of a text or an image, small, and large when it is opened. Keyed by the item's version. */
export function Preview({ item }: { item: DriveItem }) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const kind = previewOf(item);
  // Another address comes with each reading of the item; the content stays as long as its version.
  const [url] = useState(item['@microsoft.graph.downloadUrl']);
  if (!kind || !url) return null;
  return (
    <div className={styles.preview}>
      {kind === 'image' ? (
        <img className={styles.image} src={url} alt={`Preview of ${item.name}`} />
      ) : (
        <Text url={url} name={item.name} className={styles.text} />
      )}
      <Dialog open={open} onOpenChange={(_, data) => setOpen(data.open)}>
        <DialogTrigger disableButtonEnhancement>
          <Button className={styles.open} icon={<ExpandUpRightRegular />} aria-label={`Open ${item.name}`} />
        </DialogTrigger>
        <DialogSurface className={styles.surface}>
          <DialogBody>
            <DialogTitle
              action={
                <DialogTrigger action="close">
                  <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close" />
                </DialogTrigger>
              }
            >
              {item.name}
            </DialogTitle>
            <DialogContent>
              {kind === 'image' ? (
                <img className={styles.largeImage} src={url} alt={item.name} />
              ) : (
                <Text url={url} name={item.name} className={`${styles.text} ${styles.large}`} />
              )}
            </DialogContent>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </div>
  );
}

function Text({ url, name, className }: { url: string; name: string; className: string }) {
  const read = useCallback(() => readText(url), [url]);
  const { value, error, again } = useRead(read);
  if (value === undefined)
    return error ? <Failed error={error} again={again} /> : <Reading label="Reading the content" rows={3} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre className={className} role="document" tabIndex={0} aria-label={`Content of ${name}`}>
      {value === '' ? '(empty)' : value}
    </pre>
  );
}

/** The address is good by itself, for an hour; a token would be refused there. */
async function readText(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { Range: `bytes=0-${shownOfText - 1}` } });
  if (answer.status === 416) return '';
  if (!answer.ok) throw new Error(`The content did not come: ${answer.status}.`);
  return await answer.text();
}
