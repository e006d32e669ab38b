import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { grantConsent } from '../consent.ts';
import { EntraError } from '../errors.ts';
import { checkPassword, findUser } from '../people.ts';
import { seal, unseal } from '../seal.ts';
import type { Entra } from '../state.ts';
import { finish, html, refuse } from './finish.ts';
import { type Account, type Flow, type Visit, visit as visitType } from './flow.ts';
import * as pages from './pages.ts';
import { browserOf, readAccounts, writeAccounts } from './session.ts';
import { nextStep, type Step, wishOf } from './step.ts';

/** Begins a visit to the sign-in pages. Somebody signed in who has nothing to decide sees none of them. */
export async function begin(entra: Entra, request: FastifyRequest, reply: FastifyReply, flow: Flow) {
  const accounts = await readAccounts(entra.tenant, request);
  const visit: Visit = { flow, browser: '', fresh: false, consented: false, pick: false };
  if (flow.kind === 'authorize' && flow.request.prompt === 'none') return silently(entra, reply, visit, accounts);
  visit.browser = browserOf(request, reply)!;
  return show(entra, reply, visit, accounts);
}

/** prompt=none: an answer without a page. Which error each page stands for is what msal's silent calls rely on. */
function silently(entra: Entra, reply: FastifyReply, visit: Visit, accounts: Account[]) {
  const step = nextStep(entra.tenant, visit, accounts);
  if (step.page === 'done') return finish(entra, reply, visit.flow, step.account);
  const { app, acrs } = wishOf(entra.tenant, visit.flow);
  const consent = () =>
    new EntraError(65001, `'${app.id}' named '${app.displayName}'`, { error: 'interaction_required' });
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: acrs[0] } } });
  const errors: Record<Exclude<Step['page'], 'done'>, () => EntraError> = {
    pick: () => new EntraError(accounts.length > 1 ? 16000 : 50058),
    password: () => new EntraError(accounts.length > 0 ? 16000 : 50058),
    verify: () => new EntraError(50076, app.displayName, { claims }),
    consent,
    adminNeeded: consent,
  };
  return refuse(entra, reply, visit.flow, errors[step.page]());
}

async function show(entra: Entra, reply: FastifyReply, visit: Visit, accounts: Account[], error?: string) {
  const { tenant } = entra;
  const step = nextStep(tenant, visit, accounts);
  if (step.page === 'done') return finish(entra, reply, visit.flow, step.account);
  const { app, isAdminFlow } = wishOf(tenant, visit.flow);
  const frame = { tenant, appName: app.displayName, sealed: await seal(tenant, 'visit', visit, 3600), error };
  const render = (s: Exclude<Step, { page: 'done' }>): string => {
    switch (s.page) {
      case 'pick': {
        const signedIn = accounts.map((a) => tenant.tables.users.get(a.id)!);
        return pages.pickPage(frame, signedIn, [...tenant.tables.users.all()]);
      }
      case 'password':
        return pages.passwordPage(frame, s.user);
      case 'verify':
        return pages.verifyPage(frame, s.user);
      case 'consent':
        return pages.consentPage(frame, s.user, s.missing, { isAdmin: s.user.isAdmin, isForAll: isAdminFlow });
      case 'adminNeeded':
        return pages.adminNeededPage(frame, s.user, s.missing);
    }
  };
  return html(reply, render(step));
}

interface Turn {
  entra: Entra;
  visit: Visit;
  accounts: Account[];
  params: Record<string, string>;
}
/** What the person's click changes; thrown EntraErrors are shown on the page. */
type Action = (turn: Turn) => Partial<Pick<Turn, 'visit' | 'accounts'>>;

const actions: Record<string, Action> = {
  pick({ entra, visit, params }) {
    const name = params.pick ?? params.username ?? '';
    const user = findUser(entra.tenant, name);
    if (!user) throw new EntraError(50034, name.slice(0, 120));
    return { visit: { ...visit, userId: user.id } };
  },
  password({ entra, visit, accounts, params }) {
    const user = checkPassword(entra.tenant, params.username ?? '', params.password ?? '');
    const before = accounts.find((a) => a.id === user.id);
    const account = { id: user.id, sid: randomUUID(), acrs: before?.acrs ?? [] };
    return {
      visit: { ...visit, userId: user.id, fresh: true },
      accounts: [account, ...accounts.filter((a) => a !== before)],
    };
  },
  verify({ entra, visit, accounts }) {
    const step = nextStep(entra.tenant, visit, accounts);
    if (step.page !== 'verify') return {};
    const { acrs } = wishOf(entra.tenant, visit.flow);
    const prove = (a: Account) => (a.id === step.user.id ? { ...a, acrs: [...new Set([...a.acrs, ...acrs])] } : a);
    return { accounts: accounts.map(prove) };
  },
  consent({ entra, visit, accounts, params }) {
    const step = nextStep(entra.tenant, visit, accounts);
    if (step.page !== 'consent') return {};
    const { app, isAdminFlow } = wishOf(entra.tenant, visit.flow);
    const isForAll = step.user.isAdmin && (isAdminFlow || params.organization === 'yes');
    for (const { resource, scopes } of step.missing)
      grantConsent(entra.tenant, app.id, resource.id, isForAll ? null : step.user.id, scopes);
    return { visit: { ...visit, consented: true } };
  },
  back: ({ visit }) => ({ visit: { ...visit, userId: undefined, pick: true } }),
};

/** POST /{tenant}/login: the forms of all pages. */
export async function loginEndpoint(entra: Entra, request: FastifyRequest, reply: FastifyReply) {
  const params = z
    .record(z.string(), z.string())
    .catch({})
    .parse(request.body ?? {});
  const visit = await unseal(entra.tenant, 'visit', params.visit ?? '', visitType).catch(() => undefined);
  if (!visit || visit.browser !== browserOf(request)) throw new EntraError(165000);
  if (params.action === 'cancel') return refuse(entra, reply, visit.flow, new EntraError(65004));
  const action = Object.hasOwn(actions, params.action ?? '') ? actions[params.action!] : undefined;
  if (!action) throw new EntraError(9002313);
  const accounts = await readAccounts(entra.tenant, request);
  try {
    const now = { visit, accounts, ...action({ entra, visit, accounts, params }) };
    if (now.accounts !== accounts) await writeAccounts(entra.tenant, reply, now.accounts);
    return await show(entra, reply, now.visit, now.accounts);
  } catch (error) {
    if (!(error instanceof EntraError) || ![50034, 50057, 50126].includes(error.code)) throw error;
    const text = {
      50034: "We couldn't find an account with that username.",
      50126: 'Your account or password is incorrect.',
    }[error.code as number];
    return show(
      entra,
      reply,
      error.code === 50057 ? actionless(visit) : visit,
      accounts,
      text ?? 'Your account has been locked. Contact your support person to unlock it.',
    );
  }
}

/** Back to the list of accounts: this one cannot go on. */
const actionless = (visit: Visit): Visit => ({ ...visit, userId: undefined, pick: true });
