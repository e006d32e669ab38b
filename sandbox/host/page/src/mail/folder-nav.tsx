import { Button, makeStyles, mergeClasses, Select, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { go } from '../app/use-route.ts';
import { Reading } from '../files/states.tsx';
import { iconsOf } from './folder-icons.ts';
import { countOf, type FolderNode } from './folders.ts';
import { mailHref, routeOf } from './place.ts';
import { useMail } from './use-mail.ts';
import { medium } from './widths.ts';

const useStyles = makeStyles({
  nav: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    width: '216px',
    flexShrink: 0,
    boxSizing: 'border-box',
    overflowY: 'auto',
    padding: '12px 8px',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    [medium]: { display: 'none' },
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '7px 10px',
    minWidth: 0,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-current]': {
      backgroundColor: tokens.colorNeutralBackground1Selected,
      fontWeight: tokens.fontWeightSemibold,
    },
    // Backgrounds are not kept in forced colours.
    '@media (forced-colors: active)': { '&[aria-current]': { outline: '2px solid Highlight' } },
  },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  name: { flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  unread: { fontWeight: tokens.fontWeightSemibold },
  count: { color: tokens.colorBrandForeground1, fontSize: tokens.fontSizeBase200 },
});

/** The mailbox's folders, each with what is unread in it. */
export function FolderNav({ onNew }: { onNew(): void }) {
  const styles = useStyles();
  const { folders, place } = useMail();
  const arrows = useArrowNavigationGroup({ axis: 'vertical', memorizeCurrent: true });
  return (
    <div className={styles.nav}>
      <Button appearance="primary" icon={<EditRegular />} onClick={onNew}>
        New mail
      </Button>
      <nav aria-label="Folders">
        {folders.length === 0 ? (
          <Reading label="Reading the folders" rows={5} />
        ) : (
          <ul className={styles.list} {...arrows}>
            {folders.map((folder) => (
              <FolderLink key={folder.id} folder={folder} isOpen={folder.key === place.folder} />
            ))}
          </ul>
        )}
      </nav>
    </div>
  );
}

function FolderLink({ folder, isOpen }: { folder: FolderNode; isOpen: boolean }) {
  const styles = useStyles();
  const [icon, selected] = iconsOf(folder);
  const Icon = isOpen ? selected : icon;
  const count = countOf(folder);
  return (
    <li>
      <a
        className={mergeClasses(styles.link, count > 0 && folder.wellKnown !== 'drafts' && styles.unread)}
        style={{ paddingLeft: 10 + 16 * folder.depth }}
        href={mailHref({ folder: folder.key })}
        aria-current={isOpen ? 'page' : undefined}
        title={folder.displayName}
      >
        <Icon className={styles.icon} fontSize={20} aria-hidden />
        <span className={styles.name}>{folder.displayName}</span>
        {count > 0 && (
          <span className={styles.count}>
            {count}
            <span className="visually-hidden"> {folder.wellKnown === 'drafts' ? 'drafts' : 'unread'}</span>
          </span>
        )}
      </a>
    </li>
  );
}

const useSelectStyles = makeStyles({
  select: { display: 'none', flexGrow: 1, minWidth: 0, [medium]: { display: 'inline-flex' } },
});

/** The folders as one field, where there is no room for them beside the list. */
export function FolderSelect() {
  const styles = useSelectStyles();
  const { folders, place } = useMail();
  const name = (folder: FolderNode) => {
    const count = countOf(folder);
    // An option's own spaces are not shown.
    return `${'\u2003'.repeat(folder.depth)}${folder.displayName}${count > 0 ? ` (${count})` : ''}`;
  };
  return (
    <Select
      className={styles.select}
      aria-label="Folder"
      value={place.folder}
      onChange={(_, { value }) => go(routeOf({ folder: value }))}
    >
      {folders.map((folder) => (
        <option key={folder.id} value={folder.key}>
          {name(folder)}
        </option>
      ))}
    </Select>
  );
}
