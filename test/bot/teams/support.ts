import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { card, execute } from '../../../bot/chat/cards.ts';
import { systemClock } from '../../../bot/clock.ts';
import { cloud } from '../../../bot/clouds.ts';
import type { OpenContext } from '../../../bot/context.ts';
import type { AideError } from '../../../bot/errors.ts';
import type { Command, Here, Reply } from '../../../bot/features/chat.ts';
import type { Context, Feature } from '../../../bot/features/feature.ts';
import type { Operation } from '../../../bot/features/operation.ts';
import { createRegistry } from '../../../bot/features/registry.ts';
import { headAndBody } from '../../../bot/language/read.ts';
import type { ReadSentence } from '../../../bot/language/sentence.ts';
import { createLog } from '../../../bot/log.ts';
import { createPlans, type Plans } from '../../../bot/operations/plans.ts';
import { createRateLimit } from '../../../bot/rate-limit.ts';
import { createCipher } from '../../../bot/storage/cipher.ts';
import { createDrafts } from '../../../bot/storage/drafts.ts';
import { createTeams, type Teams, type TeamsDeps } from '../../../bot/teams/index.ts';
import { tenantId } from '../../../sandbox/tenant/create.ts';
import { storageForTests } from '../../support/azurite.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Client, type ClientOptions, openClient } from '../../support/teams-client.ts';

/** A way for a test to decide when something goes on, and with what. */
export interface Gate {
  opened: Promise<void>;
  open(): void;
}

export function gate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** What the test's feature did, and what a test tells it to do. */
export interface Notes {
  written: string[];
  kept: { person: string; text: string }[];
  here: (Here | undefined)[];
  /** Thrown by the next command "note …". */
  fail: (AideError | Error)[];
  /** "slowly" and its button wait for it. */
  slow: Gate;
  started: Gate;
}

const draft = z.object({ text: z.string() });

function notesFeature(notes: Notes): Feature {
  const command = (
    name: string,
    word: string,
    run: (ctx: Context, text: string) => Promise<Reply>,
  ): Command<string> => ({
    name: `note.${name}`,
    title: `Note: ${name} something`,
    examples: [`${word} buy milk`],
    scopes: ['Notes.ReadWrite'],
    read: (s) => (s.text.startsWith(`${word} `) ? { score: 0.9, request: s.text.slice(word.length + 1) } : undefined),
    run,
  });
  const slowly = async () => {
    notes.started.open();
    await notes.slow.opened;
  };
  return {
    name: 'note',
    title: 'Notes',
    actions: [],
    queries: [],
    reasons: {},
    commands: [
      command('write', 'note', async (ctx, text) => {
        await ctx.profile();
        const failure = notes.fail.shift();
        if (failure) throw failure;
        notes.written.push(text);
        const id = await ctx.drafts.put({ text });
        return {
          text: 'A note.',
          card: card({
            title: `Note: ${text}`,
            actions: [execute('Keep', 'note.keep', { id }), execute('Slowly', 'note.keepSlowly', { id })],
          }),
        };
      }),
      command('ask', 'ask', async () => ({
        text: 'Which one?',
        question: {
          options: ['Megan Bowen', 'Alex Wilber'].map((label) => ({ label, verb: 'note.chosen', data: { label } })),
        },
      })),
      {
        ...command('post', 'post', async (ctx, text) => {
          await ctx.profile();
          const failure = notes.fail.shift();
          if (failure) throw failure;
          notes.written.push(text);
          return { text: `Posted ${text.length} characters.` };
        }),
        takesText: true,
        examples: ['post in General: hello'],
        read: ({ head, body }) => (head?.text.startsWith('post') && body ? { score: 0.95, request: body } : undefined),
      },
      {
        ...command('here', 'where', async (ctx) => {
          await ctx.profile();
          notes.here.push(structuredClone(ctx.here));
          return { text: 'Here.' };
        }),
        read: (s, here) =>
          s.text === 'where' || (here?.files.length ?? 0) > 0 ? { score: 1, request: '' } : undefined,
      },
      command('send', 'send', async (ctx, name) => ({
        text: `Here is ${name}.`,
        fileConsent: {
          name,
          description: 'All notes',
          sizeInBytes: 12,
          verb: 'note.upload',
          data: { id: await ctx.drafts.put({ text: name }) },
        },
      })),
      command('slow', 'slowly', async (_, text) => {
        await slowly();
        notes.written.push(text);
        return { text: `Slowly: ${text}` };
      }),
    ],
    verbs: [
      {
        verb: 'note.keep',
        data: z.object({ id: z.string() }),
        scopes: ['Notes.ReadWrite'],
        run: async (ctx, { id }: { id: string }) => {
          await ctx.profile();
          const found = await ctx.drafts.get(id, draft);
          if (!found) return { text: 'This card belongs to somebody else.' };
          const failure = notes.fail.shift();
          if (failure) throw failure;
          notes.kept.push({ person: ctx.person.userId, text: found.text });
          return {
            text: 'Kept.',
            card: card({ title: `Kept: ${found.text}`, status: { text: 'Kept', kind: 'good' } }),
          };
        },
      },
      {
        verb: 'note.keepSlowly',
        data: z.object({ id: z.string() }),
        run: async () => {
          await slowly();
          return { text: 'Kept slowly.', card: card({ title: 'Kept slowly' }) };
        },
      },
      {
        verb: 'note.upload',
        data: z.object({
          id: z.string(),
          declined: z.literal(true).optional(),
          upload: z
            .object({ uploadUrl: z.url(), contentUrl: z.url(), name: z.string(), uniqueId: z.string() })
            .optional(),
        }),
        run: async (
          ctx: Context,
          data: { id: string; declined?: true; upload?: { name: string; contentUrl: string; uniqueId: string } },
        ) => {
          const found = await ctx.drafts.get(data.id, draft);
          const failure = notes.fail.shift();
          if (failure) throw failure;
          if (!found || data.declined || !data.upload) return { text: 'Not sent.' };
          notes.written.push(`uploaded ${found.text}`);
          const { name, contentUrl, uniqueId } = data.upload;
          return { text: 'It is in your OneDrive.', fileInfo: { name, contentUrl, uniqueId, fileType: 'txt' } };
        },
      },
      {
        verb: 'note.chosen',
        data: z.object({ label: z.string() }),
        run: async (_: Context, { label }: { label: string }) => ({
          text: `You chose ${label}.`,
          card: card({ title: `You chose ${label}` }),
        }),
      },
    ],
  };
}

/** Words, and nothing of dates: what the chat needs of the language. "half" is ambiguous. */
const readSentence: ReadSentence = (original, options) => {
  const { head, body } = headAndBody(original);
  return { ...words(original, options), ...(head ? { head: words(head, options), body } : {}) };
};

const words: ReadSentence = (text, { now }) => ({
  original: text,
  marks: [],
  text: text.slice(0, 1000),
  rest: text.toLowerCase(),
  spans: [],
  weekdays: [],
  people: [],
  now,
  ambiguities: text.includes('half')
    ? [
        {
          about: 'time',
          question: 'Which half?',
          answers: [
            { label: 'The first half', sentence: text.replace('half', 'first') },
            { label: 'The second half', sentence: text.replace('half', 'second') },
          ],
        },
      ]
    : [],
});

export interface AideForTests {
  teams: Teams;
  sandbox: SandboxForTests;
  notes: Notes;
  operations: Operation[];
  plans: Plans;
  /** Persons and what they were asked to agree to. */
  connects: { userId: string; scopes?: readonly string[]; claims?: string }[];
  /** Status of each answer to the Bot Connector. */
  answers: { type: string; status: number }[];
  client(name: string, options?: ClientOptions): Promise<Client>;
  post(body: string | object, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
  /** The same Aide, started again on the same storage. */
  restart(): void;
  stop(): Promise<void>;
}

export async function startAide(
  options: {
    limits?: TeamsDeps['limits'];
    /** Requests of one person in a minute; 1200 unless told. */
    perMinute?: number;
    /** Where the sandbox keeps its keys. */
    dataDir?: string;
    /** May change what comes; true: the connection is dropped. */
    intercept?: (body: { type?: string; name?: string }) => Promise<boolean>;
  } = {},
): Promise<AideForTests> {
  const answers: AideForTests['answers'] = [];
  let teams: Teams | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = parse(Buffer.concat(chunks).toString('utf8'));
    response.on('finish', () => {
      answers.push({
        type: String((body as { name?: string })?.name ?? (body as { type?: string })?.type),
        status: response.statusCode,
      });
    });
    if (await options.intercept?.(body as { type?: string })) {
      response.destroy();
      return;
    }
    await teams?.process({ method: request.method, headers: request.headers, body }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sandbox = await startSandbox({
    aide: { ...aideForTests, url },
    teams: { delivery: { pauses: [1, 1, 1] }, rateLimits: false },
    dataDir: options.dataDir,
  });
  const storage = await storageForTests();
  const cipher = createCipher([{ id: 'k', key: randomBytes(32) }]);
  const notes: Notes = { written: [], kept: [], here: [], fail: [], slow: gate(), started: gate() };
  const operations: Operation[] = [];
  const connects: AideForTests['connects'] = [];
  const drafts = createDrafts(storage, cipher);
  const plans = createPlans(storage, cipher);
  const openContext: OpenContext = (caller, scopes) =>
    ({
      ...caller,
      drafts: drafts(caller.person),
      plans: plans.of(caller.person),
      async profile() {
        await caller.assertion();
        const { displayName, mail, userPrincipalName, timeZone } = sandbox.tenant.tables.users.get(
          caller.person.userId,
        )!;
        return { ...caller.person, displayName, mail, userPrincipalName, timeZone, locale: 'en-US' };
      },
      async now() {
        if (scopes.length > 0) await caller.assertion();
        return DateTime.now().setZone(sandbox.tenant.tables.users.get(caller.person.userId)!.timeZone);
      },
      operations: {
        list: async (top: number) => operations.slice(0, top),
        get: async (id: string) => operations.find((o) => o.id === id),
        undo: async (id: string) => {
          const found = operations.find((o) => o.id === id)!;
          return Object.assign(found, { state: 'undone', canUndo: false });
        },
      },
    }) as unknown as Context;
  const start = () =>
    createTeams({
      config: {
        bot: {
          id: aideForTests.botId,
          connection: 'aide',
          credential: { kind: 'secret', secret: aideForTests.botSecret },
        },
        tenantId,
        tenants: [tenantId],
      },
      cloud: cloud('sandbox', tenantId, sandbox.url),
      registry: createRegistry([notesFeature(notes)]),
      storage,
      cipher,
      openContext,
      plans,
      readSentence,
      clock: systemClock,
      log: createLog(process.env.TEST_LOG ?? 'silent'),
      rateLimit: createRateLimit({ perMinute: options.perMinute ?? 1200 }),
      connectUrl: async ({ userId }, need) => {
        connects.push({ userId, ...need });
        return `${url}/auth/start?ticket=${connects.length}`;
      },
      limits: options.limits,
    });
  teams = start();
  const clients: Client[] = [];
  return {
    get teams() {
      return teams!;
    },
    sandbox,
    notes,
    operations,
    plans,
    connects,
    answers,
    async client(name, clientOptions) {
      const client = await openClient(sandbox, name, clientOptions);
      clients.push(client);
      return client;
    },
    async post(body, headers = {}) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, body: await response.text() };
    },
    restart() {
      teams = start();
    },
    async stop() {
      for (const client of clients) await client.close();
      await teams?.settled();
      await sandbox.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Somebody new in the chat: their welcome is taken. */
export async function greeted(aide: AideForTests, name: string, options?: ClientOptions): Promise<Client> {
  const client = await aide.client(name, options);
  await client.nextCard();
  return client;
}
