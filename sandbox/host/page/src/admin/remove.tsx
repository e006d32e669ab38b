import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useAppsApi } from '../session/use-apps.ts';
import type { SectionProps } from './page.tsx';
import { useSectionStyles } from './styles.ts';

/** Takes the app out of the organisation, after a question. */
export function RemoveApp({ app, disabled, run }: SectionProps) {
  const section = useSectionStyles();
  const { admin } = useAppsApi();
  const name = app.package.name.short;
  return (
    <section className={section.section} aria-label="Remove">
      <h3 className={section.heading}>Remove</h3>
      <p className={section.text}>Takes {name} out of every chat and team. What it did for people stays done.</p>
      <div className={section.buttons}>
        <Dialog>
          <DialogTrigger disableButtonEnhancement>
            <Button icon={<DeleteRegular />} disabled={disabled}>
              Remove from the organisation
            </Button>
          </DialogTrigger>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>Remove {name}?</DialogTitle>
              <DialogContent>
                It leaves every chat and team at once. Uploading a package brings it back to people, not to teams and
                group chats.
              </DialogContent>
              <DialogActions>
                <DialogTrigger disableButtonEnhancement>
                  <Button>Keep it</Button>
                </DialogTrigger>
                <DialogTrigger disableButtonEnhancement>
                  <Button appearance="primary" onClick={() => void run(admin.remove(), `${name} was removed.`)}>
                    Remove
                  </Button>
                </DialogTrigger>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      </div>
    </section>
  );
}
