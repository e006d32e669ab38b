import type { Part, Proposal, Receipt } from '@aide/contracts/operations';
import type { DateTime } from 'luxon';
import type { z } from 'zod';
import type { Directory } from '../directory/directory.ts';
import type { Knowledge } from '../directory/knowledge.ts';
import type { Graph, GraphRequest, GraphResponse } from '../graph/graph.ts';
import type { Logger } from '../log.ts';
import type { Drafts } from '../storage/drafts.ts';
import type { CardVerb, Command, Fact, Here, Reference, Search } from './chat.ts';
import type { PersonalOperations, PersonalPlans } from './operation.ts';

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
  /**
   * How they write dates and times, as a BCP 47 tag: 'en-US', 'de-DE', 'en-US-u-hc-h23'. In a context that of the client at hand; stored,
   * and for work that is done while they are away, that of the mailbox.
   */
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
  /** What people call now, in the person's zone, and written as they write it (`bot/chat/when.ts`), in English words. */
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
  // biome-ignore lint/suspicious/noExplicitAny: as above
  facts?: Fact<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: as above
  references?: Reference<any>[];
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
