import { createNestablePublicClientApplication } from '@azure/msal-browser';
import { Button, FluentProvider, webLightTheme } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

declare const Office: { onReady(): Promise<unknown> };

interface Settings {
  clientId: string;
  authority: string;
  knownAuthorities?: string[];
  authorityMetadata?: string;
}

// The least that a pane is: React, Fluent UI and msal-browser, a host that has answered, and a button.
function Minimal() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const start = async () => {
      const { clientId, authority, knownAuthorities, authorityMetadata } = (await (
        await fetch('/outlook/settings.json')
      ).json()) as Settings;
      await Office.onReady();
      await createNestablePublicClientApplication({
        auth: { clientId, authority, knownAuthorities, authorityMetadata },
      });
      setReady(true);
    };
    void start();
  }, []);
  return <FluentProvider theme={webLightTheme}>{ready && <Button>Ready</Button>}</FluentProvider>;
}

createRoot(document.getElementById('root') as HTMLElement).render(<Minimal />);
