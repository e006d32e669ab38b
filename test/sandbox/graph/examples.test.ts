import assert from 'node:assert/strict';
import { assertContract } from '../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { documentedExamples, type Example } from './examples/documentation.ts';
import { illFormed, known, slips } from './examples/known.ts';
import { leastRole, leastScope } from './examples/scopes.ts';
import { departures } from './examples/shape.ts';
import { place } from './examples/world.ts';
import { appToken, graphAs } from './support.ts';

describe('The examples of Graph’s documentation', () => {
  const examples = documentedExamples();
  const answered: string[] = [];
  let sandbox: SandboxForTests;
  // Its traffic is not held against the contract.
  let lenient: SandboxForTests;

  before(async () => {
    // Pages post to one channel more often than it takes in a second.
    const options = { teams: { rateLimits: false } };
    [sandbox, lenient] = await Promise.all([startSandbox(options), startSandbox(options)]);
  });
  after(() => Promise.all([sandbox.stop(), lenient.stop()]));

  if (examples.length === 0) it('are not at hand');

  for (const example of examples) {
    const reason = known[example.id];
    it(`${example.id} ${example.method} ${example.path}${reason ? `: not as documented, ${reason}` : ''}`, async () => {
      const found = await replay(illFormed.has(example.id) ? lenient : sandbox, example);
      if (found.length === 0) answered.push(example.id);
      if (reason) assert.notDeepEqual(found, [], 'is answered as documented by now: take it out of the table');
      else assert.deepEqual(found, []);
    });
  }

  it('that the table excuses are all there', () => {
    const ids = new Set(examples.map(({ id }) => id));
    if (ids.size > 0)
      assert.deepEqual(
        [...Object.keys(known), ...Object.keys(slips)].filter((id) => !ids.has(id)),
        [],
      );
  });

  it('are answered as documented', function () {
    this.runnable().title = `are answered as documented: ${answered.length} of ${examples.length}`;
  });

  it('leave traffic that keeps to Microsoft’s contract', () => assertContract(sandbox.tenant));
});

/** Sends an example with the least scope that the documentation asks for. */
async function replay(sandbox: SandboxForTests, example: Example): Promise<string[]> {
  const sent = await place(sandbox, example);
  const path = sent.path.split('?')[0] ?? '';
  const role = leastRole(example, path);
  const scope = role ?? leastScope(example, path);
  const token = role ? await appToken(sandbox, [role]) : await sandbox.tokenFor(sent.as, [scope]);
  const graph = graphAs(sandbox, token);
  const { status, headers, body } = await graph(sent.path, {
    method: example.method,
    headers: sent.headers,
    body: sent.body,
  });
  const { answer } = example;
  const isExpected = answer.status === undefined ? status < 300 : status === answer.status;
  if (!isExpected)
    return [
      `status ${status} (${body?.error?.code}: ${body?.error?.message}; ${scope}), documented ${answer.status ?? '2xx'}`,
    ];
  const excused = slips[example.id] ?? [];
  const { code } = (answer.body?.error ?? {}) as { code?: string };
  const prefer = answer.headers['Preference-Applied'];
  const found = [
    ...(prefer && headers.get('preference-applied') !== prefer ? [`Preference-Applied is not '${prefer}'`] : []),
    ...(code !== undefined && code !== body?.error?.code
      ? [`code is '${body?.error?.code}', documented '${code}'`]
      : []),
    ...(answer.body ? departures(answer.body, body ?? {}, /\$select=/i.test(example.path)) : []),
  ];
  return [
    ...found.filter((departure) => !excused.includes(departure)),
    ...excused.filter((slip) => !found.includes(slip)).map((slip) => `'${slip}' needs no excuse any more`),
  ];
}
