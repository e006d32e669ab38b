import {
  Badge,
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from '@fluentui/react-components';
import type { PermissionView } from '../../../../teams/admin/protocol.ts';
import { narrow } from '../app/use-narrow.ts';
import { useAppsApi } from '../session/use-apps.ts';
import type { SectionProps } from './page.tsx';
import { useSectionStyles } from './styles.ts';

const useStyles = makeStyles({
  scope: { overflowWrap: 'anywhere' },
  who: { [narrow]: { display: 'none' } },
});

/** What the app asks of Microsoft Graph, and who agreed to it. */
export function PermissionsSection({ app, disabled, run }: SectionProps) {
  const styles = useStyles();
  const section = useSectionStyles();
  const { admin } = useAppsApi();
  const { permissions, othersConsented } = app;
  const delegated = permissions.filter(({ kind }) => kind === 'delegated');
  const isComplete = (wide: PermissionView['granted']) => delegated.every(({ granted }) => granted === wide);
  const isAny = othersConsented > 0 || delegated.some(({ granted }) => granted !== undefined);
  return (
    <section className={section.section} aria-label="Permissions">
      <h3 className={section.heading}>Permissions</h3>
      <p className={section.text}>{summaryOf(delegated, othersConsented)}</p>
      <div className={section.buttons}>
        <Button
          appearance="primary"
          disabled={disabled || isComplete('organisation')}
          onClick={() => void run(admin.consent('organisation'), 'Granted for the organisation.')}
        >
          Grant for the organisation
        </Button>
        <Button
          disabled={disabled || delegated.every(({ granted }) => granted !== undefined)}
          onClick={() => void run(admin.consent('me'), 'Granted for yourself.')}
        >
          Grant only for me
        </Button>
        <Button
          disabled={disabled || !isAny}
          onClick={() => void run(admin.revokeConsent(), 'The consent was taken back.')}
        >
          {isAny ? 'Take consent back' : 'Denied'}
        </Button>
      </div>
      <Table size="small" aria-label="Permissions of Microsoft Graph">
        <TableHeader>
          <TableRow>
            <TableHeaderCell>Microsoft Graph</TableHeaderCell>
            <TableHeaderCell className={styles.who}>Who can agree</TableHeaderCell>
            <TableHeaderCell>Status</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {permissions.map((permission) => (
            <TableRow key={`${permission.kind} ${permission.scope}`}>
              <TableCell className={styles.scope}>
                {permission.scope}
                {permission.kind === 'application' ? ' (without a person)' : ''}
              </TableCell>
              <TableCell className={styles.who}>{permission.needsAdmin ? 'Administrator' : 'Everybody'}</TableCell>
              <TableCell>
                <Status granted={permission.granted} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

function Status({ granted }: Pick<PermissionView, 'granted'>) {
  if (granted === 'organisation')
    return (
      <Badge appearance="tint" color="success">
        Organisation
      </Badge>
    );
  return granted === 'me' ? (
    <Badge appearance="tint" color="informative">
      Only you
    </Badge>
  ) : (
    <Badge appearance="tint" color="warning">
      Not granted
    </Badge>
  );
}

function summaryOf(delegated: PermissionView[], others: number): string {
  const granted = delegated.filter((p) => p.granted === 'organisation').length;
  const alone =
    others === 0 ? '' : ` ${others === 1 ? 'One other person' : `${others} other people`} agreed for themselves.`;
  if (granted === delegated.length) return `Everybody may use all of it without being asked.${alone}`;
  if (granted === 0)
    return `Nothing is granted for the organisation: people are asked, and some of it they cannot give.${alone}`;
  return `${granted} of ${delegated.length} are granted for the organisation; for the others people are asked.${alone}`;
}
