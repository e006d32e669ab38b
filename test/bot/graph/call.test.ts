import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryAfterSeconds } from '../../../bot/auth/retry-after.ts';
import { isRepeatable, pathOf, permitsOf, templateOf } from '../../../bot/graph/call.ts';
import { graphError } from '../../../bot/graph/errors.ts';
import { claimsOf, waitBefore } from '../../../bot/graph/middleware.ts';

describe('a call to Graph', () => {
  it('encodes what is asked for', () => {
    const path = pathOf({ method: 'GET', path: '/users', query: { $filter: "mail eq 'a+b&c@x.y'", $top: 5 } });
    const url = new URL(`http://g${path}`);
    assert.equal(url.searchParams.get('$filter'), "mail eq 'a+b&c@x.y'");
    assert.equal(url.searchParams.get('$top'), '5');
  });

  it('goes nowhere else than its path says, whatever stands for an id', () => {
    for (const id of ['..', '.', '%2e%2E', 'a?b', 'a#b', 'a\\b', 'a b', 'a\nb'])
      assert.throws(() => pathOf({ method: 'GET', path: `/me/events/${id}` }), { code: 'invalid_input' });
    assert.throws(() => pathOf({ method: 'GET', path: 'https://evil.example/me' }), { code: 'invalid_input' });
    fc.assert(
      fc.property(fc.string(), (id) => {
        const path = `/me/events/${id}`;
        let sent: string;
        try {
          sent = pathOf({ method: 'GET', path });
        } catch {
          return;
        }
        assert.ok(new URL(`http://g/v1.0${sent}`).pathname.startsWith('/v1.0/me/events/'));
      }),
    );
  });

  it('may be repeated when it reads or when the same again changes nothing more', () => {
    const repeatable = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, said?: boolean) =>
      isRepeatable({ method, path, repeatable: said });
    assert.ok(repeatable('GET', '/me'));
    assert.ok(repeatable('DELETE', '/me/events/x'));
    assert.ok(repeatable('POST', '/me/calendar/getSchedule'));
    assert.ok(repeatable('POST', '/me/events', true));
    assert.ok(!repeatable('POST', '/me/events'));
    assert.ok(!repeatable('PATCH', '/me/events/x'));
  });

  it('takes a permit for a mailbox and none for the directory', () => {
    const permits = (path: string) => permitsOf({ method: 'GET', path });
    assert.equal(permits('/me/calendarView'), 1);
    assert.equal(permits('/me/mailboxSettings'), 1);
    assert.equal(permits('/users/x/events/y'), 1);
    assert.equal(permits('/me'), 0);
    assert.equal(permits('/users'), 0);
    assert.equal(permits('/places/microsoft.graph.room'), 0);
  });

  it('is named in the log without ids, addresses and names', () => {
    assert.equal(templateOf('/me/events/AAMkAGI=/accept'), '/me/events/{id}/accept');
    assert.equal(templateOf('/users/MeganB@contoso.com/calendar'), '/users/{id}/calendar');
    assert.equal(templateOf("/users/$count?$filter=displayName eq 'x'"), '/users/$count');
    assert.equal(templateOf('/places/microsoft.graph.room'), '/places/microsoft.graph.room');
    assert.equal(templateOf("/users('megan')/events('1')"), '/{id}/{id}');
  });

  it('encodes what was cut in the middle of a character', () => {
    assert.equal(pathOf({ method: 'GET', path: '/me', query: { $search: 'a\ud83d' } }), '/me?$search=a%EF%BF%BD');
  });

  it('waits as long as Graph says, in seconds or until a date', () => {
    const now = () => Date.parse('2026-11-24T10:00:00Z');
    assert.equal(retryAfterSeconds('7', now), 7);
    assert.equal(retryAfterSeconds('Tue, 24 Nov 2026 10:00:20 GMT', now), 20);
    assert.equal(retryAfterSeconds('Tue, 24 Nov 2026 09:00:00 GMT', now), 0);
    assert.equal(retryAfterSeconds('soon', now), undefined);
    assert.equal(retryAfterSeconds(null, now), undefined);
    const limits = { attempt: 1, call: 1, attempts: 4, longestWait: 1, firstWait: 1000 };
    assert.equal(waitBefore(1, new Response(null, { headers: { 'retry-after': '3' } }), { limits }), 3000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), (attempt) => {
        const wait = waitBefore(attempt, undefined, { limits });
        assert.ok(wait >= 500 * 2 ** (attempt - 1) && wait <= 1000 * 2 ** (attempt - 1));
      }),
    );
  });

  it('reads the claims of a challenge, in base64 or plain, and nothing else', () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    const header = (value: string) => `Bearer realm="", error="insufficient_claims", claims="${value}"`;
    assert.equal(claimsOf(header(Buffer.from(claims).toString('base64'))), claims);
    assert.equal(claimsOf('Bearer error="invalid_token"'), undefined);
    assert.equal(claimsOf(header('bm9uc2Vuc2U=')), undefined);
    assert.equal(claimsOf(undefined), undefined);
  });

  describe('that fails', () => {
    const failed = (status: number, code?: string, headers: Record<string, string> = {}, message = 'text of Graph') =>
      graphError({ status, headers, body: { error: { code, message } } }, { scopes: ['A'] });

    it('says what it means for the person', () => {
      const codes: [number, string | undefined, string][] = [
        [400, 'BadRequest', 'invalid_input'],
        [400, 'ErrorInvalidIdMalformed', 'not_found'],
        [403, 'ErrorAccessDenied', 'forbidden'],
        [404, 'ErrorItemNotFound', 'not_found'],
        [404, 'MailboxNotEnabledForRESTAPI', 'not_found'],
        [409, undefined, 'conflict'],
        [409, 'ErrorIrresolvableConflict', 'stale'],
        [410, 'syncStateNotFound', 'expired'],
        [412, undefined, 'stale'],
        [413, undefined, 'too_large'],
        [423, 'resourceLocked', 'conflict'],
        [429, 'ApplicationThrottled', 'throttled'],
        [503, 'serviceNotAvailable', 'unavailable'],
        [507, undefined, 'upstream_failed'],
        [501, 'NotImplemented', 'upstream_failed'],
        [401, 'InvalidAuthenticationToken', 'signin_required'],
      ];
      for (const [status, code, expected] of codes) {
        const error = failed(status, code);
        assert.equal(error.code, expected, `${status} ${code}`);
        assert.deepEqual(error.details.upstream, { status, code, requestId: undefined });
        assert.ok(error.userMessage && error.remedy);
        assert.ok(!JSON.stringify([error.message, error.userMessage, error.remedy]).includes('text of Graph'));
      }
    });

    it('names the scope that is missing when Graph names it', () => {
      const message =
        "Missing scope permissions on the request. API requires one of 'Channel.ReadBasic.All, Group.Read.All'. Scopes on the request 'User.Read'.";
      const error = failed(403, 'Forbidden', {}, message);
      assert.equal(error.code, 'consent_required');
      assert.deepEqual(error.details.scopes, ['Channel.ReadBasic.All']);
    });

    it('says when to come back, and quotes the request id', () => {
      const error = failed(429, 'TooManyRequests', { 'retry-after': '120', 'request-id': 'r1' });
      assert.equal(error.details.retryAfter, 120);
      assert.equal(error.details.upstream?.requestId, 'r1');
    });

    it('does not need an envelope', () => {
      for (const body of [undefined, null, '<html>', { error: 'x' }, [], { error: { code: 1 } }])
        assert.equal(graphError({ status: 404, headers: {}, body }).code, 'not_found');
    });
  });
});
