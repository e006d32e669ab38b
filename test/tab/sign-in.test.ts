import assert from 'node:assert/strict';
import { signInProblem } from '../../tab/src/sign-in.ts';

describe('what a host says instead of a token', () => {
  const cases: [string, string, RegExp][] = [
    ['resourceRequiresConsent', 'consent_required', /agree/],
    ['interaction_required', 'consent_required', /agree/],
    ['CancelledByUser', 'signin_required', /Try again/],
    ['User cancelled or access denied', 'signin_required', /Try again/],
    ['resourceDisabled', 'internal', /administrator/],
    [
      'App resource defined in manifest and iframe origin do not match: invalid_resource',
      'internal',
      /application ID URI/,
    ],
    ['FailedToOpenWindow', 'signin_required', /pop-up/],
    ['Network request failed', 'unavailable', /connection/],
    ['SDK initialization timed out.', 'unavailable', /connection/],
    ['{"errorCode":100,"message":"not supported on platform"}', 'signin_required', /Teams/],
    ['something nobody has seen', 'signin_required', /Try again/],
  ];
  for (const [said, code, remedy] of cases)
    it(`has a way on: ${said}`, () => {
      for (const form of [said, new Error(said)]) {
        const problem = signInProblem(form);
        assert.equal(problem.code, code);
        assert.match(problem.remedy, remedy);
        assert.doesNotMatch(problem.detail + problem.remedy, /resource|errorCode/i);
      }
    });
});
