import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { Scope } from './orders.ts';

interface Props {
  /** "Cancel “Sync”" */
  title: string;
  /** "every Tuesday until 28 February 2027" */
  repeats: string | undefined;
  /** Can it be done from this one on? */
  following: boolean;
  choose(scope: Scope): void;
  close(): void;
}

/** Only this one, or the series: asked before anything is proposed. */
export function ScopeDialog({ title, repeats, following, choose, close }: Props) {
  const [scope, setScope] = useState<Scope>('one');
  return (
    <Dialog open onOpenChange={(_, { open }) => (open ? undefined : close())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {repeats ? <Body1>{`It repeats ${repeats}.`}</Body1> : null}
            <RadioGroup
              aria-label="How much of the series"
              value={scope}
              onChange={(_, { value }) => setScope(value as Scope)}
            >
              <Radio value="one" label="Only this one" />
              {following ? <Radio value="following" label="This one and all that follow" /> : null}
              <Radio value="series" label="The whole series" />
            </RadioGroup>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => choose(scope)}>
              Continue
            </Button>
            <Button onClick={close}>Leave it as it is</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
