import type { Meeting } from '@aide/contracts/schedule';
import { makeStyles, Tab, TabList, Title3, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { type Session, useSession } from '../../app/session.ts';
import type { ViewProps } from '../../app/views.ts';
import { WritesProvider } from '../../components/writes.tsx';
import { Meetings } from './meetings.tsx';
import { readMeetings } from './place.ts';
import { emptyPlan, type Plan, planToMove } from './plan.ts';
import { Planner } from './planner.tsx';
import { useClock } from './use-clock.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
});

/** What somebody was about to plan: there again when they come back from another view. */
const plans = new WeakMap<Session, Plan>();

/** Meetings: a time that suits everybody, and what is in one's own calendar. */
export default function Schedule({ item, show }: ViewProps) {
  const styles = useStyles();
  const session = useSession();
  const clock = useClock();
  const [plan, setPlan] = useState<Plan>(() => plans.get(session) ?? emptyPlan);
  const keep = (next: Plan) => {
    // A meeting that is being moved is not what comes back.
    if (!next.moves) plans.set(session, next);
    setPlan(next);
  };
  const linked = readMeetings(item);
  const mine = linked !== undefined;
  const move = (meeting: Meeting) => {
    setPlan(planToMove(meeting, plan));
    show(undefined);
  };
  const endMove = () => {
    setPlan(plans.get(session) ?? emptyPlan);
    show('meetings');
  };
  return (
    <WritesProvider>
      <div className={styles.page}>
        <div className={styles.head}>
          <Title3 as="h1">Schedule</Title3>
          <TabList
            selectedValue={mine ? 'meetings' : 'find'}
            onTabSelect={(_, { value }) => show(value === 'meetings' ? 'meetings' : undefined)}
          >
            <Tab value="find">Find a time</Tab>
            <Tab value="meetings">My meetings</Tab>
          </TabList>
        </div>
        {mine ? (
          <Meetings key={item} clock={clock} move={move} linked={linked} />
        ) : (
          <Planner plan={plan} change={(part) => keep({ ...plan, ...part })} clock={clock} endMove={endMove} />
        )}
      </div>
    </WritesProvider>
  );
}
