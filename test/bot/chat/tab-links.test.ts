import assert from 'node:assert/strict';
import fc from 'fast-check';
import { card } from '../../../bot/chat/cards.ts';
import { tabAddresses, tabPlace, withTabLinks } from '../../../bot/chat/tab-links.ts';
import { readPlace } from '../../../tab/src/app/place.ts';
import { readPlace as readFilePlace } from '../../../tab/src/features/files/place.ts';
import { readMeetings } from '../../../tab/src/features/schedule/place.ts';
import { readTaskPlace } from '../../../tab/src/features/tasks/place.ts';

const appId = '6f1c3b52-8d0e-4a57-9a0d-3f6d2b1e7c01';
const address = tabAddresses('https://teams.microsoft.com', appId);
const views = ['today', 'schedule', 'tasks', 'files', 'posts', 'activity'].map((id) => ({ id }));

describe('links of cards to the tab', () => {
  /** As the tab gets it: what the deep link says. */
  const followed = (place: string) => {
    const { body } = withTabLinks(card({ title: 'A card', tab: place }), address);
    const { text } = body.at(-1) as { text: string };
    const link = new URL(/^\[Show in Aide\]\((\S+)\)$/.exec(text)?.[1] ?? '');
    assert.equal(link.pathname, `/l/entity/${appId}/home`);
    const { subEntityId } = JSON.parse(link.searchParams.get('context') ?? '') as { subEntityId: string };
    return readPlace(subEntityId, views);
  };
  const id = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => /^\P{Cs}*$/u.test(text));

  it('lead to the task, the file, the meeting and the operation that the card is about', () => {
    fc.assert(
      fc.property(id, id, (first, second) => {
        const task = followed(tabPlace('tasks', 'task', first, second));
        assert.deepEqual(readTaskPlace(task.item).open, { listId: first, taskId: second });
        const file = followed(tabPlace('files', 'file', first === 'me' ? 'x' : first, second));
        assert.deepEqual(readFilePlace(file.item), {
          at: 'file',
          driveId: first === 'me' ? 'x' : first,
          itemId: second,
        });
        const meeting = followed(tabPlace('schedule', 'meetings', '2026-11-23', second));
        assert.deepEqual(readMeetings(meeting.item), { day: '2026-11-23', id: second });
      }),
    );
    const operation = crypto.randomUUID();
    assert.deepEqual(followed(tabPlace('activity', operation)), { view: 'activity', item: operation });
  });

  it('are left out where there is no tab to lead to, and change nothing else of a card', () => {
    const plain = card({ title: 'A card', body: ['[Show in Aide](https://evil.example)'] });
    assert.deepEqual(withTabLinks(plain, address), plain);
    assert.deepEqual(withTabLinks(card({ title: 'A card', tab: 'today' }), undefined), card({ title: 'A card' }));
    // Others write names and titles: what looks like such a link is text.
    const written = card({ title: 'A card', body: ['[Show in Aide](aide-tab:activity/1)'] });
    assert.deepEqual(withTabLinks(written, address), written);
  });

  it('do not break for what is no day', () => {
    assert.deepEqual(readMeetings('meetings/2026-99-99/x'), {});
    assert.deepEqual(readMeetings('meetings'), {});
    assert.equal(readMeetings('find'), undefined);
    assert.deepEqual(readMeetings('meetings/2026-11-23/%E0%A4%A'), { day: '2026-11-23', id: '%E0%A4%A' });
  });
});
