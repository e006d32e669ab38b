import { randomBytes } from 'node:crypto';
import { createOnBehalfOf } from '../../bot/auth/on-behalf-of.ts';
import { cloud } from '../../bot/clouds.ts';
import { createDirectories } from '../../bot/directory/create.ts';
import { createGraphs } from '../../bot/graph/create.ts';
import { createLog } from '../../bot/log.ts';
import { createCipher } from '../../bot/storage/cipher.ts';
import { openStorage } from '../../bot/storage/open.ts';
import { aideForTests } from '../support/sandbox.ts';

/** What this program is told, as JSON, and what it prints: milliseconds for each name. */
export interface NamesToResolve {
  url: string;
  tenantId: string;
  identifierUri: string;
  userId: string;
  assertion: string;
  storage: string;
  names: string[];
}

/**
 * What resolving a name takes without the time in which Graph has the word. A process of its own: in the sandbox's, its 50,000 people lie in
 * the memory, and its work would count as ours.
 */
async function resolutionTimes(told: NamesToResolve): Promise<number[]> {
  const { url, tenantId, identifierUri, userId, assertion, names } = told;
  const here = cloud('sandbox', tenantId, url);
  const storage = openStorage(told.storage, { prefix: `l${randomBytes(5).toString('hex')}` });
  const cipher = createCipher([{ id: 'bench', key: randomBytes(32) }]);
  const log = createLog('silent');
  const { clientId, clientSecret: secret } = aideForTests;
  const app = { clientId, uri: identifierUri, credential: { kind: 'secret' as const, secret } };
  const onBehalfOf = createOnBehalfOf({ cloud: here, config: { app }, storage, cipher, log });
  const graphs = createGraphs({ cloud: here, onBehalfOf });
  const person = { tenantId, userId };
  const directories = createDirectories({ storage, cipher, log });
  const directory = directories(person, (scopes) =>
    graphs({ person, assertion: async () => assertion, scopes, requestId: 'bench-names', log }),
  );
  const others = holdUp();
  // The first one gets the token, and is for the compiler.
  for (const name of ['Adele Vance', 'Megan', 'Nobody Atall']) await directory.resolve([name]);
  const own: number[] = [];
  for (const name of names) {
    others.reset();
    const begun = performance.now();
    await directory.resolve([name]);
    own.push(performance.now() - begun - others.waited());
  }
  return own;
}

/** Counts the time in which an answer is waited for, its body included, however many are waited for at once. */
function holdUp() {
  const real = globalThis.fetch;
  let [open, since, total] = [0, 0, 0];
  globalThis.fetch = async (...request) => {
    if (open++ === 0) since = performance.now();
    try {
      const answer = await real(...request);
      const body = await answer.arrayBuffer();
      const empty = [204, 304].includes(answer.status);
      return new Response(empty ? null : body, { status: answer.status, headers: answer.headers });
    } finally {
      if (--open === 0) total += performance.now() - since;
    }
  };
  return {
    reset() {
      total = 0;
    },
    waited: () => total,
  };
}

if (process.argv[1] === import.meta.filename) {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const times = await resolutionTimes(JSON.parse(Buffer.concat(chunks).toString()) as NamesToResolve);
  process.stdout.write(JSON.stringify(times), () => process.exit(0));
}
