import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ClockRegular } from '@fluentui/react-icons';
import { readable } from '../api/http.ts';
import { useMinute } from '../session/clock.ts';
import { useSession } from '../session/session.tsx';
import { useNotify } from './notices.tsx';
import { dayOf, timeOf } from './time.ts';
import { narrow } from './use-narrow.ts';

const useStyles = makeStyles({
  button: { fontWeight: tokens.fontWeightRegular, [narrow]: { minWidth: 'auto', padding: '5px' } },
  day: { [narrow]: { display: 'none' } },
  moved: {
    marginLeft: '8px',
    padding: '0 6px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorStatusWarningForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderRadius: tokens.borderRadiusSmall,
  },
});

const steps = [
  { label: 'Advance 15 minutes', duration: 'PT15M' },
  { label: 'Advance 1 hour', duration: 'PT1H' },
  { label: 'Advance 1 day', duration: 'P1D' },
  { label: 'Advance 1 week', duration: 'P7D' },
];

/** What time it is in the tenant, for the person; and moving it. */
export function ClockMenu() {
  const { clock, me } = useSession();
  const styles = useStyles();
  const notify = useNotify();
  const now = useMinute(clock);
  const moved = clock.offset() !== 0;
  const move = (change: Parameters<typeof clock.move>[0]) =>
    clock.move(change).catch((error) => notify(readable(error), 'error'));
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<ClockRegular />}
          className={styles.button}
          aria-label={`Clock: ${dayOf(now, me.timeZone)} ${timeOf(now, me.timeZone)}${moved ? ' moved' : ''}`}
        >
          <span>
            <span className={styles.day}>{dayOf(now, me.timeZone)} </span>
            {timeOf(now, me.timeZone)}
          </span>
          {moved && ' '}
          {moved && <span className={styles.moved}>moved</span>}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>The sandbox's clock</MenuGroupHeader>
            {steps.map(({ label, duration }) => (
              <MenuItem key={duration} onClick={() => void move({ advance: duration })}>
                {label}
              </MenuItem>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem disabled={!moved} onClick={() => void move({ now: new Date().toISOString() })}>
            Back to real time
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
