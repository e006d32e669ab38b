import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HttpError } from '../../../sandbox/host/page/src/api/http.ts';
import {
  detailOf,
  linkTo,
  placeOf,
  readLink,
  type TabPlace,
  tabRoute,
} from '../../../sandbox/host/page/src/tab-host/address.ts';
import { connect, type Heard } from '../../../sandbox/host/page/src/tab-host/connection.ts';
import { addressOf } from '../../../sandbox/host/page/src/tab-host/context.ts';
import { answerCall, type HostServices } from '../../../sandbox/host/page/src/tab-host/host-calls.ts';
import { runtimeOf } from '../../../sandbox/host/page/src/tab-host/hosts.ts';
import { readRequest } from '../../../sandbox/host/page/src/tab-host/messages.ts';
import { isAllowedAddress, reachedBy } from '../../../sandbox/host/page/src/tab-host/popup.ts';
import { answerToken } from '../../../sandbox/host/page/src/tab-host/sign-in.ts';
import { type StartUp, startUpAfter } from '../../../sandbox/host/page/src/tab-host/start-up.ts';

const here = 'http://127.0.0.1:4365';
const appId = '6f1c3b52-8d0e-4a57-9a0d-3f6d2b1e7c01';

describe('the address of a tab', () => {
  // A path with '.' and '..' in it is another path.
  const part = fc.stringMatching(/^[\w:@!-][\w.:@!-]{0,20}$/).filter((text) => !/^(channel|link):/.test(text));
  const place: fc.Arbitrary<TabPlace> = fc.record(
    {
      entityId: part,
      subPageId: fc.array(part, { minLength: 1, maxLength: 3 }).map((p) => p.join('/')),
      channelId: part,
    },
    { requiredKeys: ['entityId'], noNullPrototype: true },
  );

  it('is read back as it was written', () => {
    fc.assert(fc.property(place, (at) => assert.deepEqual(placeOf(detailOf(at)), at)));
    assert.deepEqual(placeOf(undefined), {});
    assert.equal(detailOf({}), undefined);
  });

  it('is what a shared link leads to', () => {
    fc.assert(
      fc.property(place, fc.string(), (at, label) => {
        const linked = readLink(linkTo(here, appId, at, label), here);
        assert.deepEqual(linked, { to: 'tab', appId, place: at });
        assert.deepEqual(placeOf(tabRoute(linkTo(here, appId, at), here)?.detail), at);
      }),
    );
  });

  it('is found in links of Teams and of this page, and in nothing else', () => {
    const context = encodeURIComponent('{"subEntityId":"tasks/1"}');
    const link = `/l/entity/${appId}/home?context=${context}`;
    for (const origin of [here, 'https://teams.microsoft.com', 'https://teams.cloud.microsoft'])
      assert.deepEqual(readLink(origin + link, here), {
        to: 'tab',
        appId,
        place: { entityId: 'home', subPageId: 'tasks/1' },
      });
    assert.deepEqual(readLink('https://teams.microsoft.com/l/chat/0/0?users=a@b.c,d@e.f', here), {
      to: 'chat',
      users: ['a@b.c', 'd@e.f'],
    });
    for (const other of ['https://evil.example/l/entity/x/y', `${here}/x/entity/a/b`, 'javascript:alert(1)', 'no'])
      assert.equal(tabRoute(other, here), undefined);
    // What is no JSON says nothing.
    assert.deepEqual(readLink(`${here}/l/entity/${appId}/home?context=%7B`, here), {
      to: 'tab',
      appId,
      place: { entityId: 'home' },
    });
  });
});

describe('the messages of TeamsJS', () => {
  it('are read whatever a window posts', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        const read = readRequest(data);
        assert(read === undefined || (typeof read.func === 'string' && Array.isArray(read.args)));
      }),
    );
    assert.deepEqual(readRequest({ id: 1, func: 'getContext' }), { id: 1, func: 'getContext', args: [] });
  });

  /** Two windows: what the other one says, and what it is told. */
  const windows = () => {
    let listener: (event: Heard) => void = () => undefined;
    const told: { message: unknown; origin: unknown }[] = [];
    const other = {
      postMessage: (message: unknown, origin: unknown) => void told.push({ message, origin }),
    };
    return {
      told,
      other,
      here: {
        addEventListener: (_: 'message', heard: typeof listener) => {
          listener = heard;
        },
        removeEventListener: () => {
          listener = () => undefined;
        },
      },
      says: (data: unknown, { origin = 'https://app', source = other as unknown } = {}) =>
        listener({ data, origin, source }),
    };
  };
  const settled = () => new Promise((done) => setImmediate(done));

  it('are answered to the origin that asked, with the ids of the question', async () => {
    const { here: window, other, told, says } = windows();
    const connection = connect({
      here: window,
      other: () => other,
      isAllowed: (origin) => origin === 'https://app',
      answer: ({ func }) => (func === 'silent' ? undefined : [func]),
    });
    says({ id: 4, uuidAsString: 'u', func: 'a', args: [] });
    says({ id: 5, func: 'silent', args: [] });
    await settled();
    assert.deepEqual(told, [{ message: { id: 4, uuidAsString: 'u', args: ['a'] }, origin: 'https://app' }]);
    connection.tell('themeChange', 'dark');
    assert.deepEqual(told[1], { message: { func: 'themeChange', args: ['dark'] }, origin: 'https://app' });
    connection.close();
    says({ id: 6, func: 'a', args: [] });
    await settled();
    assert.equal(told.length, 2);
  });

  it('of another origin or another window are not heard, and nothing is told before the app has spoken', async () => {
    const { here: window, other, told, says } = windows();
    let asked = 0;
    const connection = connect({
      here: window,
      other: () => other,
      isAllowed: (origin) => origin === 'https://app',
      answer: () => {
        asked++;
        return [];
      },
    });
    connection.tell('themeChange', 'dark');
    says({ id: 0, func: 'a', args: [] }, { origin: 'https://evil' });
    says({ id: 0, func: 'a', args: [] }, { source: {} });
    says({ id: 0, func: 'a', args: [] }, { source: null });
    await settled();
    assert.equal(asked, 0);
    assert.deepEqual(told, []);
  });

  it('that name no call are not answered, nor those that name what every object has', () => {
    const host = {} as HostServices;
    for (const func of ['nothing.known', 'toString', '__proto__', 'constructor'])
      assert.equal(answerCall(host, func, []), undefined);
  });
});

describe('what a host says of itself', () => {
  it('is in a form that the app’s TeamsJS reads', () => {
    assert.equal(JSON.parse(runtimeOf('Teams', 4)).apiVersion, 4);
    assert.equal(JSON.parse(runtimeOf('Teams', 9)).apiVersion, 4);
    assert.equal(JSON.parse(runtimeOf('Outlook', 2)).apiVersion, 2);
    assert.equal(JSON.parse(runtimeOf('Office', undefined)).supports.chat, undefined);
  });

  it('fills the placeholders of an address, and escapes what it fills in', () => {
    const context = { entityId: 'home', theme: 'dark', subEntityId: 'a&b=c' };
    assert.equal(
      addressOf('https://a/tab?e={entityId}&t={app.theme}&s={page.subPageId}&x={unknown}', context),
      'https://a/tab?e=home&t=dark&s=a%26b%3Dc&x=',
    );
  });
});

describe('the start of an app in its frame', () => {
  const state = (...events: string[]) =>
    events.reduce<StartUp>((now, event) => startUpAfter(now, event), { at: 'loading' });

  it('ends when it succeeds, and cannot fail from then on', () => {
    assert.deepEqual(state('appInitialization.appLoaded'), { at: 'loaded' });
    assert.deepEqual(state('appInitialization.appLoaded', 'appInitialization.success', 'timeout'), { at: 'running' });
    assert.deepEqual(state('appInitialization.success', 'appInitialization.failure'), { at: 'running' });
    assert.deepEqual(state('appInitialization.expectedFailure'), { at: 'running' });
  });

  it('fails when the app says so, or says nothing for too long', () => {
    assert.deepEqual(startUpAfter({ at: 'loading' }, 'appInitialization.failure', ['AuthFailed', 'No.']), {
      at: 'failed',
      reason: 'AuthFailed',
      message: 'No.',
    });
    assert.deepEqual(state('appInitialization.appLoaded', 'timeout'), { at: 'failed', reason: 'Timeout' });
    // It was slow, and is there.
    assert.deepEqual(state('timeout', 'appInitialization.success'), { at: 'running' });
  });
});

describe('what an app may open', () => {
  it('is on the domains of its manifest', () => {
    const domains = ['app.contoso.com', '*.fabrikam.com', '127.0.0.1:3978'];
    for (const good of ['https://app.contoso.com/a', 'https://x.fabrikam.com/', 'http://127.0.0.1:3978/tab'])
      assert.equal(isAllowedAddress(good, domains), true, good);
    for (const bad of [
      'https://contoso.com/',
      'https://evilapp.contoso.com/',
      'https://fabrikam.com/',
      'https://a.b.fabrikam.com/',
      'https://x.fabrikam.com.evil.example/',
      'https://app.contoso.com@evil.example/',
      'javascript:alert(1)',
      'http://127.0.0.1:1/',
      undefined,
    ])
      assert.equal(isAllowedAddress(bad, domains), false, String(bad));
  });

  it('is reached where its tabs are', () => {
    const tabs = [{ contentUrl: 'http://127.0.0.1:3978/tab' }];
    assert.equal(reachedBy(tabs, 'https://127.0.0.1:3978/auth/start?a=1#b'), 'http://127.0.0.1:3978/auth/start?a=1#b');
    assert.equal(reachedBy(tabs, 'https://elsewhere/auth'), 'https://elsewhere/auth');
    assert.equal(reachedBy(tabs, 7), 7);
  });
});

describe('the token of single sign-on', () => {
  const resource = 'api://aide';
  const refused = (message: string) => async () => {
    throw new HttpError(400, { error: 'invalid_grant', error_description: message });
  };

  it('is for the API that the manifest names, or there is a reason in Teams’ words', async () => {
    const asked: string[] = [];
    const token = async (scope: string) => {
      asked.push(scope);
      return 'a token';
    };
    assert.deepEqual(await answerToken({ mode: 'works', resource, token }), [true, 'a token']);
    assert.deepEqual(asked, ['api://aide/access_as_user']);
    assert.deepEqual(await answerToken({ mode: 'works', resource: undefined, token }), [false, 'resourceDisabled']);
    for (const [message, reason] of [
      ['AADSTS65001: no consent', 'resourceRequiresConsent'],
      ['AADSTS50076: step up', 'resourceRequiresMfa'],
      ['AADSTS50057: disabled', 'unknownAuthError'],
    ])
      assert.deepEqual(await answerToken({ mode: 'works', resource, token: refused(message ?? '') }), [false, reason]);
    const offline = async () => {
      throw new TypeError('fetch failed');
    };
    assert.deepEqual(await answerToken({ mode: 'works', resource, token: offline }), [false, 'Failed to fetch']);
  });
});
