/// <reference types="office-js" />
import { createBridge } from './bridge.ts';
import { contextOf } from './context.ts';
import { messageParent } from './dialog.ts';
import { createHandlers, openLink } from './link.ts';
import { names } from './names.ts';
import type { DialogMessage, HostState } from './protocol.ts';

type Ready = (info: { host: string | null; platform: string | null }) => void;

/**
 * A stand-in for Office.js in the sandbox, with what add-ins for mails use. In a frame the page around it is Outlook; in a window that a
 * pane has opened it is the dialog's side; by itself there is no host, as with Office.js.
 * https://learn.microsoft.com/javascript/api/office
 */
const office: Record<string, unknown> = { ...names };
Object.assign(window, { Office: office });

// Read now: there is no current script any more once something is waited for.
const page = new URL((document.currentScript as HTMLScriptElement).src).origin;
const ready = start();
office.onReady = async (callback?: Ready) => {
  const info = await ready;
  callback?.(info);
  return info;
};

async function start() {
  if (window.parent !== window) return inFrame();
  return window.opener ? inDialog() : { host: null, platform: null };
}

async function inFrame() {
  const link = openLink(page);
  const host = await link.ask<HostState>('start');
  office.context = contextOf(link, host);
  if (host.signsIn) Object.assign(window, { nestedAppAuthBridge: createBridge(link) });
  return { host: names.HostType.Outlook, platform: host.client.platform };
}

function inDialog() {
  const handlers = createHandlers();
  window.addEventListener('message', ({ source, origin, data }: MessageEvent<DialogMessage | undefined>) => {
    if (source !== window.opener || origin !== window.location.origin || data?.office !== 'toDialog') return;
    handlers.fire(names.EventType.DialogParentMessageReceived, { message: data.message, origin });
  });
  office.context = { ui: { messageParent, addHandlerAsync: handlers.addHandlerAsync } };
  return { host: names.HostType.Outlook, platform: names.PlatformType.OfficeOnline };
}
