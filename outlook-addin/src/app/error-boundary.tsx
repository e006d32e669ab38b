import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { Explain } from './explain.tsx';

/** A view that breaks leaves the pane standing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Explain title="Something went wrong here">
        <Button onClick={() => this.setState({ broken: false })}>Try again</Button>
      </Explain>
    );
  }
}
