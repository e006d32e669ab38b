import type { File } from '@aide/contracts/files';
import { makeStyles, tokens } from '@fluentui/react-components';
import {
  DocumentPdfRegular,
  DocumentRegular,
  DocumentTextRegular,
  FolderFilled,
  FolderZipRegular,
  ImageRegular,
  SlideTextRegular,
  TableRegular,
  VideoRegular,
} from '@fluentui/react-icons';
import type { ComponentType } from 'react';

const kinds: [ComponentType, string[]][] = [
  [DocumentTextRegular, ['doc', 'docx', 'txt', 'md', 'rtf', 'odt', 'one', 'loop']],
  [TableRegular, ['xls', 'xlsx', 'csv', 'ods']],
  [SlideTextRegular, ['ppt', 'pptx', 'odp', 'key']],
  [DocumentPdfRegular, ['pdf']],
  [ImageRegular, ['png', 'jpg', 'jpeg', 'gif', 'svg', 'webp', 'heic', 'bmp']],
  [VideoRegular, ['mp4', 'mov', 'avi', 'webm', 'mp3', 'wav']],
  [FolderZipRegular, ['zip', '7z', 'gz', 'rar']],
];
const byExtension = new Map(kinds.flatMap(([icon, names]) => names.map((name) => [name, icon] as const)));

const useStyles = makeStyles({
  icon: { fontSize: '24px', lineHeight: 0, flexShrink: 0, color: tokens.colorNeutralForeground2 },
  folder: { color: tokens.colorPaletteMarigoldForeground1 },
});

/** What kind of file it is, for the eye; its name tells the rest. */
export function FileIcon({ file }: { file: Pick<File, 'name' | 'kind'> }) {
  const styles = useStyles();
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  const Icon = file.kind === 'folder' ? FolderFilled : (byExtension.get(extension) ?? DocumentRegular);
  return (
    <span aria-hidden className={`${styles.icon} ${file.kind === 'folder' ? styles.folder : ''}`}>
      <Icon />
    </span>
  );
}
