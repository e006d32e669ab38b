import type { Browser } from 'playwright-core';
import { features } from '../../bot/features/index.ts';
import { allScopes } from '../../bot/features/permissions.ts';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, startAide } from '../support/aide.ts';
import { buildAddIn } from '../support/outlook.ts';
import { type OpenedOutlook, type OutlookOptions, openOutlook, type Selected } from '../support/outlook-host.ts';
import { launchChromium } from '../support/page.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { pages } from '../support/tab.ts';
import { keepTraffic } from './office.ts';

export const megan = 'Megan Bowen';
export const alex = 'Alex Wilber';

/** Somebody's mail, as Graph names it. */
export interface Found {
  id: string;
  subject: string;
  hasAttachments: boolean;
}

/** A sandbox, Aide with its pages, and a browser: the add-in in an Outlook of the tests. */
export interface AddInOffice {
  sandbox: SandboxForTests;
  aide: AideForTests;
  open(options?: Partial<OutlookOptions>): Promise<OpenedOutlook>;
  /** A mail of Megan's that is open, by words of its subject. */
  mail(subject: string): Promise<Extract<Selected, { mode: 'read' }> & Found>;
  consent(scopes: readonly string[]): void;
  graphAs<T>(name: string, method: string, path: string, body?: unknown): Promise<T>;
  /** Closes all windows. @returns what went wrong in their scripts */
  closeAll(): Promise<string[]>;
  stop(): Promise<void>;
}

export const everything: string[] = allScopes(features);

const scopes = ['Mail.ReadWrite', 'Mail.Send', 'Calendars.ReadWrite', 'Tasks.ReadWrite', 'Files.ReadWrite.All'];
const graphScopes = [...scopes, 'ChannelMessage.Read.All'].map((scope) => `https://graph.microsoft.com/${scope}`);

export async function openAddInOffice(): Promise<AddInOffice> {
  await buildAddIn();
  const url = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ aide: { ...aideForTests, url }, teams: { rateLimits: false } });
  const aide = await startAide(sandbox, { pages });
  const browser: Browser = await launchChromium();
  const opened: OpenedOutlook[] = [];
  const consent: AddInOffice['consent'] = (granted) => {
    const { grants } = sandbox.tenant.tables;
    const { clientId } = sandbox.tenant.aide;
    const resource = 'https://graph.microsoft.com';
    for (const grant of [...grants.all()])
      if (grant.clientId === clientId && grant.resource === resource) grants.delete(grant.id);
    grants.put({ id: `${clientId} everybody`, clientId, resource, principalId: null, scopes: [...granted] });
  };
  consent(everything);
  const graphAs: AddInOffice['graphAs'] = async <T>(name: string, method: string, path: string, body?: unknown) => {
    const token = await sandbox.tokenFor(name, graphScopes);
    const answer = await fetch(`${sandbox.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return {
    sandbox,
    aide,
    consent,
    graphAs,
    async open(options = {}) {
      const outlook = await openOutlook(
        browser,
        { sandbox, aide },
        { as: megan, selected: null, viewport: { width: 320, height: 900 }, ...options },
      );
      opened.push(outlook);
      return outlook;
    },
    async mail(subject) {
      const { value } = await graphAs<{ value: Found[] }>(
        megan,
        'GET',
        '/me/messages?$top=200&$select=id,subject,hasAttachments',
      );
      const found = value.find((mail) => mail.subject.includes(subject));
      if (!found) throw new Error(`no mail "${subject}"`);
      // As Outlook on Windows and Mac name it: the same bytes in EWS's alphabet.
      const itemId = found.id.replaceAll('-', '/').replaceAll('_', '+');
      return { mode: 'read', itemId, ...found };
    },
    async closeAll() {
      sandbox.tenant.faults.clear();
      consent(everything);
      const all = opened.splice(0);
      for (const one of all) await one.close();
      return all.flatMap((one) => one.errors);
    },
    async stop() {
      await browser.close();
      await aide.stop();
      await keepTraffic(sandbox.tenant);
      await sandbox.stop();
    },
  };
}
