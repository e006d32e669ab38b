import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons';
import { type DragEvent, useRef, useState } from 'react';
import type { PackageView } from '../../../../teams/admin/protocol.ts';
import { refusalReasons } from '../api/apps.ts';
import { readable } from '../api/http.ts';
import { useAppsApi } from '../session/use-apps.ts';
import { PackageDetails } from './package-details.tsx';
import type { SectionProps } from './page.tsx';
import { PermissionList } from './permission-list.tsx';
import { useSectionStyles } from './styles.ts';

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 12px',
    padding: '16px',
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  hint: { color: tokens.colorNeutralForeground2 },
  refused: {
    padding: '12px 16px',
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
    borderRadius: tokens.borderRadiusLarge,
    overflowWrap: 'anywhere',
  },
  reasons: { margin: '4px 0 0', paddingLeft: '20px' },
});

type State =
  | { at: 'idle' }
  | { at: 'checking'; name: string }
  | { at: 'refused'; name: string; reasons: string[] }
  | { at: 'checked'; name: string; file: File; content: PackageView };

/** A package is chosen or dropped, checked, looked at, and then added. */
export function UploadSection({ app, disabled, run }: SectionProps) {
  const styles = useStyles();
  const section = useSectionStyles();
  const api = useAppsApi();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>({ at: 'idle' });
  const [isOver, setOver] = useState(false);

  const take = async (file: File | undefined) => {
    if (!file) return;
    const { name } = file;
    setState({ at: 'checking', name });
    try {
      setState({ at: 'checked', name, file, content: await api.admin.check(file) });
    } catch (error) {
      setState({ at: 'refused', name, reasons: refusalReasons(error) ?? [readable(error)] });
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const add = async ({ file, content }: Extract<State, { at: 'checked' }>) => {
    const done = await run(api.admin.upload(file), `${content.name.short} ${content.version} is in your organisation.`);
    if (done) setState({ at: 'idle' });
  };
  const isUpdate = app.state === 'added';

  return (
    <section className={section.section} aria-label="Upload a package">
      <h3 className={section.heading}>Upload an app package</h3>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={mergeClasses(styles.drop, isOver && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <Button icon={<ArrowUploadRegular />} disabled={disabled} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <span className={styles.hint}>or drop dist/aide.sandbox.zip here</span>
        <input
          ref={input}
          type="file"
          accept=".zip"
          hidden
          aria-label="App package"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // The same file may be chosen again, mended.
            event.target.value = '';
          }}
        />
      </div>
      {state.at === 'checking' && <Spinner size="tiny" labelPosition="after" label={`Checking ${state.name}`} />}
      {state.at === 'refused' && (
        <div className={styles.refused} role="alert">
          <strong>{state.name} was not accepted</strong>
          <ul className={styles.reasons}>
            {state.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
      {state.at === 'checked' && (
        <>
          <PackageDetails content={state.content} before={isUpdate ? app.package : undefined} />
          <h4 className={section.subheading}>What it asks for</h4>
          <PermissionList
            permissions={state.content.permissions}
            before={isUpdate ? app.package.permissions : undefined}
          />
          <div className={section.buttons}>
            <Button appearance="primary" disabled={disabled} onClick={() => void add(state)}>
              {isUpdate ? `Update to ${state.content.version}` : 'Add to the organisation'}
            </Button>
            <Button disabled={disabled} onClick={() => setState({ at: 'idle' })}>
              Cancel
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
