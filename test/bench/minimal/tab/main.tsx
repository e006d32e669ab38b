import { Button, FluentProvider, webLightTheme } from '@fluentui/react-components';
import { app } from '@microsoft/teams-js';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

// The least that a tab is: React, Fluent UI and TeamsJS, a host that has answered, and a button.
function Minimal() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const start = async () => {
      const { hostOrigins } = (await (await fetch('/tab/settings.json')).json()) as { hostOrigins: string[] };
      await app.initialize(hostOrigins);
      app.notifySuccess();
      setReady(true);
    };
    void start();
  }, []);
  return <FluentProvider theme={webLightTheme}>{ready && <Button>Ready</Button>}</FluentProvider>;
}

createRoot(document.getElementById('root') as HTMLElement).render(<Minimal />);
