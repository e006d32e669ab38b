import { Button, makeStyles, Image as Picture, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { Image } from './draft.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  entry: { position: 'relative', lineHeight: 0 },
  picture: { height: '72px', width: '96px' },
  remove: { position: 'absolute', top: '2px', insetInlineEnd: '2px' },
});

/** The images that go with the text. */
export function ImageStrip({ images, remove }: { images: readonly Image[]; remove(index: number): void }) {
  const styles = useStyles();
  if (images.length === 0) return null;
  return (
    <ul aria-label="Images" className={styles.list}>
      {images.map((image, index) => (
        <li
          key={`${image.name} ${image.contentBytes.length} ${image.contentBytes.slice(-24)}`}
          className={styles.entry}
        >
          <Picture
            className={styles.picture}
            alt={image.name}
            fit="cover"
            shape="rounded"
            bordered
            src={`data:${image.contentType};base64,${image.contentBytes}`}
          />
          <Button
            className={styles.remove}
            size="small"
            icon={<DismissRegular />}
            aria-label={`Remove ${image.name}`}
            onClick={() => remove(index)}
          />
        </li>
      ))}
    </ul>
  );
}
