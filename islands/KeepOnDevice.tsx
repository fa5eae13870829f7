import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";

interface Props {
  /** `/scores/ID` or `/collections/ID`. */
  path: string;
  /** Whose it is. */
  mark: string;
}

/** Keeps a score or a list on this device. All but its button comes when something is kept, or to be. */
export default function KeepOnDevice(props: Props) {
  const [shown, show] = useState<ComponentChild>();

  async function load(begin: boolean): Promise<void> {
    try {
      const { KeepControl } = await import("./_parts/device/KeepControl.tsx");
      show(<KeepControl {...props} begin={begin} />);
    } catch {
      show("There is no network.");
    }
  }

  async function look(): Promise<void> {
    // Some browsers have no such thing: who asks for it is told then.
    const names = await globalThis.caches?.keys().catch(() => []);
    if (names?.some((name) => /^kept /.test(name))) return load(false);
    show(
      <button type="button" onClick={() => load(true)} class="min-h-11 underline cursor-pointer">
        Keep on this device
      </button>,
    );
  }

  useEffect(() => void look(), []);
  return <>{shown}</>;
}
