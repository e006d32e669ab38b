import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { AdaptiveCard, OpenUrlAction, SubmitAction } from 'adaptivecards';
import { type Ref, useEffect, useRef } from 'react';
import { useCardStyles } from '../chat/card-styles.ts';
import { teamsHostConfig } from '../chat/host-config.ts';
import { AppFrame, type FrameHandle } from './app-frame.tsx';
import type { HostTheme } from './context.ts';
import type { DialogWish, HostServices } from './host-calls.ts';

const useStyles = makeStyles({
  surface: { maxWidth: 'calc(100vw - 16px)', padding: '16px' },
  body: { maxHeight: 'calc(100vh - 48px)' },
  frame: { display: 'flex', padding: 0 },
});

/** What the page gets when the person closes the dialog; TeamsJS hands the sentence on as it is. */
export const closedByPerson = 'User cancelled/closed the task module.';

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/design-teams-task-modules */
const named: Record<string, number> = { small: 300, medium: 600, large: 900 };
const pixels = (size: number | string | undefined, otherwise: number) =>
  typeof size === 'number' ? Math.min(Math.max(size, 100), 2000) : (named[size ?? ''] ?? otherwise);

export interface OpenDialog extends DialogWish {
  /** Ends it with [error, result]. */
  end(error: string | null, result?: unknown): void;
}

/** A page or a card of the app over everything else. */
export function AppDialog(props: {
  dialog: OpenDialog;
  appName: string;
  theme: HostTheme;
  services: Omit<HostServices, 'started' | 'registered'>;
  handle: Ref<FrameHandle>;
  onLink(url: string): void;
}) {
  const styles = useStyles();
  const { dialog, appName, theme, services, handle, onLink } = props;
  const title = dialog.title || appName;
  const width = pixels(dialog.width, 600);
  return (
    <Dialog open onOpenChange={(_, { open }) => open || dialog.end(closedByPerson)}>
      <DialogSurface className={styles.surface} style={{ width: `${width + 32}px` }}>
        <DialogBody className={styles.body}>
          <DialogTitle
            action={
              <Button
                appearance="subtle"
                aria-label="Close"
                icon={<DismissRegular />}
                onClick={() => dialog.end(closedByPerson)}
              />
            }
          >
            {title}
          </DialogTitle>
          <DialogContent
            className={styles.frame}
            style={{ height: dialog.url ? pixels(dialog.height, 400) : undefined }}
          >
            {dialog.url ? (
              <AppFrame title={title} address={dialog.url} theme={theme} services={services} handle={handle} />
            ) : (
              <Card
                json={dialog.card ?? ''}
                isDark={theme !== 'default'}
                onSubmit={(data) => dialog.end(null, data)}
                onLink={onLink}
              />
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** An Adaptive Card whose Submit ends the dialog: its data is the result. */
function Card(props: { json: string; isDark: boolean; onSubmit(data: unknown): void; onLink(url: string): void }) {
  const styles = useCardStyles();
  const host = useRef<HTMLDivElement>(null);
  const { json, isDark } = props;
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const card = new AdaptiveCard();
    card.hostConfig = teamsHostConfig(isDark);
    card.onExecuteAction = (action) => {
      if (action instanceof OpenUrlAction) latest.current.onLink(action.url ?? '');
      if (action instanceof SubmitAction) latest.current.onSubmit(action.data);
    };
    let element: HTMLElement | undefined;
    try {
      card.parse(JSON.parse(json));
      element = card.render();
    } catch {
      element = undefined;
    }
    host.current?.replaceChildren(element ?? document.createTextNode('This card could not be shown.'));
  }, [json, isDark]);
  return <div ref={host} className={styles.card} data-card />;
}
