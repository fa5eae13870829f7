import { Button } from "./Button.tsx";

/** Calls something off, takes it away, or forgets it (`act` is `drop`). */
export function Drop({ address, children }: { address: string; children: string }) {
  return (
    <form method="post" action={address}>
      <Button name="act" value="drop">{children}</Button>
    </form>
  );
}
