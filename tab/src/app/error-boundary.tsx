import { Component, type ReactNode } from 'react';
import { Problem } from './problem.tsx';
import { isNotLoaded } from './problems.ts';

/** A fault of ours in one view leaves the others standing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return this.state.error === undefined ? (
      this.props.children
    ) : (
      <Problem
        error={this.state.error}
        retry={() => (isNotLoaded(this.state.error) ? location.reload() : this.setState({ error: undefined }))}
      />
    );
  }
}
