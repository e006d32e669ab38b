import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { GlobeRegular, InfoRegular, LockClosedRegular, PeopleRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import { hrefOf } from '../app/route.ts';
import { type DriveItem, isFolder, kindOf, nameOf, refOf } from './drive-item.ts';
import { columns, notSmall, small, wideOnly } from './file-columns.ts';
import { FileIcon } from './file-icon.tsx';
import { sizeText, whenText } from './words.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    alignItems: 'center',
    boxSizing: 'border-box',
    minHeight: '44px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ...columns,
    [small]: { ...columns[small], minHeight: '56px' },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandForeground1}`,
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  cell: {
    display: 'block',
    minWidth: 0,
    padding: '0 8px',
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  name: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    minWidth: 0,
    padding: '4px 4px 4px 16px',
    fontWeight: 'normal',
  },
  texts: { minWidth: 0, flexGrow: 1 },
  line: { display: 'flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  link: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    [small]: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  },
  under: {
    display: 'none',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    [small]: { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  },
  mark: { flexShrink: 0, color: tokens.colorNeutralForeground2, display: 'inline-flex' },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  notSmall,
  wide: wideOnly,
  info: { padding: '0 4px', textAlign: 'end' },
});

interface Props {
  item: DriveItem;
  /** Where it is, in lists that go over several drives. */
  place?: string;
  selected: boolean;
  /** The address with this item's details open, and without leaving the list. */
  details: string | undefined;
  now: number;
  zone: string;
}

/** One file or folder. A folder's name opens it, a file's name its details; so does the button at the end. */
export const FileRow = memo(function FileRow({ item, place, selected, details, now, zone }: Props) {
  const styles = useStyles();
  const { drive, item: id } = refOf(item);
  const opensFolder = isFolder(item);
  const when = whenText(item.lastModifiedDateTime, now, zone);
  const who = nameOf(item.lastModifiedBy);
  const size = opensFolder ? countText(item) : item.size === undefined ? '' : sizeText(item.size);
  return (
    <tr className={mergeClasses(styles.row, selected && styles.selected)} data-item={id}>
      <th scope="row" className={mergeClasses(styles.cell, styles.name)}>
        <FileIcon kind={kindOf(item)} />
        <span className={styles.texts}>
          <span className={styles.line}>
            <a
              className={styles.link}
              href={hrefOf({ view: 'files', detail: opensFolder ? `${drive}:${id}` : details })}
              aria-current={selected ? 'true' : undefined}
            >
              {item.name}
            </a>
            <Marks item={item} className={styles.mark} />
          </span>
          <span className={styles.under}>{[when, place ?? who, size].filter(Boolean).join(' · ')}</span>
        </span>
      </th>
      <td className={mergeClasses(styles.cell, styles.notSmall)}>{when}</td>
      <td className={mergeClasses(styles.cell, styles.wide)}>{place ?? who}</td>
      <td className={mergeClasses(styles.cell, styles.notSmall, styles.number)}>{size}</td>
      <td className={mergeClasses(styles.cell, styles.info)}>
        <Button
          as="a"
          href={hrefOf({ view: 'files', detail: details })}
          appearance="subtle"
          icon={<InfoRegular />}
          aria-label={`Details of ${item.name}`}
        />
      </td>
    </tr>
  );
});

const countText = ({ folder, remoteItem }: DriveItem) => {
  const count = (remoteItem?.folder ?? folder)?.childCount;
  return count === undefined ? '' : count === 1 ? '1 item' : `${count.toLocaleString('en')} items`;
};

const sharedText = {
  anonymous: 'Shared with anyone who has the link',
  organization: 'Shared with the organization',
  users: 'Shared',
};

/** Small signs behind the name: shared, checked out. */
function Marks({ item, className }: { item: DriveItem; className: string }) {
  const { shared, publication } = item;
  const Shared = shared?.scope === 'anonymous' ? GlobeRegular : PeopleRegular;
  const isLocked = publication?.level === 'checkout';
  return (
    <>
      {shared && (
        <span
          className={className}
          role="img"
          aria-label={sharedText[shared.scope ?? 'users']}
          title={sharedText[shared.scope ?? 'users']}
        >
          <Shared />
        </span>
      )}
      {isLocked && (
        <span className={className} role="img" aria-label="Checked out" title="Checked out">
          <LockClosedRegular />
        </span>
      )}
    </>
  );
}
