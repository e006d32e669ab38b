import type { DateTime } from 'luxon';
import type { z } from 'zod';
import type { Unclear } from '../chat/who.ts';
import type { Sentence } from '../language/sentence.ts';
import type { Statement } from '../language/statements.ts';
import type { Context, GraphScope } from './feature.ts';

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
  /** true: what follows the order is in the person's own words, "and" and all: "remind me to call Alex and send him the deck" is one task. */
  takesWords?: boolean;
  /**
   * Is this sentence mine? `score` from 0 to 1; the highest wins, undefined = not mine. Pure. `settled`: what could be read in two
   * ways stands in a text of the person's own ("email Megan saying: see you at 3"), so that there is nothing to be asked.
   */
  read(sentence: Sentence, here?: Here): { score: number; request: Request; settled?: boolean } | undefined;
  /**
   * Nobody was named whom it needs: the words with which people are named in such a sentence, and after which. "If I haven't met with
   * Nia, schedule a catch-up": whoever was spoken of before is meant.
   */
  lacks?(request: Request, sentence: Sentence): { joint: 'with' | 'to'; after: RegExp } | undefined;
  run(ctx: Context, request: Request): Promise<Reply>;
}

/**
 * Something that is so or not, and that Aide can look up: "I have met with Nia in the past 2 days". Conditions are made of these: "if I
 * haven't …, …". Whether it was denied, and how many were asked for, is not the fact's business.
 */
export interface Fact<Request = unknown> {
  name: `${string}.${string}`;
  /** Completes "I can look up …": "whether you met somebody". */
  title: string;
  /** Each is understood by `read` (tested). */
  examples: string[];
  /** Delegated scopes it reads with. */
  scopes: GraphScope[];
  /**
   * Is this statement mine? `score` from 0 to 1, the highest wins. Pure. `names`: of whom it speaks, as written; who is "them" in
   * what follows. `thing`: how an order calls what it speaks of ("my meeting with Nia tomorrow"), which is "it" in what follows.
   */
  read(statement: Statement): { score: number; request: Request; names: string[]; thing?: string } | undefined;
  /** Looks; `unclear`: a name that has to be settled first. */
  check(ctx: Context, request: Request): Promise<Finding | { unclear: Unclear }>;
}

/** What was found of a fact. */
export interface Finding {
  /** How many there are of what was asked for. */
  count: number;
  /** One sentence that tells it: 'You last met Nia Johnson on Tue 28 Nov, "Sync".' */
  because: string;
}

/**
 * Words that stand for people whom one has to look up: "everybody in my first meeting tomorrow". Every command understands them: the
 * addresses take their place.
 */
export interface Reference<Request = unknown> {
  name: `${string}.${string}`;
  examples: string[];
  scopes: GraphScope[];
  /** The first such words, outside of quotations: characters [from, to) of the text. Pure. */
  find(text: string, now: DateTime): { from: number; to: number; request: Request } | undefined;
  /** @throws AideError not_found with a way on */
  resolve(ctx: Context, request: Request): Promise<{ addresses: string[]; title: string }>;
}

/** A button of a card (`Action.Execute` with this verb). Its data comes from outside: `data` checks it. */
export interface CardVerb<Data extends z.ZodType = z.ZodType> {
  verb: `${string}.${string}`;
  data: Data;
  scopes?: GraphScope[];
  run(ctx: Context, data: z.output<Data>): Promise<Reply>;
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
