import { Component, type ReactNode } from 'react';
import { Problem } from './problem.tsx';

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
      <Problem error={this.state.error} retry={() => this.setState({ error: undefined })} />
    );
  }
}
