import fc from 'fast-check';
import type { z } from 'zod';
import { fitting } from '../from-schema.ts';
import type { Shot } from '../shot.ts';
import type { Target } from '../target.ts';
import { anything, mutated, text } from '../values.ts';
import { type Door, jsonShot } from './door.ts';

const route = ['POST /api/messages'];
const post = (what: string, target: Target, activity: unknown): Shot =>
  jsonShot(what, 'POST', '/api/messages', target.connectorToken, activity);
const person = fc.nat(100);
/** What a bot answers to an invoke that it does not know. https://learn.microsoft.com/azure/bot-service/bot-activity-handler-concept */
const unknownInvoke = [501];

/** Sentences: those that Aide understands, and what becomes of them when somebody leans on the keyboard. */
export const sentences: Door = {
  name: 'sentences',
  share: 18,
  routes: () => route,
  shots(target) {
    return fc
      .tuple(person, fc.oneof(sentenceOf(target), text), fc.option(text, { freq: 4 }))
      .map(([who, said, name]) => {
        const activity = target.activity(who, { text: said });
        if (name !== null) activity.from = { ...(activity.from as object), name };
        return post('sentence', target, activity);
      });
  },
};

/** An example of a command, with something put in, left out, or turned round. */
export function sentenceOf({ registry, known }: Pick<Target, 'registry' | 'known'>): fc.Arbitrary<string> {
  const examples = registry.commands.flatMap(({ examples }) => examples);
  const piece = fc.oneof(
    text,
    fc.constantFrom(...examples, ...known.addresses, 'tomorrow 25:00', 'and', ':', '\n', '“', 'no'),
  );
  return fc
    .tuple(fc.constantFrom(...examples), piece, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4))
    .map(([example, other, share, how]) => {
      const at = Math.floor(share * example.length);
      if (how === 0) return example;
      if (how === 1) return `${example.slice(0, at)}${other}${example.slice(at)}`;
      if (how === 2) return `${example.slice(0, at)} ${other}`;
      if (how === 3) return `${other} ${example}`;
      return example.split(' ').reverse().join(' ');
    });
}

/** Activities of each type that Teams sends, and of some that it does not, each part of them bent. */
export const activities: Door = {
  name: 'activities',
  share: 10,
  mayAnswer: unknownInvoke,
  routes: () => route,
  shots(target) {
    const types = [
      'message',
      'messageUpdate',
      'messageDelete',
      'messageReaction',
      'conversationUpdate',
      'installationUpdate',
      'invoke',
      'event',
      'typing',
      'endOfConversation',
      'handoff',
      'trace',
      'command',
      'constructor',
    ];
    const mention = { type: 'mention', text: '<at>Aide</at>', mentioned: { id: '28:x' } };
    const more = fc.record(
      {
        action: fc.constantFrom('add', 'remove', 'add-upgrade', 'x'),
        membersAdded: fc.constantFrom([{ id: '29:1x' }], [{ id: `28:${'x'.repeat(500)}` }], []),
        membersRemoved: fc.constantFrom([{ id: '29:1x' }], []),
        name: fc.constantFrom('adaptiveCard/action', 'application/vnd.microsoft.meetingStart', 'x'),
        attachments: fc.constantFrom<unknown>([], [{ contentType: 'text/html', content: '<p>' }], [fileInfo]),
        entities: fc.constantFrom<unknown>([mention], Array(300).fill(mention), []),
        channelData: fc.constantFrom<unknown>({ team: { id: '19:x' } }, { tenant: {} }, {}),
        localTimezone: text,
        locale: text,
        text,
        value: anything,
        replyToId: text,
      },
      { requiredKeys: [] },
    );
    return fc
      .tuple(person, fc.constantFrom(...types), more)
      .map(([who, type, rest]): unknown => ({ ...target.activity(who), type, ...rest }))
      .chain((activity) => mutated(fc.constant(activity)))
      .map((activity) => post('activity', target, activity));
  },
};

const fileInfo = {
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  contentUrl: 'http://169.254.169.254/x',
  name: 'a.txt',
  content: { downloadUrl: 'file:///etc/passwd', uniqueId: '../..', fileType: 'txt' },
};

/** Names of invokes: those that are listened to, all others that Teams has, and some that are none. */
const invokeNames = [
  'adaptiveCard/action',
  'fileConsent/invoke',
  'composeExtension/query',
  'composeExtension/selectItem',
  'composeExtension/submitAction',
  'composeExtension/fetchTask',
  'composeExtension/queryLink',
  'composeExtension/anonymousQueryLink',
  'composeExtension/querySettingUrl',
  'composeExtension/setting',
  'composeExtension/onCardButtonClicked',
  'task/fetch',
  'task/submit',
  'tab/fetch',
  'tab/submit',
  'signin/tokenExchange',
  'signin/verifyState',
  'signin/failure',
  'config/fetch',
  'config/submit',
  'message/submitAction',
  'message/fetchTask',
  'actionableMessage/executeAction',
  'application/search',
  '__proto__',
  'toString',
];

const invokeValues = (target: Target): Record<string, fc.Arbitrary<unknown>> => ({
  'adaptiveCard/action': fc.record({
    action: fc.record({ type: fc.constant('Action.Execute'), verb: text, data: anything }),
  }),
  'fileConsent/invoke': fc.record({
    type: fc.constant('fileUpload'),
    action: fc.constantFrom('accept', 'decline'),
    context: fc.record({ verb: fc.constantFrom('tasks.export', 'x'), data: anything }),
    uploadInfo: fc.record({
      uploadUrl: fc.oneof(fc.constantFrom(...target.known.ids.slice(-1), 'https://contoso.sharepoint.com/x'), text),
      contentUrl: fc.constant('https://contoso.sharepoint.com/x'),
      name: text,
      uniqueId: text,
      fileType: fc.constant('csv'),
    }),
  }),
  'composeExtension/query': fc.record({
    commandId: fc.constantFrom(...target.registry.searches.keys(), 'x'),
    parameters: fc.array(
      fc.record({ name: fc.constantFrom('search', 'initialRun', 'x'), value: fc.oneof(text, anything) }),
      { maxLength: 3 },
    ),
    queryOptions: fc.record({ skip: fc.nat(), count: fc.nat(200) }),
    state: fc.option(fc.constantFrom('123456', 'CancelledByUser')),
  }),
  'signin/tokenExchange': fc.record({
    id: text,
    connectionName: fc.constantFrom('aide', 'x'),
    token: fc.constantFrom('a.b.c', ...target.tokens),
  }),
  'signin/verifyState': fc.record({ state: fc.oneof(fc.constantFrom('123456', 'CancelledByUser'), text) }),
  'signin/failure': fc.record({ code: fc.constantFrom('tokenmissing', 'resourcematchfailed', 'x'), message: text }),
});

export const invokes: Door = {
  name: 'invokes',
  share: 12,
  mayAnswer: unknownInvoke,
  routes: () => route,
  shots(target) {
    const values = invokeValues(target);
    return fc
      .tuple(person, fc.oneof(fc.constantFrom(...Object.keys(values)), fc.constantFrom(...invokeNames)))
      .chain(([who, name]) =>
        mutated(Object.hasOwn(values, name) ? values[name]! : anything).map((value) =>
          post(`invoke ${name}`, target, target.activity(who, { type: 'invoke', name, value, text: undefined })),
        ),
      );
  },
};

/** What cards send: every verb of the registry and of Aide's own cards, with data made from its schema. */
export const cards: Door = {
  name: 'card data',
  share: 20,
  routes: () => route,
  shots(target) {
    const verbs: { verb: string; data: z.ZodType }[] = [...target.registry.verbs.values(), ...target.builtInVerbs];
    const kinds = ['execute', 'submit', 'consent'] as const;
    return fc
      .tuple(person, fc.constantFrom(...verbs), fc.constantFrom(...kinds, 'execute', 'execute'), fc.boolean())
      .chain(([who, { verb, data }, kind, refreshes]) =>
        mutated(fitting(data, target.known)).map((value) => {
          const activity =
            kind === 'submit'
              ? { value: { verb, data: value }, text: undefined, replyToId: '1' }
              : {
                  type: 'invoke',
                  text: undefined,
                  replyToId: '1',
                  ...(kind === 'execute'
                    ? {
                        name: 'adaptiveCard/action',
                        value: {
                          action: { type: 'Action.Execute', verb, data: value },
                          trigger: refreshes ? 'automatic' : 'manual',
                        },
                      }
                    : {
                        name: 'fileConsent/invoke',
                        value: { action: 'decline', context: { verb, data: value } },
                      }),
                };
          return post(`${kind} ${verb}`, target, target.activity(who, activity));
        }),
      );
  },
};
