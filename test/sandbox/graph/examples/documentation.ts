import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type Json = Record<string, unknown>;

/** A request that Graph's documentation prints, and the answer that it prints below. */
export interface Example {
  /** The page's name and a number: 'user-get#5'. */
  id: string;
  method: string;
  /** After the version: '/me/events/{id}?$select=subject'. */
  path: string;
  headers: Record<string, string>;
  body?: Json;
  /** status undefined: the page says no more than that the request works. */
  answer: { status?: number; headers: Record<string, string>; body?: Json };
}

interface Reference {
  id: string;
  request: { method: string; path?: string; headers?: Record<string, string>; body?: Json };
  response?: { status: number | null; headers?: Record<string, string>; body?: Json };
}

/** A fenced block of a concept page. A request's block is followed by its answer's, where the page prints one. */
interface Block {
  page: string;
  kind: 'request' | 'response' | 'json';
  method?: string;
  url?: string;
  status?: number;
  headers?: Record<string, string>;
  body?: Json;
  /** A block that is more than one request or answer, or is indented: headers, an empty line and JSON; or further requests. */
  bodyText?: string;
}

const folder = resolve(import.meta.dirname, '../../../../../shared/reference/graph-docs');
const read = <T>(file: string, key: string): T[] => {
  const path = resolve(folder, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8'))[key] as T[]) : [];
};

const anyone = String.raw`/(?:me|users/[^/?]+|users\('[^']+'\))`;
/** What the sandbox serves, as 'METHOD /path'. */
const areas = [
  String.raw`GET ${anyone}/?(\?|$)`,
  String.raw`GET /users(/delta)?/?(\?|$)`,
  String.raw`\w+ ${anyone}/(manager|directReports|(transitive)?memberOf|people|photos?|mailboxSettings|joinedTeams|findMeetingTimes)\b`,
  String.raw`POST (${anyone}|/directoryObjects/[^/]+)/(get|check)Member(Groups|Objects)\b`,
  '(GET|POST) /directoryObjects/',
  String.raw`\w+ ${anyone}/(calendars?|calendarView|events)\b(?!.*/getAllMessages\b)`,
  String.raw`\w+ ${anyone}/contact(s|Folders)\b`,
  String.raw`\w+ ${anyone}/(mailFolders|messages|sendMail|getMailTips|translateExchangeIds|inferenceClassification|outlook|calendarGroups)\b`,
  String.raw`GET ${anyone}/teamwork/associatedTeams\b`,
  String.raw`GET /groups(/[^/?]+)?(/(members|owners|(transitive)?memberOf|transitiveMembers|photos?)(/microsoft.graph.\w+)?)?/?(\?|$)`,
  // Nobody migrates, has shifts or is told by notifications of apps here.
  String.raw`\w+ (/teams|/chats|${anyone}/chats)\b(?!.*/(sendActivityNotification|completeMigration|schedule|permissionGrants|photo)\b)`,
  String.raw`\w+ ${anyone}/teamwork/installedApps\b`,
  String.raw`\w+ (${anyone}/presence|/communications/(presences|getPresencesByUserId))\b`,
  String.raw`\w+ /places\b`,
  String.raw`GET /organization(/[^/?]+)?(\?|$)`,
  String.raw`\w+ ${anyone}/todo\b`,
  String.raw`\w+ (${anyone}/drive|/drives|/groups/[^/]+/drive|/shares|/sites)\b(?!.*/(operations|onenote|termStore|pages)\b)`,
  'POST /search/query',
].map((pattern) => new RegExp(`^${pattern}`, 'i'));

/** The documentation's examples for the areas of the sandbox; none where the reference is not at hand. */
export function documentedExamples(): Example[] {
  return [...fromReference(), ...fromConcepts(), ...refused()].filter(({ method, path }) =>
    areas.some((area) => area.test(`${method} ${path}`)),
  );
}

const fromReference = (): Example[] =>
  read<Reference>('examples.json', 'examples').flatMap(
    ({ id, request: { method, path, headers = {}, body }, response }) =>
      path?.startsWith('/')
        ? [
            {
              id,
              method,
              path,
              headers,
              body,
              answer: { status: response?.status ?? undefined, headers: response?.headers ?? {}, body: response?.body },
            },
          ]
        : [],
  );

/** Errors that a page prints for requests that it describes in words: 'Error handling for advanced queries'. */
const refusals: [message: string, path: string][] = [
  ['Request with $search query parameter only works', '/users?$search="displayName:Irene"'],
  ['Unsupported Query.', '/users?$filter=accountEnabled ne true'],
];
const refused = (): Example[] =>
  read<Block>('concept-blocks.json', 'blocks').flatMap(({ page, kind, body }) => {
    const { message } = (body?.error ?? {}) as { message?: string };
    const n = kind === 'json' ? refusals.findIndex(([beginning]) => message?.startsWith(beginning)) : -1;
    const [, path] = refusals[n] ?? [];
    if (path === undefined) return [];
    return [
      { id: `${page}#error${n + 1}`, method: 'GET', path, headers: {}, answer: { status: 400, headers: {}, body } },
    ];
  });

function fromConcepts(): Example[] {
  const counts = new Map<string, number>();
  const number = (page: string) => {
    const n = (counts.get(page) ?? 0) + 1;
    counts.set(page, n);
    return `${page}#${n}`;
  };
  const blocks = read<Block>('concept-blocks.json', 'blocks');
  return blocks.flatMap((block, i): Example[] => {
    if (block.kind !== 'request' || !block.url || !block.method) return [];
    const next = blocks[i + 1];
    const reply = next?.kind === 'response' && next.page === block.page ? next : undefined;
    const text = unfold(block.bodyText);
    const further = [...(block.bodyText ?? '').matchAll(/^\s*(GET) (https:\S+(?: \S+)*?)(?:\s*\/\/.*)?$/gm)];
    const answer = {
      status: reply?.status,
      headers: reply?.headers ?? {},
      body: reply?.body ?? unfold(reply?.bodyText).body,
    };
    return [
      {
        id: number(block.page),
        method: block.method,
        path: pathOf(block.url),
        headers: { ...text.headers, ...block.headers },
        body: block.body ?? text.body,
        answer,
      },
      ...further.map(([, method = '', url = '']) => ({
        id: number(block.page),
        method,
        path: pathOf(url),
        headers: {},
        answer: { headers: {} },
      })),
    ];
  });
}

const pathOf = (url: string) =>
  url
    .replace(/^https:\/\/graph\.microsoft\.com\/(v1\.0|beta)/, '')
    // A page begins with the first segment.
    .replace(/^(?=users\/)/, '/')
    // A remark that the page puts behind the request.
    .replace(/\s+\/\/.*$/, '');

/** Headers and JSON out of the text of an indented block. */
function unfold(text = ''): { headers: Record<string, string>; body?: Json } {
  const start = text.search(/^\s*\{/m);
  const head = start < 0 ? text : text.slice(0, start);
  const headers = [...head.matchAll(/^\s*([\w-]+): (.+)$/gm)].map(([, name = '', value = '']) => [name, value.trim()]);
  return { headers: Object.fromEntries(headers), body: start < 0 ? undefined : parsed(text.slice(start)) };
}

/** undefined for what a page abridges: it is no JSON any more. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
