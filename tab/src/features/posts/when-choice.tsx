import { Caption1, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { Draft } from './draft.ts';
import { clockOf, momentInWords, nextMorning } from './moment.ts';

const useStyles = makeStyles({
  when: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  zone: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  later: Draft['later'];
  change(later: Draft['later']): void;
  /** The person's zone and what people call now; undefined until they are known: then there is only "now". */
  clock: { timeZone: string; now: string } | undefined;
  at: string | undefined;
  locale: string;
}

/** Now or later, by the clock of the person's own zone. */
export function WhenChoice({ later, change, clock, at, locale }: Props) {
  const styles = useStyles();
  return (
    <>
      <Field label="When">
        <RadioGroup
          layout="horizontal"
          value={later ? 'later' : 'now'}
          onChange={(_, { value }) =>
            change(value === 'later' && clock ? nextMorning(clock.now, clock.timeZone) : undefined)
          }
        >
          <Radio value="now" label="Now" />
          <Radio value="later" label="Later" disabled={!clock} />
        </RadioGroup>
      </Field>
      {later && clock ? (
        <>
          <div className={styles.when}>
            <Field label="Day">
              <Input
                type="date"
                value={later.day}
                min={clockOf(clock.now, clock.timeZone).day}
                onChange={(_, { value }) => change({ ...later, day: value })}
              />
            </Field>
            <Field label="Time">
              <Input type="time" value={later.time} onChange={(_, { value }) => change({ ...later, time: value })} />
            </Field>
          </div>
          <Caption1 className={styles.zone}>
            {at
              ? `${momentInWords(at, clock.timeZone, locale)}, ${clock.timeZone.replaceAll('_', ' ')}`
              : 'Choose a day and a time.'}
          </Caption1>
        </>
      ) : null}
    </>
  );
}
