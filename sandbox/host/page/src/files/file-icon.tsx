import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArchiveFilled,
  DocumentFilled,
  DocumentPdfFilled,
  DocumentTableFilled,
  DocumentTextFilled,
  FolderFilled,
  ImageFilled,
  MusicNote2Filled,
  SlideTextFilled,
  VideoFilled,
} from '@fluentui/react-icons';
import type { Kind } from './drive-item.ts';

const icons = {
  folder: FolderFilled,
  word: DocumentTextFilled,
  excel: DocumentTableFilled,
  powerpoint: SlideTextFilled,
  pdf: DocumentPdfFilled,
  image: ImageFilled,
  video: VideoFilled,
  audio: MusicNote2Filled,
  text: DocumentTextFilled,
  archive: ArchiveFilled,
  file: DocumentFilled,
} satisfies Record<Kind, unknown>;

const useStyles = makeStyles({
  icon: { flexShrink: 0, display: 'block' },
  folder: { color: tokens.colorPaletteMarigoldBorderActive },
  word: { color: tokens.colorPaletteBlueBorderActive },
  excel: { color: tokens.colorPaletteGreenForeground3 },
  powerpoint: { color: tokens.colorPaletteDarkOrangeForeground3 },
  pdf: { color: tokens.colorPaletteRedForeground3 },
  image: { color: tokens.colorPaletteTealBorderActive },
  video: { color: tokens.colorPaletteBerryForeground3 },
  audio: { color: tokens.colorPaletteGrapeBorderActive },
  text: { color: tokens.colorNeutralForeground3 },
  archive: { color: tokens.colorPaletteBrownBorderActive },
  file: { color: tokens.colorNeutralForeground3 },
});

/** Decoration: the kind of file is in its name, and in words in its details. @param size pixels */
export function FileIcon({ kind, size = 24 }: { kind: Kind; size?: number }) {
  const styles = useStyles();
  const Icon = icons[kind];
  return <Icon className={mergeClasses(styles.icon, styles[kind])} fontSize={size} aria-hidden />;
}
