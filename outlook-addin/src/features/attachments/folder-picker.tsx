import type { browseOutput } from '@aide/contracts/files';
import { useLoad } from '@aide/tab/use-load';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUpRegular, FolderRegular, GlobeRegular, HomeRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { into, oneDrive, type Place, pathWords, up } from './place.ts';
import { SitePicker } from './site-picker.tsx';

const useStyles = makeStyles({
  picker: { display: 'grid', gap: tokens.spacingVerticalXS, minWidth: 0 },
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: tokens.spacingHorizontalXXS,
    maxHeight: '12rem',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  folder: { width: '100%', justifyContent: 'start', fontWeight: tokens.fontWeightRegular, textAlign: 'start' },
  quiet: { padding: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
});

/** Folders that are shown. In a fuller one, more are looked for by going in. */
const most = 200;

/** Where files go: a folder of one's OneDrive, or of a site. */
export function FolderPicker({ place, onChange }: { place: Place; onChange(place: Place): void }) {
  const styles = useStyles();
  const { api } = useSession();
  const [bySite, setBySite] = useState(false);
  const { folder } = place;
  const { value, error, loading, reload } = useLoad(`${folder.driveId} ${folder.itemId}`, (signal) =>
    api.query<z.infer<typeof browseOutput>>('files.browse', { folder, top: most }, signal),
  );
  const folders = loading ? undefined : value?.files.filter(({ kind }) => kind === 'folder');
  const above = up(place);
  if (bySite)
    return (
      <SitePicker
        choose={(drive) => {
          setBySite(false);
          if (drive) onChange(drive);
        }}
      />
    );
  return (
    <div className={styles.picker}>
      <Text weight="semibold" aria-live="polite">
        {pathWords(place)}
      </Text>
      <div className={styles.tools}>
        <Button
          size="small"
          icon={<ArrowUpRegular />}
          disabledFocusable={!above}
          onClick={() => above && onChange(above)}
        >
          Up
        </Button>
        {folder.driveId ? (
          <Button size="small" icon={<HomeRegular />} onClick={() => onChange(oneDrive)}>
            Your OneDrive
          </Button>
        ) : null}
        <Button size="small" icon={<GlobeRegular />} onClick={() => setBySite(true)}>
          A site
        </Button>
      </div>
      {error === undefined ? null : <Problem error={error} retry={reload} />}
      <ul className={styles.list} aria-label="Folders in it">
        {(folders ?? []).map((file) => (
          <li key={file.itemId}>
            <Button
              appearance="subtle"
              className={styles.folder}
              icon={<FolderRegular />}
              onClick={() => onChange(into(place, file))}
            >
              {file.name}
            </Button>
          </li>
        ))}
        {folders?.length ? null : (
          <li className={styles.quiet}>{folders ? 'No folders in here.' : error === undefined ? 'Looking …' : ''}</li>
        )}
      </ul>
    </div>
  );
}
