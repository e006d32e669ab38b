import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

export interface OnDemand<Props> {
  (props: Props): ReactNode;
  /** Fetches the code before it is shown. @throws TypeError when it could not be fetched; asked again, it is tried again */
  fetch(): Promise<void>;
}

/**
 * A component whose code is fetched when it is first shown, or earlier. Not React.lazy: a fallback that Suspense has shown stays
 * for 300 ms, however soon the code is there.
 * @param waiting stands there meanwhile
 */
export function onDemand<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  waiting: ReactNode = null,
): OnDemand<Props> {
  let Content: ComponentType<Props> | undefined;
  const fetch = async () => {
    Content ??= (await load()).default;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each module, beside its imports
  function Shown(props: Props) {
    const [state, setState] = useState<{ error?: unknown }>({});
    useEffect(() => {
      if (!Content)
        fetch().then(
          () => setState({}),
          (error: unknown) => setState({ error }),
        );
    }, []);
    // To the error boundary around it.
    if (state.error !== undefined) throw state.error;
    return Content ? <Content {...props} /> : waiting;
  }
  return Object.assign(Shown, { fetch });
}
