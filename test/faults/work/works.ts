import type { OperationView } from '@aide/contracts/operations';
import type { DateTime } from 'luxon';
import { branch, pick, type Random } from '../random.ts';
import type { Desk } from './desk.ts';

/** Something a person wants done. It names itself by its mark in all that it makes. */
export interface Work {
  kind: string;
  /** In titles, subjects, names and texts; letters and digits alone, so that every part of Microsoft 365 keeps it as it is. */
  mark: string;
  do(desk: Desk, place: Place): Promise<void>;
}

/** What the works of one run share. */
export interface Place {
  /** What people call now when the run begins. */
  begin: DateTime;
  now(): DateTime;
  channel: { teamId: string; channelId: string };
}

interface About {
  mark: string;
  /** How-manieth work of this person; of all people together another one each. */
  index: number;
  day: number;
  next: Random;
}
type Kind = (about: About) => Work['do'];

const result = <T>(operation: OperationView): T => operation.receipt?.result as T;
const key = (mark: string, step: string) => `${mark}-${step}`;
const iso = (time: DateTime) => time.toUTC().startOf('minute').toISO({ suppressMilliseconds: true })!;

/** The nth working day after the first fortnight: proposals there depend on nothing that is booked meanwhile. */
export function workingDay(begin: DateTime, n: number): DateTime {
  return begin
    .startOf('week')
    .plus({ weeks: 3 + Math.floor(n / 5), days: n % 5 })
    .set({ hour: 9 });
}

const booking = ({ mark, index, next }: About) => {
  const length = pick(next, [30, 60]);
  return (desk: Desk, { begin }: Place) => {
    const start = begin.plus({ days: 7, minutes: 15 * index });
    return {
      subject: mark,
      start: iso(start),
      end: iso(start.plus({ minutes: length })),
      required: [{ address: desk.colleagues[index % desk.colleagues.length]!.mail }],
    };
  };
};
const toChannel = ({ channel }: Place, text: string) => ({ to: { kind: 'channel', ...channel }, text });
const inChat = (colleague: { id: string; displayName: string }, text: string) => ({
  to: { kind: 'people', people: [{ id: colleague.id, name: colleague.displayName }] },
  text,
});

/** What people do, by its name. Steps of one work come one after the other; each has its own key. */
export const kinds: Record<string, Kind> = {
  book: (about) => async (desk, place) => {
    await desk.run('schedule.book', key(about.mark, 'book'), booking(about)(desk, place));
  },
  bookAndLook: (about) => async (desk, place) => {
    await desk.runAndLook('schedule.book', key(about.mark, 'book'), booking(about)(desk, place));
  },
  cancel: (about) => async (desk, place) => {
    const booked = await desk.run('schedule.book', key(about.mark, 'book'), booking(about)(desk, place));
    await desk.run('schedule.cancel', key(about.mark, 'cancel'), { eventId: result<{ id: string }>(booked).id });
  },
  bookAndUndo: (about) => async (desk, place) => {
    await desk.run('schedule.book', key(about.mark, 'book'), booking(about)(desk, place));
    await desk.undo(key(about.mark, 'book'));
  },
  task:
    ({ mark }) =>
    async (desk) => {
      await desk.runAndLook('tasks.add', key(mark, 'add'), { title: mark, steps: ['one', 'two'] });
    },
  taskDone:
    ({ mark }) =>
    async (desk) => {
      const added = await desk.run('tasks.add', key(mark, 'add'), { title: mark });
      const { listId, taskId } = result<{ task: { listId: string; taskId: string } }>(added).task;
      await desk.run('tasks.complete', key(mark, 'complete'), { tasks: [{ listId, taskId }] });
    },
  taskUndone:
    ({ mark }) =>
    async (desk) => {
      const added = await desk.run('tasks.add', key(mark, 'add'), { title: mark });
      const { listId, taskId } = result<{ task: { listId: string; taskId: string } }>(added).task;
      await desk.run('tasks.delete', key(mark, 'delete'), { listId, taskId });
      await desk.undo(key(mark, 'delete'));
    },
  share:
    ({ mark, index }) =>
    async (desk) => {
      const made = await desk.run('files.createFolder', key(mark, 'folder'), { name: mark });
      const { driveId, itemId } = result<{ file: { driveId: string; itemId: string } }>(made).file;
      const people = [{ address: desk.colleagues[index % desk.colleagues.length]!.mail }];
      const file = { driveId, itemId };
      await desk.run('files.share', key(mark, 'share'), { file, people, role: 'edit' });
    },
  upload:
    ({ mark }) =>
    async (desk) => {
      await desk.upload(`${mark}.txt`, `${mark} `.repeat(500));
    },
  post:
    ({ mark }) =>
    async (desk, place) => {
      await desk.run('posts.post', key(mark, 'post'), toChannel(place, mark));
    },
  postAndLook:
    ({ mark }) =>
    async (desk, place) => {
      await desk.runAndLook('posts.post', key(mark, 'post'), toChannel(place, mark));
    },
  postAndUndo:
    ({ mark }) =>
    async (desk, place) => {
      await desk.run('posts.post', key(mark, 'post'), toChannel(place, mark));
      if (desk.mayLook) await desk.undo(key(mark, 'post'));
    },
  message:
    ({ mark, index }) =>
    async (desk) => {
      const colleague = desk.colleagues[index % desk.colleagues.length]!;
      await desk.run('posts.post', key(mark, 'message'), inChat(colleague, mark));
    },
  plan:
    ({ mark, next }) =>
    async (desk, place) => {
      const at = place.now().plus({ seconds: 2 + Math.floor(next() * 10) });
      const body = { at: at.toUTC().toISO(), post: toChannel(place, mark) };
      await once(desk, 'posts.plan', key(mark, 'plan'), body);
    },
  planAndCancel:
    ({ mark }) =>
    async (desk, place) => {
      const at = iso(place.begin.plus({ days: 20 }));
      const planned = await desk.run('posts.plan', key(mark, 'plan'), { at, post: toChannel(place, mark) });
      const { id } = result<{ plan: { id: string } }>(planned).plan;
      await desk.run('posts.cancelPlan', key(mark, 'cancel'), { id });
    },
  mail:
    ({ mark, index }) =>
    async (desk) => {
      const to = [{ address: desk.colleagues[index % desk.colleagues.length]!.mail }];
      await desk.run('mail.send', key(mark, 'mail'), { kind: 'new', to, subject: mark, text: `About ${mark}` });
    },
  mailAndUndo:
    ({ mark, index }) =>
    async (desk, place) => {
      const to = [{ address: desk.colleagues[index % desk.colleagues.length]!.mail }];
      const at = iso(place.begin.plus({ days: 20 }));
      await desk.run('mail.send', key(mark, 'mail'), { kind: 'new', to, subject: mark, text: mark, at });
      await desk.undo(key(mark, 'mail'));
    },
  chatTask:
    ({ mark }) =>
    async (desk) => {
      await desk.order(`add task ${mark}`, mark, 'tasks.add');
    },
  chatTaskDone:
    ({ mark }) =>
    async (desk) => {
      await desk.order(`add task ${mark}`, mark, 'tasks.add');
      await desk.order(`complete task ${mark}`, mark, 'tasks.complete');
    },
  chatBook:
    ({ mark, index, day }) =>
    async (desk, { begin }) => {
      const colleague = desk.colleagues[index % desk.colleagues.length]!;
      const date = workingDay(begin, day).toFormat('d LLLL yyyy');
      const times = await desk.say(`find 30 minutes with ${colleague.displayName} on ${date} about "${mark}"`, mark);
      await desk.press(times, mark);
      if (index % 2 === 0) await desk.press(times, mark, 'Undo');
    },
  chatPost:
    ({ mark }) =>
    async (desk) => {
      const preview = await desk.say(`post in Design: ${mark}`, mark);
      await desk.press(preview, mark, 'Post');
    },
};

/** A time that has passed while the server was down is refused, rightly: then nothing was planned, and the person posts at once. */
async function once(desk: Desk, action: string, id: string, body: { at: string | null; post: unknown }): Promise<void> {
  try {
    await desk.run(action, id, body);
  } catch (error) {
    if (!/in the past/.test(String(error))) throw error;
    await desk.run('posts.post', `${id}-now`, body.post);
  }
}

/** The works of a person, without end; the same ones for the same seed. Each kind comes as often as any other. */
export function* worksOf(seed: number, person: number, people: number): Generator<Work> {
  const next = branch(seed, `person ${person}`);
  const names = Object.keys(kinds);
  for (let index = 0, bag: string[] = []; ; index++) {
    if (bag.length === 0) bag = [...names];
    const [kind = ''] = bag.splice(Math.floor(next() * bag.length), 1);
    const mark = `Mark${seed.toString(36)}P${person}N${index}End`;
    const about = { mark, index: index * people + person, day: index * people + person, next };
    yield { kind, mark, do: kinds[kind]!(about) };
  }
}
