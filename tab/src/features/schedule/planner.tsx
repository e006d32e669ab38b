import type { Slot } from '@aide/contracts/schedule';
import { type Room, roomCandidates } from '@aide/contracts/schedule/rooms';
import {
  Body1,
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { Section } from '../../app/section.tsx';
import { useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';
import { useWritten } from '../../components/writes-context.ts';
import { Answer } from './answer.tsx';
import { Availability } from './availability.tsx';
import { Choice } from './choice.tsx';
import { PlanForm } from './form.tsx';
import { daysOf } from './geometry.ts';
import { groupsOf, windowOf } from './known.ts';
import { type Plan, spanOf } from './plan.ts';
import { offered, rerank, wantedOf, withoutMeeting } from './rerank.ts';
import { everybody } from './rows.ts';
import type { PersonClock } from './use-clock.ts';
import { useFreeBusy } from './use-free-busy.ts';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 52rem)': { gridTemplateColumns: '17.5rem minmax(0, 1fr)' },
  },
  answer: { display: 'grid', gap: tokens.spacingVerticalL, minWidth: 0 },
});

/** Proposals that are shown. */
const top = 6;

interface Props {
  plan: Plan;
  change(plan: Partial<Plan>): void;
  clock: PersonClock;
  /** Back from moving a meeting: it was moved, or stays. */
  endMove(): void;
}

/** Who, how long and when at the side; the times that suit them, and everybody's day. */
export function Planner({ plan, change, clock, endMove }: Props) {
  const styles = useStyles();
  const { api, host } = useSession();
  const words = useMemo(() => ({ zone: clock.zone, locale: host.locale }), [clock.zone, host.locale]);
  const now = clock.now.toMillis();

  const wishesRoom = plan.room !== undefined;
  const rooms = useLoad<Room[]>(`rooms ${wishesRoom}`, async (signal) =>
    wishesRoom ? (await api.query<{ rooms: Room[] }>('schedule.rooms', {}, signal)).rooms : [],
  );
  const today = clock.now.toISODate() ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: of now only the day matters, and the zone it is told in
  const span = useMemo(() => spanOf(plan, clock.now), [plan.range, plan.dates, today, clock.zone]);
  const wrong = 'wrong' in span ? span.wrong : undefined;
  const window = useMemo(() => ('wrong' in span ? undefined : windowOf(span)), [span]);
  const days = useMemo(() => ('wrong' in span ? [] : daysOf(span)), [span]);

  const attendees = [...plan.required, ...plan.optional];
  const candidates = useMemo(
    () => (plan.room && rooms.value ? roomCandidates(rooms.value, plan.room, attendees.length + 1) : []),
    [plan.room, rooms.value, attendees.length],
  );
  const {
    known: read,
    reading,
    error,
    refresh,
  } = useFreeBusy(
    window,
    [...attendees, ...candidates].map((who) => who.address),
    clock.set,
  );
  useWritten('schedule.', refresh);

  const known = useMemo(() => (read && plan.moves ? withoutMeeting(read, plan.moves) : read), [read, plan.moves]);
  const ranked = useMemo(
    () => (known && window ? rerank(known, wantedOf(plan, window, top), candidates, now, host.locale) : undefined),
    [known, window, plan, candidates, now, host.locale],
  );
  const people = useMemo(() => (known ? everybody(known, plan, candidates) : []), [known, plan, candidates]);
  const groups = useMemo(() => groupsOf(known), [known]);
  const slots: Slot[] = ranked && !('refused' in ranked) ? offered(ranked) : [];

  const [chosen, setChosen] = useState<number>();
  const [looked, setLooked] = useState<number>();
  const describe = (start: number | undefined) =>
    start === undefined || !ranked || 'refused' in ranked ? undefined : ranked.describe(start);
  const choice = chosen === undefined || chosen < now ? undefined : describe(chosen);
  // A time of another window is not what was chosen in this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the window says when
  useEffect(() => {
    setChosen(undefined);
    setLooked(undefined);
  }, [window]);

  return (
    <div className={styles.page}>
      <Section title={plan.moves ? 'When instead' : 'Who and when'}>
        <PlanForm plan={plan} groups={groups} change={change} locale={host.locale} wrong={wrong} rooms={rooms} />
      </Section>
      <div className={styles.answer}>
        {plan.moves ? (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>
              Choose another time for “{plan.moves.subject}”. Its own time counts as free for everybody in it.
            </MessageBarBody>
            <MessageBarActions>
              <Button onClick={endMove}>Leave it where it is</Button>
            </MessageBarActions>
          </MessageBar>
        ) : null}
        {error === undefined ? null : <Problem error={error} retry={refresh} />}
        {wrong ? <Body1>{wrong}</Body1> : null}
        {plan.room && rooms.value && candidates.length === 0 && !rooms.loading ? (
          <MessageBar intent="warning">
            <MessageBarBody>There is no room that large. Ask for fewer seats, or meet without a room.</MessageBarBody>
          </MessageBar>
        ) : null}
        {window && (known || error === undefined) ? (
          <>
            <Answer
              ranked={ranked}
              slots={slots}
              alone={attendees.length === 0}
              nameOf={(address) =>
                people.find((p) => p.address.toLowerCase() === address.toLowerCase())?.name ?? address
              }
              clock={words}
              chosen={chosen}
              look={setLooked}
              choose={setChosen}
            />
            {choice ? (
              <Choice
                key={choice.start}
                slot={choice}
                plan={plan}
                clock={words}
                close={() => setChosen(undefined)}
                done={() => {
                  setChosen(undefined);
                  if (plan.moves) endMove();
                }}
              />
            ) : null}
            <Availability
              days={days}
              people={people}
              known={known}
              reading={reading}
              refresh={refresh}
              clock={words}
              now={now}
              duration={plan.duration}
              slots={slots}
              chosen={choice && Date.parse(choice.start)}
              looked={looked}
              look={setLooked}
              choose={setChosen}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}
