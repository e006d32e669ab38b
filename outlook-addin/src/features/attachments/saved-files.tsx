import type { SavedFile } from '@aide/contracts/mail';
import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, DismissRegular } from '@fluentui/react-icons';
import { useSession } from '../../app/session.ts';
import { sizeText } from '../../app/sizes.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  file: { display: 'grid', gridTemplateColumns: 'auto 1fr', gap: tokens.spacingHorizontalS },
  note: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** What became of each file. */
export function SavedFiles({ files }: { files: SavedFile[] }) {
  const styles = useStyles();
  const { host } = useSession();
  return (
    <ul className={styles.list} aria-label="Files">
      {files.map(({ attachment, name, saved, note }) => (
        <li key={attachment} className={styles.file}>
          {saved ? (
            <CheckmarkRegular fontSize={20} aria-label="Saved" />
          ) : (
            <DismissRegular fontSize={20} aria-label="Not saved" />
          )}
          <span>
            {saved?.webUrl ? (
              <Link as="button" inline onClick={() => host.openLink(saved.webUrl!)}>
                {saved.name}
              </Link>
            ) : (
              <Text>{saved?.name ?? name}</Text>
            )}
            <Text size={200} className={styles.note}>
              {[saved ? sizeText(saved.size) : '', note ?? ''].filter(Boolean).join(' · ')}
            </Text>
          </span>
        </li>
      ))}
    </ul>
  );
}
