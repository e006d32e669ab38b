import type { Planned } from '@aide/contracts/posts';
import { Body1, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CalendarClockRegular } from '@fluentui/react-icons';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Empty } from '../../components/empty.tsx';
import { useWork } from '../../components/use-work.ts';
import { useWrites } from '../../components/writes-context.ts';
import { momentInWords } from './moment.ts';

export const useListStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  text: { display: 'grid', gap: tokens.spacingVerticalXXS, flex: '1 1 14rem', minWidth: 0 },
  excerpt: {
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    whiteSpace: 'pre-line',
  },
  minor: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface Props {
  plans: Planned[];
  timeZone: string;
  edit(plan: Planned): void;
}

/** What will be posted by itself, soonest first. */
export function PlannedList({ plans, timeZone, edit }: Props) {
  const styles = useListStyles();
  if (plans.length === 0)
    return (
      <Empty
        icon={CalendarClockRegular}
        title="Nothing is planned"
        text="Write a post, choose “Later”, and it is sent at its time, also while you are away. Until then you can change or cancel it here."
      />
    );
  return (
    <ul className={styles.list} aria-label="Planned posts">
      {plans.map((plan) => (
        <Entry key={plan.id} plan={plan} timeZone={timeZone} edit={() => edit(plan)} />
      ))}
    </ul>
  );
}

function Entry({ plan, timeZone, edit }: { plan: Planned; timeZone: string; edit(): void }) {
  const styles = useListStyles();
  const { host } = useSession();
  const { write } = useWrites();
  const { working, error, run, retry } = useWork();
  const when = momentInWords(plan.at, timeZone, host.locale);
  const cancel = () => run(() => write('posts.cancelPlan', { id: plan.id }, { confirm: 'Cancel the post' }));
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <Text weight="semibold">{plan.title}</Text>
        <Caption1 className={styles.minor}>{when}</Caption1>
        {plan.post.subject ? <Body1>{plan.post.subject}</Body1> : null}
        <Body1 className={styles.excerpt}>{plan.post.text}</Body1>
        {error === undefined ? null : <Problem error={error} retry={retry} />}
      </div>
      <div className={styles.actions}>
        <Button size="small" disabled={working} onClick={edit} aria-label={`Change: ${plan.title}, ${when}`}>
          Change
        </Button>
        <Button size="small" disabled={working} onClick={cancel} aria-label={`Cancel: ${plan.title}, ${when}`}>
          Cancel
        </Button>
      </div>
    </li>
  );
}
