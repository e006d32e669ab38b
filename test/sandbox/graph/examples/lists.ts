import assert from 'node:assert/strict';
import { driveTables } from '../../../../sandbox/graph/drive/model.ts';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { appToken, graphAs } from '../support.ts';
import type { Example, Json } from './documentation.ts';

interface Wanted {
  sandbox: SandboxForTests;
  example: Example;
  as: string;
  key: string;
  segments: string[];
}

let counter = 0;

async function post(sandbox: SandboxForTests, path: string, body: Json, token?: string): Promise<string> {
  const all = () => appToken(sandbox, ['Sites.Manage.All', 'Sites.ReadWrite.All']);
  const graph = graphAs(sandbox, token ?? (await all()));
  const answer = await graph(path, { method: 'POST', body });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return String(answer.body.id);
}

const text = ['Name', 'Color', 'Address'].map((name) => ({ name, text: {} }));
const numbers = ['Quantity', 'Weight'].map((name) => ({ name, number: {} }));

/** The library of a page that is about one, or else a list with the columns that pages show, and an item in it. */
export async function listFor({ sandbox, example, segments, key }: Wanted): Promise<string> {
  if (!key.startsWith('{')) return key;
  const [drive] = driveTables(sandbox.tenant).drives.by('site', segments[1] ?? '');
  if (!/\/items|expand=/.test(example.path)) return drive?.listId ?? '';
  const site = `/sites/${segments[1]}`;
  const list = await post(sandbox, `${site}/lists`, {
    displayName: `Inventory ${counter++}`,
    columns: [...text, ...numbers],
  });
  await post(sandbox, `${site}/lists/${list}/items`, {
    fields: { Title: 'Gadget', Name: 'Gadget', Color: 'Red', Quantity: 503 },
  });
  return list;
}

export async function listItemFor({ sandbox, as, segments }: Wanted): Promise<string> {
  const token = await sandbox.tokenFor(as, ['Sites.ReadWrite.All']);
  const fields = { Title: 'Widget', Name: 'Widget', Color: 'Blue', Quantity: 2357 };
  return post(sandbox, `/sites/${segments[1]}/lists/${segments[3]}/items`, { fields }, token);
}
