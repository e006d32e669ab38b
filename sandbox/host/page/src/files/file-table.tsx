import { Button, makeStyles, mergeClasses, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { ArrowSortDownRegular, ArrowSortUpRegular } from '@fluentui/react-icons';
import { ListEnd } from '../app/list-end.tsx';
import { type DriveItem, refOf } from './drive-item.ts';
import { columns, notSmall, small, wideOnly } from './file-columns.ts';
import { FileRow } from './file-row.tsx';
import type { Order } from './files-api.ts';
import { detailOf, type ListPlace, type Ref, sameRef } from './place.ts';
import { useFiles } from './use-files.ts';

const useStyles = makeStyles({
  table: { display: 'block', fontSize: tokens.fontSizeBase300 },
  body: { display: 'block' },
  // Of ten thousand rows only those that can be seen are laid out and painted.
  long: { '& > tr': { contentVisibility: 'auto', containIntrinsicSize: 'auto 45px' } },
  head: {
    display: 'block',
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  titles: {
    display: 'grid',
    alignItems: 'center',
    minHeight: '36px',
    ...columns,
  },
  title: {
    padding: 0,
    textAlign: 'start',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
  first: { paddingLeft: '42px', [small]: { paddingLeft: '8px' } },
  plain: { padding: '0 8px' },
  end: { textAlign: 'end' },
  sort: { minWidth: 0, padding: '4px 8px', fontWeight: 'inherit', fontSize: 'inherit', color: 'inherit' },
  notSmall,
  wide: wideOnly,
});

/** Rows that are drawn all at once, seen or not. */
const shortList = 100;

interface Props {
  /** Its name for screen readers. */
  label: string;
  items: DriveItem[];
  /** What the list shows, without what is selected. */
  place: ListPlace;
  selected?: Ref;
  /** Absent = the list has an order of its own. */
  order?: Order;
  onOrder?(order: Order): void;
  /** Title of the third column, and what stands in it, where that is not who changed it. */
  where?: { title: string; of(item: DriveItem): string };
  more?: () => void;
}

/** Files and folders with their columns; reads on when its end comes into sight. */
export function FileTable({ label, items, place, selected, order, onOrder, where, more }: Props) {
  const styles = useStyles();
  const { now, zone } = useFiles();
  const arrows = useArrowNavigationGroup({ axis: 'grid-linear', memorizeCurrent: true });
  const sorted = (by: Order['by']) => (order?.by === by ? (order.descending ? 'descending' : 'ascending') : undefined);
  const title = (by: Order['by'], text: string) =>
    order === undefined || onOrder === undefined ? (
      <span className={styles.plain}>{text}</span>
    ) : (
      <Button
        className={styles.sort}
        appearance="transparent"
        size="small"
        iconPosition="after"
        icon={order.by !== by ? undefined : order.descending ? <ArrowSortDownRegular /> : <ArrowSortUpRegular />}
        onClick={() => onOrder({ by, descending: order.by === by ? !order.descending : by !== 'name' })}
      >
        {text}
      </Button>
    );
  return (
    <>
      <table className={styles.table} aria-label={label}>
        <thead className={styles.head}>
          <tr className={styles.titles}>
            <th scope="col" className={mergeClasses(styles.title, styles.first)} aria-sort={sorted('name')}>
              {title('name', 'Name')}
            </th>
            <th
              scope="col"
              className={mergeClasses(styles.title, styles.notSmall)}
              aria-sort={sorted('lastModifiedDateTime')}
            >
              {title('lastModifiedDateTime', 'Modified')}
            </th>
            <th scope="col" className={mergeClasses(styles.title, styles.wide)}>
              <span className={styles.plain}>{where?.title ?? 'Modified by'}</span>
            </th>
            <th
              scope="col"
              className={mergeClasses(styles.title, styles.notSmall, styles.end)}
              aria-sort={sorted('size')}
            >
              {title('size', 'Size')}
            </th>
            <th scope="col" className={styles.title}>
              <span className="visually-hidden">Details</span>
            </th>
          </tr>
        </thead>
        <tbody className={mergeClasses(styles.body, items.length > shortList && styles.long)} {...arrows}>
          {items.map((item) => {
            const ref = refOf(item);
            return (
              <FileRow
                key={`${ref.drive}:${ref.item}`}
                item={item}
                place={where?.of(item)}
                selected={sameRef(ref, selected)}
                details={detailOf({ ...place, selected: ref })}
                now={now}
                zone={zone}
              />
            );
          })}
        </tbody>
      </table>
      {more && <ListEnd onSeen={more} />}
    </>
  );
}
