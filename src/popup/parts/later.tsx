// A screen that comes from the package when it is first shown: the popup opens without it. Runs in the UI.
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface LaterProps<P> {
  /** The same function each time. */
  readonly load: () => Promise<ComponentType<P>>;
  readonly given: P & JSX.IntrinsicAttributes;
}

export function Later<P>({ load, given }: LaterProps<P>): JSX.Element | null {
  const [screen, setScreen] = useState<{ readonly Shown: ComponentType<P> } | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    void load().then((Shown) => wanted && setScreen({ Shown }));
    return () => {
      wanted = false;
    };
  }, [load]);
  return screen === undefined ? null : <screen.Shown {...given} />;
}
