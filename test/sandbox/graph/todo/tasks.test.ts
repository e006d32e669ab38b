import assert from 'node:assert/strict';
import { readTask } from '../../../../sandbox/graph/todo/input.ts';
import { todoTables } from '../../../../sandbox/graph/todo/model.ts';
import { createTask } from '../../../../sandbox/graph/todo/tasks.ts';
import { type Owner, openWorld, refusal, titles, type World } from './mailbox.ts';

describe('To Do tasks', () => {
  let world: World;
  let megan: Owner;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen');
  });
  after(() => world.stop());

  it('come with To Do’s defaults, and without what has no value', async () => {
    const task = await megan.add(await megan.list(), { title: 'Rake the leaves' });
    const { '@odata.context': context, '@odata.etag': etag, id, ...rest } = task;
    assert.match(String(context), /\/todo\/lists\('[^']+'\)\/tasks\/\$entity$/);
    assert.match(etag, /^W\/".+"$/);
    assert.match(id, /^AAMk/);
    const now = rest.createdDateTime;
    assert.match(String(now), /^\d{4}-\d\d-\d\dT[\d:]+\.\d{7}Z$/);
    assert.deepEqual(rest, {
      importance: 'normal',
      isReminderOn: false,
      status: 'notStarted',
      title: 'Rake the leaves',
      createdDateTime: now,
      lastModifiedDateTime: rest.lastModifiedDateTime,
      hasAttachments: false,
      categories: [],
      body: { content: '', contentType: 'text' },
      bodyLastModifiedDateTime: now,
    });
  });

  it('are changed property by property; null takes a value away', async () => {
    const list = await megan.list();
    const at = { dateTime: '2031-03-07T00:00:00', timeZone: 'UTC' };
    const { id, '@odata.etag': before } = await megan.add(list, {
      title: 'Rake',
      dueDateTime: at,
      categories: ['Home'],
    });
    const path = `${list}/tasks/${id}`;
    const changed = await megan.change(path, {
      title: 'Rake <b>all</b> leaves',
      importance: 'High',
      body: { content: '<p>Front first</p>', contentType: 'html' },
    });
    assert.deepEqual(
      [changed.title, changed.importance, changed.categories],
      ['Rake <b>all</b> leaves', 'high', ['Home']],
    );
    assert.deepEqual(changed.body, { content: '<p>Front first</p>', contentType: 'html' });
    assert.notEqual(changed['@odata.etag'], before);
    const bare = await megan.change(path, { dueDateTime: null });
    assert.equal('dueDateTime' in bare, false);
    const stale = await megan.graph(path, {
      method: 'PATCH',
      body: { title: 'Late' },
      headers: { 'if-match': before },
    });
    assert.deepEqual(refusal(stale), [412, 'ErrorIrresolvableConflict']);
  });

  it('take back what a client has read', async () => {
    const list = await megan.list();
    const task = await megan.add(list, { title: 'Rake', body: { content: 'Front', contentType: 'text' } });
    const again = await megan.change(`${list}/tasks/${task.id}`, { ...task, title: 'Rake again' });
    assert.deepEqual([again.title, again.body], ['Rake again', { content: 'Front', contentType: 'text' }]);
  });

  it('are completed at midnight UTC, and reopened', async () => {
    world.tenant.clock.set(new Date('2031-03-05T23:30:00Z'));
    const list = await megan.list();
    const { id } = await megan.add(list, { title: 'Rake' });
    const done = await megan.change(`${list}/tasks/${id}`, { status: 'completed' });
    assert.deepEqual(done.completedDateTime, { dateTime: '2031-03-05T00:00:00.0000000', timeZone: 'UTC' });
    const open = await megan.change(`${list}/tasks/${id}`, { status: 'notStarted' });
    assert.deepEqual([open.status, open.completedDateTime], ['notStarted', undefined]);
    world.tenant.clock.reset();
  });

  it('are deleted once', async () => {
    const list = await megan.list();
    const path = `${list}/tasks/${(await megan.add(list, { title: 'Rake' })).id}`;
    assert.equal((await megan.graph(path, { method: 'DELETE' })).status, 204);
    assert.deepEqual(refusal(await megan.graph(path, { method: 'DELETE' })), [404, 'ErrorItemNotFound']);
    assert.deepEqual(refusal(await megan.graph(path)), [404, 'ErrorItemNotFound']);
  });

  it('take a title of 255 characters, not more, and not none', async () => {
    const list = await megan.list();
    const post = (body: unknown) => megan.graph(`${list}/tasks`, { method: 'POST', body });
    assert.equal((await post({ title: 'é'.repeat(255) })).status, 201);
    for (const body of [{ title: 'a'.repeat(256) }, { title: '' }, {}])
      assert.deepEqual(refusal(await post(body)), [400, 'invalidRequest', 'InvalidModel']);
    assert.throws(() => readTask({ title: 'x', owner: 'me' }), { code: 'RequestBodyRead' });
    for (const body of [{ title: 'x', status: 'finished' }, { title: 1 }, { title: 'x', dueDateTime: '2031-03-07' }])
      assert.throws(() => readTask(body), { status: 400, code: 'UnableToDeserializePostBody' });
    for (const body of [['x'], 'x', undefined])
      assert.throws(() => readTask(body), { status: 400, code: 'BadRequest' });
  });

  it('are found by status, due date, importance and by what they come from', async () => {
    const list = await megan.list();
    const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
    const link = {
      webUrl: 'https://example.com/42',
      applicationName: 'Aide',
      displayName: 'Message',
      externalId: '42',
    };
    await megan.add(list, { title: 'late', dueDateTime: at('2031-03-01') });
    await megan.add(list, { title: 'soon', dueDateTime: at('2031-03-09'), importance: 'high' });
    await megan.add(list, { title: 'linked', linkedResources: [link] });
    const { id } = await megan.add(list, { title: 'done' });
    await megan.change(`${list}/tasks/${id}`, { status: 'completed' });
    const found = async (filter: string, more = '') =>
      titles(await megan.all(`${list}/tasks?$filter=${encodeURIComponent(filter)}${more}`));
    assert.deepEqual(await found("status eq 'completed'"), ['done']);
    assert.deepEqual(await found("status ne 'completed'", '&$orderby=title'), ['late', 'linked', 'soon']);
    assert.deepEqual(await found("dueDateTime/dateTime lt '2031-03-05T00:00:00'"), ['late']);
    assert.deepEqual(await found("dueDateTime/dateTime ge '2031-03-05T00:00:00' and importance eq 'high'"), ['soon']);
    assert.deepEqual(await found("linkedResources/any(l:l/externalId eq '42')"), ['linked']);
    assert.deepEqual(titles(await megan.all(`${list}/tasks?$orderby=dueDateTime/dateTime desc&$top=1`)).slice(0, 2), [
      'soon',
      'late',
    ]);
    const { body } = await megan.graph(`${list}/tasks?$count=true&$top=2&$skip=1&$orderby=title`);
    assert.deepEqual([body['@odata.count'], titles(body.value)], [4, ['late', 'linked']]);
  });

  it('refuse $select, in a list and alone, and options that nobody knows', async () => {
    const list = await megan.list();
    const { id } = await megan.add(list, { title: 'Rake' });
    for (const path of [`${list}/tasks?$select=title`, `${list}/tasks/${id}?$select=title`, `${list}/tasks?$search=x`])
      assert.deepEqual(refusal(await megan.graph(path)), [400, 'invalidRequest'], path);
    for (const path of [`${list}/tasks?$expand=attachmentSessions`, `${list}/tasks/${id}?$expand=attachmentSessions`])
      assert.equal((await megan.graph(path)).status, 400, path);
    assert.equal((await megan.graph(`${list}/tasks?$filter=colour eq 'red'`)).status, 400);
  });

  it('bring steps and files with $expand only, a linked resource always', async () => {
    const list = await megan.list();
    const { id } = await megan.add(list, { title: 'Rake', linkedResources: [{ webUrl: 'https://example.com' }] });
    await megan.graph(`${list}/tasks/${id}/checklistItems`, { method: 'POST', body: { displayName: 'Front' } });
    const [plain] = await megan.all(`${list}/tasks`);
    assert.deepEqual(
      [plain?.checklistItems, plain?.attachments, plain?.linkedResources?.length],
      [undefined, undefined, 1],
    );
    const [full] = await megan.all(`${list}/tasks?$expand=checklistItems,attachments`);
    assert.deepEqual([full?.checklistItems?.[0]?.displayName, full?.attachments], ['Front', []]);
    assert.match(String(full?.['checklistItems@odata.context']), /\/tasks\('[^']+'\)\/checklistItems$/);
    const { body } = await megan.graph(`${list}/tasks/${id}?$expand=checklistItems`);
    assert.equal((body.checklistItems as unknown[]).length, 1);
  });

  it('stand in their own list; the default one has a second name, which does not open a task', async () => {
    const list = await megan.list();
    const other = await megan.list('Other');
    const { id } = await megan.add(list, { title: 'Rake' });
    assert.deepEqual(refusal(await megan.graph(`${other}/tasks/${id}`)), [400, 'invalidRequest']);
    const made = await megan.add('/me/todo/lists/Tasks', { title: 'In the default list' });
    assert(titles(await megan.all('/me/todo/lists/tasks/tasks')).includes('In the default list'));
    assert.deepEqual(refusal(await megan.graph(`/me/todo/lists/Tasks/tasks/${made.id}`)), [400, 'invalidRequest']);
    await megan.change(`/me/todo/lists/Tasks/tasks/${made.id}`, { title: 'Changed' });
  });

  it('page through ten thousand without one missing or twice', async function () {
    this.timeout(120_000);
    const list = await megan.list('Everything');
    const id = decodeURIComponent(list.split('/').at(-1) ?? '');
    const row = todoTables(world.tenant).lists.get(id);
    assert(row);
    for (let n = 0; n < 10_000; n++) createTask(world.tenant, row, { title: `Task ${n}` });
    const all = await megan.all(`${list}/tasks?$top=1000`);
    assert.equal(new Set(all.map((task) => task.id)).size, 10_000);
    assert.equal(all[0]?.title, 'Task 9999');
    assert.equal((await megan.graph(`${list}/tasks`)).body.value.length, 10);
    await megan.graph(list, { method: 'DELETE' });
  });
});
