import type { Part, Proposal, Receipt, UndoKind } from '@aide/contracts/operations';
import type { DateTime } from 'luxon';
import type { z } from 'zod';
import type { Directory } from '../directory/directory.ts';
import type { Knowledge } from '../directory/knowledge.ts';
import type { Graph, GraphRequest, GraphResponse } from '../graph/graph.ts';
import type { Sentence } from '../language/sentence.ts';
import type { Logger } from '../log.ts';
import type { Drafts } from '../storage/drafts.ts';

/** A delegated Microsoft Graph permission, e.g. 'Calendars.ReadWrite'. */
export type GraphScope = string;

/** Who acts: always the signed-in person, never the app. */
export interface Person {
  tenantId: string;
  /** Entra object id (`oid`). */
  userId: string;
}

/** What Aide knows of the person at work, read once a day from Graph and kept in Tables. */
export interface Profile extends Person {
  displayName: string;
  mail: string;
  userPrincipalName: string;
  /** IANA name. */
  timeZone: string;
  /** luxon locale, e.g. 'en-US'. */
  locale: string;
}

/** Everything a feature may use while it works for one person. Nothing else is reachable from a service. */
export interface Context {
  person: Person;
  surface: 'chat' | 'tab' | 'outlook' | 'api' | 'job';
  requestId: string;
  log: Logger;
  /** On behalf of the person, with the scopes of the action, query or command at hand. */
  graph: Graph;
  /**
   * Graph with other scopes, for what goes beyond: another kind of target, or something that only some organisations allow.
   * They are listed in the feature's `optionalScopes`. The first call throws consent_required where consent is missing.
   */
  graphWith(scopes: GraphScope[]): Graph;
  /** Can these be used without asking anybody? Costs no call to Graph. Everything but missing consent is thrown. */
  consented(scopes: GraphScope[]): Promise<boolean>;
  /** The address where a browser gives consent to these, for an answer that goes on without them. */
  connectUrl(scopes: readonly GraphScope[]): string;
  /** `request-id` of Graph's answers so far, for the audit log. */
  graphRequestIds: readonly string[];
  directory: Directory;
  drafts: Drafts;
  knowledge: Knowledge;
  /** The Teams client of the cloud in a browser, where deep links begin: 'https://teams.microsoft.com'. */
  teamsUrl: string;
  profile(): Promise<Profile>;
  /** What people call now, in the person's zone. */
  now(): Promise<DateTime>;
  /** The operations of this person, run through the ledger. The only way a feature writes. */
  operations: PersonalOperations;
  /** What this person planned for later. */
  plans: PersonalPlans;
  settings: Settings;
  /** Where it was said; absent outside of chat. */
  here?: Here;
}

/** What whoever runs Aide has decided for everybody. */
export interface Settings {
  /** Seconds that mail waits in Drafts before it is sent, so that it can be taken back. */
  mailHold: number;
}

/** The conversation in which something was said or pressed. */
export interface Here {
  type: 'personal' | 'groupChat' | 'channel';
  /** As Graph names it: a chat's id ('19:…@thread.v2'), or the channel's ('19:…@thread.tacv2'). */
  conversationId: string;
  /** Channels: the team (Entra group id), and the message that began the thread. */
  teamId?: string;
  threadId?: string;
  /** What came with the message. */
  files: ReceivedFile[];
}

/**
 * A file that a person sent Aide in their personal chat: it lies in their own OneDrive already.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export interface ReceivedFile {
  name: string;
  /** SharePoint's id of the file. Not one that Graph takes: `contentUrl` leads to the item. */
  uniqueId: string;
  /** Address of the file in OneDrive. */
  contentUrl: string;
}

/** One definition of a write, for every surface. Run by `operations/`, never called directly. */
export interface Action<Input extends z.ZodType = z.ZodType, Out = unknown> {
  name: `${string}.${string}`;
  title: string;
  scopes: GraphScope[];
  input: Input;
  output: z.ZodType<Out>;
  /** Reads only: what will happen, to whom, conflicts, warnings, what undo will be. */
  propose(ctx: Context, input: z.output<Input>): Promise<Proposal>;
  /** Does it. `operation` is the key to be handed to Graph where it has one (transactionId). */
  perform(ctx: Context, input: z.output<Input>, operation: string, memory: Memory): Promise<Receipt<Out>>;
  /**
   * After a crash between "attempting" and "done": what became of it? Absent: the operation ends `unknown`.
   * 'repeat' says that perform may run again because Graph, or a check, keeps it from happening twice.
   */
  recover?(ctx: Context, input: z.output<Input>, operation: string, memory: Memory): Promise<Recovered<Out>>;
  /** Takes it back. Must be safe to run again. Absent: it cannot be undone, and the proposal says so. */
  undo?(ctx: Context, input: z.output<Input>, receipt: Receipt<Out>): Promise<{ summary: string }>;
  /**
   * What it was done about, e.g. ['mail:<conversation id>']: under each of these it is found again (`operations.about`). Only a hash
   * of them is kept.
   */
  about?(input: z.output<Input>, receipt: Receipt<Out>): string[];
  /** How far it is, read from what it keeps (`Memory`), for whoever looks while it is at work. Pure. undefined: nothing to say yet. */
  progress?(kept: unknown): Part[] | undefined;
}

/**
 * What an action has to know after a crash, e.g. how it was before: kept with the operation, sealed, before the write. JSON only.
 */
export interface Memory {
  /** What was kept last; undefined = nothing. */
  readonly kept: unknown;
  keep(value: unknown): Promise<void>;
}

export type Recovered<Out> = { done: Receipt<Out> } | 'repeat' | { unknown: string };

/** A read, for every surface. */
export interface Query<Input extends z.ZodType = z.ZodType, Out = unknown> {
  name: `${string}.${string}`;
  title: string;
  scopes: GraphScope[];
  input: Input;
  output: z.ZodType<Out>;
  run(ctx: Context, input: z.output<Input>): Promise<Out>;
}

/** An Adaptive Card 1.5 as plain JSON; built by pure functions in `cards.ts`. */
export type Card = { type: 'AdaptiveCard'; version: '1.5'; fallbackText: string; body: unknown[] } & Record<
  string,
  unknown
>;

/** What a command or a card's button answers with. Sent, or put in the place of the card, by `teams/`. */
export interface Reply {
  card?: Card;
  /** Shown when there is no card; with a card it is the notification's text. */
  text: string;
  /** A short question: the next message that names one of these is taken as that button pressed. */
  question?: { options: { label: string; verb: string; data: Record<string, unknown> }[] };
  /** Personal chat only: asks whether a file may be put into the person's OneDrive. The answer presses `verb`. */
  fileConsent?: FileConsent;
  /** Personal content: said in a group or a channel, it is answered in the person's own chat, and the others are not shown it. */
  private?: boolean;
  /** A file that is in the person's OneDrive now; shown as a file. Takes the place of the consent card. */
  fileInfo?: { name: string; contentUrl: string; uniqueId: string; fileType: string };
}

/**
 * A file consent card. When the person agrees, `verb` is pressed with `data` and besides `upload`: where the bytes go
 * (`{uploadUrl, contentUrl, name, uniqueId, fileType}`, checked by the verb's own schema); when they decline, with
 * `declined: true`. Bots must ask before they upload a file, and the card exists in personal chats only.
 */
export interface FileConsent {
  name: string;
  description: string;
  sizeInBytes: number;
  verb: string;
  data: Record<string, unknown>;
}

/** A sentence that Aide understands. Help, suggestions and the manifest's commands come from these. */
export interface Command<Request = unknown> {
  name: `${string}.${string}`;
  /** For help: "Find a time and book a meeting". */
  title: string;
  /** What a person could type, best first; each is understood by `read` (tested). */
  examples: string[];
  /** How the command shows in Teams' command menu (title at most 32 characters, description 128). */
  menu?: { title: string; description: string };
  /** Delegated scopes it reads with. Absent: it works without signing in. */
  scopes?: GraphScope[];
  /** true: its answer is for the person alone, e.g. their tasks (see `Reply.private`). */
  private?: boolean;
  /** true: what stands after a colon is text of the person's own and may be long, e.g. a post ("post in General: …"). */
  takesText?: boolean;
  /**
   * Is this sentence mine? `score` from 0 to 1; the highest wins, undefined = not mine. Pure. `settled`: what could be read in two
   * ways stands in a text of the person's own ("email Megan saying: see you at 3"), so that there is nothing to be asked.
   */
  read(sentence: Sentence, here?: Here): { score: number; request: Request; settled?: boolean } | undefined;
  run(ctx: Context, request: Request): Promise<Reply>;
}

/** A button of a card (`Action.Execute` with this verb). Its data comes from outside: `data` checks it. */
export interface CardVerb<Data extends z.ZodType = z.ZodType> {
  verb: `${string}.${string}`;
  data: Data;
  scopes?: GraphScope[];
  run(ctx: Context, data: z.output<Data>): Promise<Reply>;
}

/** What a feature shows of the day. The parts of all features are read together, in as few round trips as one would take. */
export interface DayPart<Out = unknown> {
  scopes: GraphScope[];
  /** With these as well it shows more; never asked for. */
  wider?: GraphScope[];
  /**
   * Yields what it asks Graph, and is given the answers; asks at most twice, at most 16 requests each time. `ctx.graph` has
   * the scopes. What it throws is told in its place, and leaves the other parts standing.
   */
  read(ctx: Context, wide: boolean): AsyncGenerator<GraphRequest[], Out, GraphResponse[]>;
}

/** Something that a search of the message extension found: shown in its list, and put into a message when it is chosen. */
export interface Found {
  title: string;
  /** One line under it in the list; plain text. */
  about: string;
  /** What is put into the message. Whoever reads it may be anybody, so its buttons only open pages. */
  card: Card;
}

/**
 * A search of the message extension: in Teams from the box where one writes and from the command box, in Outlook from a mail. The
 * manifest's commands are held against these.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/define-search-command
 */
export interface Search {
  /** Id of the command in the manifest: 'searchFiles'. */
  commandId: string;
  /** At most 32 characters. */
  title: string;
  /** At most 128 characters. */
  description: string;
  /** What is asked for; also for models that choose a search. */
  parameter: { name: string; title: string; description: string };
  scopes: GraphScope[];
  /**
   * @param text what was typed; '' = nothing yet: what the person may want most is shown
   * @returns at most `count`, in an order that stays the same from page to page
   */
  run(ctx: Context, text: string, page: { skip: number; count: number }): Promise<Found[]>;
}

/** What a feature contributes. `features/index.ts` has one line per feature; everything else is derived. */
export interface Feature {
  name: string;
  title: string;
  // biome-ignore lint/suspicious/noExplicitAny: the registry holds actions of every shape; each is checked where it is defined
  actions: Action<any, any>[];
  // biome-ignore lint/suspicious/noExplicitAny: as above
  queries: Query<any, any>[];
  // biome-ignore lint/suspicious/noExplicitAny: as above
  commands: Command<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: as above
  verbs: CardVerb<any>[];
  searches?: Search[];
  /** Scopes used through `graphWith`: asked for when something needs them, and not before. In the app's manifest. */
  optionalScopes?: GraphScope[];
  /**
   * Scopes used only where an administrator has granted them to Aide of their own accord: never asked for, and not in the app's
   * manifest. Without them the feature says what it cannot do.
   */
  grantedScopes?: GraphScope[];
  /** Graph scope → why it is asked for; one sentence each, for docs/permissions.md and the consent page. */
  reasons: Record<GraphScope, string>;
}

/** The ledger, seen by one person. */
export interface PersonalOperations {
  /** Stores what would happen and returns it; nothing is written to Microsoft 365. */
  propose<In extends z.ZodType, Out>(action: Action<In, Out>, input: z.input<In>, id?: string): Promise<Operation<Out>>;
  /**
   * Confirmed by the person: performs once per id, however often and from wherever it is called.
   * @param guard asked by the process that holds the operation, right before it performs it; what it throws ends the attempt
   */
  run<In extends z.ZodType, Out>(
    action: Action<In, Out>,
    input: z.input<In>,
    id: string,
    guard?: () => Promise<void>,
  ): Promise<Operation<Out>>;
  /** Confirms an operation that was proposed. */
  confirm(id: string): Promise<Operation>;
  undo(id: string): Promise<Operation>;
  get(id: string): Promise<Operation | undefined>;
  /** Newest first. */
  list(top: number): Promise<Operation[]>;
  /** What was done about something (`Action.about`), newest first. */
  about(what: string, top: number): Promise<Operation[]>;
}

/** Something to be done later: one action with its input, at its time. */
export interface Plan {
  /** Also the id of the operation it becomes. */
  id: string;
  action: string;
  input: unknown;
  /** ISO 8601, UTC. */
  at: string;
  /** One line, for lists: "Post in Marketing › General". */
  title: string;
  /**
   * planned: waits. running: its operation has begun. retrying: its time came, it did certainly not happen, and is tried again later.
   * done, failed: see the operation. cancelled: it will not happen.
   */
  state: 'planned' | 'running' | 'retrying' | 'done' | 'failed' | 'cancelled';
}

/**
 * Plans of one person, kept in Tables and sealed: done once at their time by whichever process is there, after a restart too.
 * The person is told in their personal chat what became of it.
 */
export interface PersonalPlans {
  /** Planned again with the same id and content it is the same plan. @throws AideError key_reused with other content */
  add(plan: { id: string; action: string; input: unknown; at: string; title: string }): Promise<Plan>;
  get(id: string): Promise<Plan | undefined>;
  /** Those that wait, for their time or for another try, soonest first. */
  list(): Promise<Plan[]>;
  /** Of one that waits. @returns the plan as it is now: cancelled, or running and done when it was too late */
  cancel(id: string): Promise<Plan | undefined>;
}

export interface Operation<Out = unknown> {
  id: string;
  action: string;
  state: 'proposed' | 'attempting' | 'done' | 'failed' | 'unknown' | 'undone';
  createdAt: string;
  updatedAt: string;
  proposal?: Proposal;
  receipt?: Receipt<Out>;
  problem?: { code: string; detail: string; remedy: string };
  /** attempting: how far it is, where the action says (`Action.progress`). */
  progress?: Part[];
  undoKind: UndoKind;
  canUndo: boolean;
}
