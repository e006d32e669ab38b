/// <reference types="office-js" />
import { Failed, method } from './link.ts';
import type { DialogMessage } from './protocol.ts';

/** Milliseconds between two looks whether the window is still there: a browser does not say when one of another site is closed. */
const lookEvery = 250;

const failed = (code: number, message: string) => new Failed({ code, name: 'Display Dialog Error', message });

type Handler = (args: { message?: string; origin?: string; error?: number }) => void;
type DialogHandle = Pick<Office.Dialog, 'close' | 'messageChild'> & {
  addEventHandler(type: string, handler: Handler): void;
};

/**
 * `displayDialogAsync`: a window of the browser, one at a time, whose first page is of the add-in's own origin.
 * https://learn.microsoft.com/office/dev/add-ins/develop/dialog-handle-errors-events
 */
export function createDialogs() {
  let open: Window | undefined;
  return method(async (address, options): Promise<DialogHandle> => {
    const url = new URL(String(address));
    if (open && !open.closed) throw failed(12007, 'A dialog box is already opened from this host window.');
    if (url.origin !== window.location.origin) throw failed(12004, 'The domain of the address is not trusted.');
    const size = (options ?? {}) as Office.DialogOptions;
    const of = (whole: number, percent = 80) => Math.round((whole * Math.min(Math.max(percent, 1), 99)) / 100);
    const features = `popup,width=${of(screen.availWidth, size.width)},height=${of(screen.availHeight, size.height)}`;
    const opened = window.open(url, '_blank', features);
    if (!opened) throw failed(12011, 'The browser blocked the dialog box. Allow it.');
    open = opened;
    const handlers = new Map<string, Handler>();
    const end = () => {
      clearInterval(timer);
      window.removeEventListener('message', hear);
      open = undefined;
    };
    const hear = ({ source, origin, data }: MessageEvent<DialogMessage | undefined>) => {
      if (source !== opened || origin !== window.location.origin || data?.office !== 'toParent') return;
      handlers.get('dialogMessageReceived')?.({ message: data.message, origin });
    };
    const timer = setInterval(() => {
      if (!opened.closed) return;
      end();
      handlers.get('dialogEventReceived')?.({ error: 12006 });
    }, lookEvery);
    window.addEventListener('message', hear);
    return {
      addEventHandler: (type: string, handler: Handler) => void handlers.set(type, handler),
      messageChild: (message) =>
        opened.postMessage({ office: 'toDialog', message } satisfies DialogMessage, window.location.origin),
      close() {
        end();
        opened.close();
      },
    };
  });
}

/** In the window of a dialog: back to the pane that opened it. */
export function messageParent(message: string | boolean): void {
  const opener = window.opener as Window | null;
  opener?.postMessage({ office: 'toParent', message: String(message) } satisfies DialogMessage, window.location.origin);
}
