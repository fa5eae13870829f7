import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import PageWatch from "../islands/PageWatch.tsx";
import type { Progress } from "../services/progress.ts";

/** Seconds after which a page without script looks again. */
const LOOKS_AGAIN = 5;

/**
 * Something large that is made, or brought in, while its person may leave the page: shown as it goes
 * on, by the page's own address with `/events`. Without script the page is fetched anew now and then.
 */
export function Meanwhile({ address, progress, said, far, children }: {
  /** Of the page. */
  address: string;
  progress: Progress;
  /** How it stands, read out when that changes. */
  said: ComponentChildren;
  /** How far it is, which changes too often to be read out. */
  far?: ComponentChildren;
  /** What can be done. It is not touched as long as it stays the same, for somebody may be at it. */
  children: ComponentChildren;
}) {
  const { mark, settled } = progress;
  return (
    <>
      {!settled && (
        <Head>
          <noscript>
            <meta http-equiv="refresh" content={`${LOOKS_AGAIN}; url=${address}`} />
          </noscript>
        </Head>
      )}
      <div role="status" data-live="said">{said}</div>
      <div data-live="far" data-reading={settled ? undefined : true}>{far}</div>
      <div data-live="rest">{children}</div>
      {!settled && <PageWatch events={`${address}/events`} mark={mark} />}
    </>
  );
}
