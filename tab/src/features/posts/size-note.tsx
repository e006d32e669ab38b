import {
  Button,
  Caption1,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { Preview } from './preview.tsx';

const useStyles = makeStyles({ note: { color: tokens.colorNeutralForeground2 } });

/** From this share of the limit on the size is shown. */
const near = 0.7;

interface Props {
  preview: Preview | undefined;
  locale: string;
  /** Puts the text into a file; undefined where that is not possible. */
  asFile: (() => void) | undefined;
  working: boolean;
}

/** How near a message is to the largest that Teams takes; beyond it, what can be done. */
export function SizeNote({ preview, locale, asFile, working }: Props) {
  const styles = useStyles();
  if (!preview || preview.bytes < preview.limit * near) return null;
  const kilobytes = (bytes: number) =>
    `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / 1024)} KB`;
  const size = `${kilobytes(preview.bytes)} of ${kilobytes(preview.limit)}`;
  if (preview.fits) return <Caption1 className={styles.note}>{size}</Caption1>;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {`Too long for a message: ${size}. `}
        {asFile
          ? 'Shorten it, or put it into the channel’s folder as a file, with its beginning as the post.'
          : 'Shorten it, or send it in parts.'}
      </MessageBarBody>
      {asFile ? (
        <MessageBarActions>
          <Button disabled={working} onClick={asFile}>
            Post as a file
          </Button>
        </MessageBarActions>
      ) : null}
    </MessageBar>
  );
}
