import type { RecentFiles } from '@aide/contracts/today';
import { Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import {
  DocumentPdfRegular,
  DocumentRegular,
  DocumentTableRegular,
  DocumentTextRegular,
  ImageRegular,
  SlideTextRegular,
} from '@fluentui/react-icons';
import type { ComponentType } from 'react';
import { dayIn, dayInWords } from '../../app/dates.ts';
import { Empty } from '../../app/section.tsx';
import { useSession } from '../../app/session.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  row: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'start', minWidth: 0 },
  icon: { fontSize: '24px', lineHeight: 1, flexShrink: 0, color: tokens.colorBrandForeground1 },
  text: { display: 'grid', minWidth: 0, justifyItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground3 },
  link: { textAlign: 'start' },
});

const kinds: [RegExp, ComponentType][] = [
  [/\.(xlsx?|csv|xlsm)$/i, DocumentTableRegular],
  [/\.(pptx?|key)$/i, SlideTextRegular],
  [/\.(docx?|txt|md|rtf)$/i, DocumentTextRegular],
  [/\.pdf$/i, DocumentPdfRegular],
  [/\.(png|jpe?g|gif|svg|webp|heic)$/i, ImageRegular],
];

/** Files that were changed last; each opens where it lies. */
export function Files({ recent, today, timeZone }: { recent: RecentFiles; today: string; timeZone: string }) {
  const styles = useStyles();
  const { host } = useSession();
  if (recent.files.length === 0)
    return (
      <Empty icon={<DocumentRegular />}>
        No files yet. What you save in OneDrive, and what colleagues share with you, shows up here when it changes.
      </Empty>
    );
  return (
    <ul className={styles.list}>
      {recent.files.map((file) => {
        const Icon = kinds.find(([names]) => names.test(file.name))?.[1] ?? DocumentRegular;
        const { webUrl, changedAt } = file;
        const day = changedAt ? dayInWords(dayIn(timeZone, Date.parse(changedAt)), today, host.locale) : undefined;
        return (
          <li key={`${file.driveId} ${file.itemId}`} className={styles.row}>
            <span className={styles.icon} aria-hidden="true">
              <Icon />
            </span>
            <div className={styles.text}>
              {webUrl ? (
                <Link as="button" className={styles.link} onClick={() => host.openLink(webUrl)}>
                  {file.name}
                </Link>
              ) : (
                file.name
              )}
              <Caption1 className={styles.quiet}>
                {[day, file.changedBy, file.where].filter(Boolean).join(' · ')}
              </Caption1>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
