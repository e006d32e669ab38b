import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons';
import type { PermissionView } from '../../../../teams/admin/protocol.ts';
import { New } from './package-details.tsx';
import { useSectionStyles } from './styles.ts';

const useStyles = makeStyles({
  groups: { display: 'flex', flexDirection: 'column', gap: '8px' },
  group: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    minWidth: 0,
    '&[open] > summary > svg': { transform: 'rotate(90deg)' },
  },
  summary: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    padding: '10px 12px',
    cursor: 'pointer',
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusLarge,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    '::-webkit-details-marker': { display: 'none' },
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  count: { color: tokens.colorNeutralForeground2, marginRight: 'auto' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '2px 12px',
    alignItems: 'start',
    padding: '8px 12px 8px 40px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  scope: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  why: { margin: 0, color: tokens.colorNeutralForeground2, gridColumn: 1 },
});

interface Group {
  title: string;
  holds(permission: PermissionView): boolean;
}

const groups: Group[] = [
  { title: 'Only an administrator can agree', holds: (p) => p.kind === 'delegated' && p.needsAdmin },
  { title: 'Each person may agree', holds: (p) => p.kind === 'delegated' && !p.needsAdmin },
  { title: 'Without a person', holds: (p) => p.kind === 'application' },
  { title: 'Agreed to by installing', holds: (p) => p.kind === 'resourceSpecific' },
];

interface Props {
  permissions: PermissionView[];
  /** What is asked for now: what is new is marked. */
  before?: PermissionView[];
  /** Shows who agreed. */
  withStatus?: boolean;
}

/** What is asked for, by who can agree to it, each with the publisher's reason. */
export function PermissionList({ permissions, before, withStatus = false }: Props) {
  const styles = useStyles();
  const section = useSectionStyles();
  const isNew = ({ scope, kind }: PermissionView) =>
    before !== undefined && !before.some((p) => p.scope === scope && p.kind === kind);
  return (
    <div className={styles.groups}>
      {groups.map(({ title, holds }) => {
        const mine = permissions.filter(holds);
        if (mine.length === 0) return null;
        return (
          <details key={title} className={styles.group}>
            <summary className={styles.summary}>
              <ChevronRightRegular aria-hidden />
              <span className={styles.title}>{title}</span>
              <span className={styles.count}>{mine.length}</span>
              {mine.some(isNew) && <New />}
              {withStatus && <GroupStatus permissions={mine} />}
            </summary>
            <ul className={section.plain} aria-label={title}>
              {mine.map((permission) => (
                <li key={permission.scope} className={styles.row}>
                  <span className={styles.scope}>
                    {permission.scope} {isNew(permission) && <New />}
                  </span>
                  {withStatus && permission.kind !== 'resourceSpecific' && <Status granted={permission.granted} />}
                  {permission.why.length > 0 && <p className={styles.why}>{permission.why.join(' ')}</p>}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

/** The same for all of a group, or how many. */
function GroupStatus({ permissions }: { permissions: PermissionView[] }) {
  const [first] = permissions;
  if (first?.kind === 'resourceSpecific')
    return (
      <Badge appearance="tint" color="success">
        With the app
      </Badge>
    );
  if (permissions.every((p) => p.granted === first?.granted)) return <Status granted={first?.granted} />;
  const granted = permissions.filter((p) => p.granted !== undefined).length;
  return (
    <Badge appearance="tint" color="warning">
      {granted} of {permissions.length}
    </Badge>
  );
}

const statuses = {
  organisation: { color: 'success', text: 'Organisation' },
  me: { color: 'informative', text: 'Only you' },
  none: { color: 'warning', text: 'Not granted' },
} as const;

function Status({ granted }: Pick<PermissionView, 'granted'>) {
  const { color, text } = statuses[granted ?? 'none'];
  return (
    <Badge appearance="tint" color={color}>
      {text}
    </Badge>
  );
}
