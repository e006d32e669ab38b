import type { File } from '@aide/contracts/files';
import {
  Button,
  Caption1,
  Link,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import {
  ChatRegular,
  CopyRegular,
  DeleteRegular,
  FolderArrowRightRegular,
  LinkRegular,
  MoreHorizontalRegular,
  OpenRegular,
  PeopleRegular,
  RenameRegular,
  ShareRegular,
} from '@fluentui/react-icons';
import { memo, type ReactElement } from 'react';
import { useSession } from '../../app/session.ts';
import { FileIcon } from './file-icon.tsx';
import type { Doing } from './use-file-actions.tsx';
import { aboutFile } from './words.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    // Of thousands of rows only those that can be seen are laid out and painted.
    '&:nth-child(n + 100)': { contentVisibility: 'auto', containIntrinsicSize: 'auto 56px' },
  },
  text: { display: 'grid', flexGrow: 1, minWidth: 0, justifyItems: 'start' },
  name: { textAlign: 'start', color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  about: { color: tokens.colorNeutralForeground2 },
  share: { '@media (max-width: 480px)': { display: 'none' } },
});

interface Props {
  file: File;
  /** Also where it lies: in lists of files of many places. */
  where: boolean;
  open(file: File): void;
  act(doing: Doing, file: File): void;
}

type Entry = { doing: Doing; label: string; icon: ReactElement; filesOnly?: true } | 'divider';

const menu: Entry[] = [
  { doing: 'share', label: 'Share', icon: <ShareRegular /> },
  { doing: 'copyLink', label: 'Copy link', icon: <LinkRegular /> },
  { doing: 'access', label: 'Who has access', icon: <PeopleRegular /> },
  // Of a folder one posts a link.
  { doing: 'post', label: 'Post to a channel or chat', icon: <ChatRegular />, filesOnly: true },
  'divider',
  { doing: 'rename', label: 'Rename', icon: <RenameRegular /> },
  { doing: 'move', label: 'Move to', icon: <FolderArrowRightRegular /> },
  { doing: 'copy', label: 'Copy to', icon: <CopyRegular /> },
  'divider',
  { doing: 'delete', label: 'Delete', icon: <DeleteRegular /> },
];

/** One file or folder. Drawn once: of a long list that grows, what is there stays as it is. */
export const FileRow = memo(function FileRow({ file, where, open, act }: Props) {
  const styles = useStyles();
  const { host } = useSession();
  const about = aboutFile(file, { locale: host.locale, now: new Date(), where });
  return (
    <li className={styles.row}>
      <FileIcon file={file} />
      <div className={styles.text}>
        <Link as="button" className={styles.name} onClick={() => open(file)}>
          {file.name}
        </Link>
        <Caption1 className={styles.about}>{about}</Caption1>
      </div>
      <Button
        className={styles.share}
        appearance="subtle"
        icon={<ShareRegular />}
        aria-label={`Share ${file.name}`}
        onClick={() => act('share', file)}
      />
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={`More for ${file.name}`} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<OpenRegular />} onClick={() => open(file)}>
              Open
            </MenuItem>
            {menu.map((entry, index) =>
              entry === 'divider' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the menu does not change
                <MenuDivider key={index} />
              ) : entry.filesOnly && file.kind === 'folder' ? null : (
                <MenuItem key={entry.doing} icon={entry.icon} onClick={() => act(entry.doing, file)}>
                  {entry.label}
                </MenuItem>
              ),
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
    </li>
  );
});
