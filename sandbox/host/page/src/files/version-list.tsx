import { makeStyles, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import { nameOf } from './drive-item.ts';
import type { Ref } from './place.ts';
import { Failed, Reading } from './states.tsx';
import { useFiles, useRead } from './use-files.ts';
import { sizeText, whenText } from './words.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '6px' },
  entry: { display: 'grid', gridTemplateColumns: '40px minmax(0, 1fr) auto', gap: '8px' },
  number: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
  size: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
});

/** What a file was, the newest first. */
export function VersionList({ at: { drive, item } }: { at: Ref }) {
  const styles = useStyles();
  const { api, now, zone } = useFiles();
  const { value, error, again } = useRead(useCallback(() => api.versions({ drive, item }), [api, drive, item]));
  if (!value) return error ? <Failed error={error} again={again} /> : <Reading label="Reading the versions" rows={1} />;
  return (
    <ul className={styles.list} aria-label="Versions">
      {value.map((version) => (
        <li key={version.id} className={styles.entry}>
          <span className={styles.number}>{version.id}</span>
          <span>
            {[whenText(version.lastModifiedDateTime, now, zone), nameOf(version.lastModifiedBy)]
              .filter(Boolean)
              .join(', ')}
          </span>
          <span className={styles.size}>{version.size === undefined ? '' : sizeText(version.size)}</span>
        </li>
      ))}
    </ul>
  );
}
