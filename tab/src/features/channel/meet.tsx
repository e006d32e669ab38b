import { makeStyles, Title3, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { WritesProvider } from '../../components/writes.tsx';
import { emptyPlan, type Plan } from '../schedule/plan.ts';
import { Planner } from '../schedule/planner.tsx';
import { useClock } from '../schedule/use-clock.ts';
import { readPeople } from './people-address.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** When the people of this tab can meet: free and busy as Exchange tells it to whoever looks, without what it is about. */
export default function Meet() {
  const styles = useStyles();
  const clock = useClock();
  const [plan, setPlan] = useState<Plan>(() => ({ ...emptyPlan, required: readPeople(window.location.search) }));
  return (
    <WritesProvider>
      <div className={styles.page}>
        <Title3 as="h1">Times to meet</Title3>
        <Planner
          plan={plan}
          change={(part) => setPlan((now) => ({ ...now, ...part }))}
          clock={clock}
          // A meeting is moved in one's own tab.
          endMove={() => undefined}
        />
      </div>
    </WritesProvider>
  );
}
