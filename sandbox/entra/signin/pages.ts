import type { UserRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { Html, html } from './html.ts';
import type { Missing } from './step.ts';

/** What every page of a visit needs. */
export interface PageFrame {
  tenant: Tenant;
  appName: string;
  /** The sealed visit, for the form's hidden field. */
  sealed: string;
  /** What went wrong with the last input. */
  error?: string;
}

const page = (title: string, body: Html) =>
  new Html(
    `<!doctype html>${
      html`<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="stylesheet" href="/entra/style.css">
</head>
<body><main><p class="brand"><span class="logo" aria-hidden="true"></span>Contoso sandbox</p>
${body}
</main></body></html>`.text
    }`,
  ).text;

const form = ({ tenant, sealed }: PageFrame, content: Html) =>
  html`<form method="post" action="/${tenant.id}/login"><input type="hidden" name="visit" value="${sealed}">${content}</form>`;
const button = (action: string, text: string, primary = false) =>
  html`<button name="action" value="${action}" ${primary ? html`class="primary"` : ''}>${text}</button>`;
const problem = (error: string | undefined) =>
  error ? html`<p class="error" role="alert" id="error">${error}</p>` : '';

export function pickPage(frame: PageFrame, signedIn: UserRow[], people: UserRow[]): string {
  const tile = (user: UserRow, note: string) =>
    html`<li><button class="tile" name="pick" value="${user.userPrincipalName}"><strong>${user.displayName}</strong><span>${user.userPrincipalName}${note}</span></button></li>`;
  const others = people.filter((p) => !signedIn.includes(p));
  return page(
    'Sign in to your account',
    html`<h1>Pick an account</h1><p>to continue to ${frame.appName}</p>${problem(frame.error)}
${form(
  frame,
  html`<label for="username">Email, or choose below</label>
<input id="username" name="username" type="email" autocomplete="username" ${frame.error ? html`aria-describedby="error"` : ''}>
<div class="actions">${button('cancel', 'Cancel')}${button('pick', 'Next', true)}</div>`,
)}
${form(
  frame,
  html`<ul class="tiles">${signedIn.map((u) => tile(u, ' – signed in'))}${others.map((u) => tile(u, ''))}</ul>
<input type="hidden" name="action" value="pick">`,
)}`,
  );
}

export function passwordPage(frame: PageFrame, user: UserRow): string {
  return page(
    'Sign in to your account',
    html`<p class="who">${user.userPrincipalName}</p><h1>Enter password</h1>${problem(frame.error)}
${form(
  frame,
  html`<input type="hidden" name="username" value="${user.userPrincipalName}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus aria-describedby="hint ${frame.error ? 'error' : ''}">
<p class="hint" id="hint">These people are made up. ${user.displayName}'s password is <code>${user.password}</code></p>
<div class="actions">${button('password', 'Sign in', true)}</div>`,
)}
${form(frame, html`${button('back', 'Sign in with another account')}`)}`,
  );
}

export function verifyPage(frame: PageFrame, user: UserRow): string {
  return page(
    'Verify your identity',
    html`<p class="who">${user.userPrincipalName}</p><h1>Verify your identity</h1>
<p>Your organization asks for a second proof before ${frame.appName} may go on.</p>
${form(frame, html`<div class="actions">${button('cancel', 'Cancel')}${button('verify', 'Approve sign-in', true)}</div>`)}`,
  );
}

const scopeList = (missing: Missing[]) =>
  html`<ul class="scopes">${missing.flatMap((m) =>
    m.scopes.map((s) => html`<li><strong>${s}</strong><span>${m.resource.displayName}</span></li>`),
  )}</ul>`;

export function consentPage(
  frame: PageFrame,
  user: UserRow,
  missing: Missing[],
  { isAdmin, isForAll }: { isAdmin: boolean; isForAll: boolean },
): string {
  return page(
    'Permissions requested',
    html`<p class="who">${user.userPrincipalName}</p><h1>Permissions requested</h1>
<p><strong>${frame.appName}</strong> would like to ${isForAll ? 'do this for everybody in your organization' : 'do this as you'}:</p>
${scopeList(missing)}
${form(
  frame,
  html`${
    isAdmin && !isForAll
      ? html`<p class="check"><input type="checkbox" id="organization" name="organization" value="yes"><label for="organization">Consent on behalf of your organization</label></p>`
      : ''
  }
<p class="hint">Accept only if you trust this app. You can take the permissions back later.</p>
<div class="actions">${button('cancel', 'Cancel')}${button('consent', 'Accept', true)}</div>`,
)}`,
  );
}

export function adminNeededPage(frame: PageFrame, user: UserRow, missing: Missing[]): string {
  return page(
    'Need admin approval',
    html`<p class="who">${user.userPrincipalName}</p><h1>Need admin approval</h1>
<p><strong>${frame.appName}</strong> needs permission to access resources in your organization that only an admin can grant.
Please ask an admin to grant permission to this app before you can use it.</p>
${scopeList(missing)}
${form(frame, html`<div class="actions">${button('back', 'Have an admin account? Sign in with that account')}${button('cancel', 'Return to the application without granting consent')}</div>`)}`,
  );
}

export const messagePage = (title: string, text: string) => page(title, html`<h1>${title}</h1><p>${text}</p>`);

export function devicePage(tenant: Tenant, error?: string): string {
  return page(
    'Sign in to your account',
    html`<h1>Enter code</h1><p>Enter the code displayed on your app or device.</p>${problem(error)}
<form method="get" action="/${tenant.id}/oauth2/deviceauth"><label for="otc">Code</label>
<input id="otc" name="otc" required autocomplete="off" maxlength="20"><div class="actions"><button class="primary">Next</button></div></form>`,
  );
}

export function errorPage(message: string): string {
  return page(
    'Sign in to your account',
    html`<h1>Sign in</h1><p>Sorry, but we’re having trouble signing you in.</p><p class="error" role="alert">${message}</p>`,
  );
}

/** response_mode=form_post: the browser posts the answer; /entra/form-post.js sends it without a click. */
export function formPostPage(redirectUri: string, fields: Record<string, string>): string {
  return page(
    'Working...',
    html`<form method="post" action="${redirectUri}" id="answer">${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )}
<p>Signing you in…</p><div class="actions"><button class="primary">Continue</button></div></form><script src="/entra/form-post.js"></script>`,
  );
}
