import type { Planned, plannedOutput } from '@aide/contracts/posts';
import { CounterBadge, makeStyles, Tab, TabList, Title3, tokens } from '@fluentui/react-components';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { useLoad } from '../../app/use-load.ts';
import type { ViewProps } from '../../app/views.ts';
import { WritesProvider } from '../../components/writes.tsx';
import { useWritten } from '../../components/writes-context.ts';
import { Composer } from './composer.tsx';
import { emptyDraft } from './draft.ts';
import { clockOf } from './moment.ts';
import { PlannedList } from './planned-list.tsx';
import type { SentMessage } from './sent.ts';
import { SentList } from './sent-list.tsx';
import { useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  tabs: { flexWrap: 'wrap' },
});

export default function Posts(props: ViewProps) {
  return (
    <WritesProvider>
      <PostsPage {...props} />
    </WritesProvider>
  );
}

type Part = 'new' | 'planned' | 'sent';
const isPart = (item: string | undefined): item is Part => item === 'planned' || item === 'sent';

/** Write, what is planned, what was sent. */
function PostsPage({ item, show }: ViewProps) {
  const styles = useStyles();
  const { api } = useSession();
  const { set } = useDraft();
  const part: Part = isPart(item) ? item : 'new';
  const planned = useLoad('planned', (signal) => api.query<z.infer<typeof plannedOutput>>('posts.planned', {}, signal));
  useWritten('posts.', planned.reload);
  const { value } = planned;

  const changePlan = ({ id, at, post }: Planned) => {
    const { to, subject = '', text, importance, mentions, images = [] } = post;
    const later = clockOf(at, value?.timeZone ?? 'UTC');
    const named = images.map((image) => ({ ...image, name: image.name ?? 'image' }));
    set({ to, subject, text, importance, mentions, images: named, later, replaces: id });
    show('new');
  };
  const reply = ({ message, place }: SentMessage) => {
    if ('chatId' in message) return;
    const { teamId, channelId, threadId, messageId } = message;
    const [team, channel] = place.replace(/^the thread in /, '').split(' › ');
    set({ ...emptyDraft, to: { kind: 'thread', teamId, channelId, messageId: threadId ?? messageId, team, channel } });
    show('new');
  };
  const edit = ({ message, operation, place, content }: SentMessage) => {
    const { subject = '', text, importance, mentions } = content;
    set({
      ...emptyDraft,
      subject,
      text,
      importance,
      mentions,
      edits: { message, operation: operation.operation, place },
    });
    show('new');
  };
  return (
    <div className={styles.page}>
      <Title3 as="h1">Posts</Title3>
      <TabList
        className={styles.tabs}
        size="small"
        aria-label="Parts"
        selectedValue={part}
        onTabSelect={(_, data) => show(String(data.value))}
      >
        <Tab value="new">Write</Tab>
        <Tab value="planned">
          Planned
          {value && value.plans.length > 0 ? (
            <>
              {' '}
              <CounterBadge count={value.plans.length} size="small" appearance="filled" color="brand" />
            </>
          ) : null}
        </Tab>
        <Tab value="sent">Sent</Tab>
      </TabList>
      {part === 'new' ? <Composer clock={value} /> : null}
      {part === 'planned' ? (
        <>
          {planned.error === undefined ? null : <Problem error={planned.error} retry={planned.reload} />}
          {value ? <PlannedList {...value} edit={changePlan} /> : planned.loading ? <Starting /> : null}
        </>
      ) : null}
      {part === 'sent' ? <SentList reply={reply} edit={edit} /> : null}
    </div>
  );
}
