import { Button } from '@fluentui/react-components';
import type { PermissionView } from '../../../../teams/admin/protocol.ts';
import { useAppsApi } from '../session/use-apps.ts';
import type { SectionProps } from './page.tsx';
import { PermissionList } from './permission-list.tsx';
import { useSectionStyles } from './styles.ts';

/** What the app asks for, and who agreed to it: for the whole app at once, as in Entra's admin centre. */
export function PermissionsSection({ app, disabled, run }: SectionProps) {
  const section = useSectionStyles();
  const { admin } = useAppsApi();
  const { othersConsented } = app;
  const { permissions } = app.package;
  const delegated = permissions.filter(({ kind }) => kind === 'delegated');
  const isComplete = delegated.every(({ granted }) => granted === 'organisation');
  const isAny = othersConsented > 0 || delegated.some(({ granted }) => granted !== undefined);
  return (
    <section className={section.section} aria-label="Permissions">
      <h3 className={section.heading}>Permissions</h3>
      <p className={section.text}>{summaryOf(delegated, othersConsented)}</p>
      <div className={section.buttons}>
        <Button
          appearance="primary"
          disabled={disabled || isComplete}
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
          Take consent back
        </Button>
      </div>
      <PermissionList permissions={permissions} withStatus />
    </section>
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
