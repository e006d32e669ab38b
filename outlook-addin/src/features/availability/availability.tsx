import type { freeOutput } from '@aide/contracts/schedule';
import { copyText } from '@aide/tab/copy-text';
import { useLoad } from '@aide/tab/use-load';
import { Body1, Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { z } from 'zod';
import { ActionPage } from '../../app/action-page.tsx';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { day as oneDay } from '../../app/times.ts';
import { Choices } from '../../components/labelled.tsx';
import { availabilityText, byDay } from './text.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, minWidth: 0 },
  preview: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    font: 'inherit',
    whiteSpace: 'pre-wrap',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

const ranges = [
  { days: 3, label: 'The next 3 days' },
  { days: 7, label: 'The next 7 days' },
  { days: 14, label: 'The next 2 weeks' },
];
const durations = [30, 45, 60, 90, 120];

/** Beside a mail that is written: times when the person is free, put where the cursor is. */
export default function Availability() {
  const styles = useStyles();
  const { api, host } = useSession();
  const [days, setDays] = useState(7);
  const [minutes, setMinutes] = useState(30);
  const [left, setLeft] = useState<string[]>([]);
  const [said, setSaid] = useState('');
  const { value, error, loading, reload } = useLoad(`${days} ${minutes}`, (signal) => {
    const now = Date.now();
    const window = { start: new Date(now).toISOString(), end: new Date(now + days * oneDay).toISOString() };
    return api.query<z.infer<typeof freeOutput>>('schedule.free', { window, durationMinutes: minutes }, signal);
  });
  const clock = { zone: value?.timeZone ?? 'UTC', locale: host.locale };
  const all = byDay(value?.free ?? [], clock);
  const chosen = all.filter(({ day }) => !left.includes(day));
  const text = availabilityText(
    chosen.flatMap(({ stretches }) => stretches),
    clock,
  );
  const insert = async () => {
    setSaid('');
    try {
      await host.insert(text);
      setSaid('Inserted where your cursor was. Undo in the mail takes it out again.');
    } catch {
      setSaid('Outlook did not take the text. Click into the mail where it should go, then try again.');
    }
  };
  const copy = async () => {
    setSaid((await copyText(text)) ? 'Copied.' : 'It was not copied. Select the text above and copy it.');
  };
  return (
    <main className={styles.page}>
      <ActionPage title="Insert availability">
        <Field label="Days">
          <Select value={days} onChange={(_, chosen) => setDays(Number(chosen.value))}>
            {ranges.map(({ days: value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Free for at least">
          <Select value={minutes} onChange={(_, chosen) => setMinutes(Number(chosen.value))}>
            {durations.map((one) => (
              <option key={one} value={one}>
                {one} minutes
              </option>
            ))}
          </Select>
        </Field>
        {error !== undefined ? <Problem error={error} retry={reload} /> : null}
        {value === undefined ? (
          loading ? (
            <Starting label="Reading your calendar" />
          ) : null
        ) : all.length === 0 ? (
          <Body1>You are not free for so long in these days. Choose more days, or less time.</Body1>
        ) : (
          <>
            <Choices
              label="Which days"
              all={all.map(({ day, label }) => ({ id: day, label }))}
              chosen={chosen.map(({ day }) => day)}
              onChange={(ids) => setLeft(all.map(({ day }) => day).filter((day) => !ids.includes(day)))}
            />
            <section aria-label="What is inserted">
              <pre className={styles.preview}>{text || 'Choose a day.'}</pre>
            </section>
            {host.canInsert() ? (
              <Button appearance="primary" disabledFocusable={!text || loading} onClick={insert}>
                Insert
              </Button>
            ) : (
              <>
                <Body1>This Outlook lets no app write into an email: copy the times and paste them.</Body1>
                <Button appearance="primary" disabledFocusable={!text || loading} onClick={copy}>
                  Copy
                </Button>
              </>
            )}
          </>
        )}
        <Text role="status">{said}</Text>
      </ActionPage>
    </main>
  );
}
