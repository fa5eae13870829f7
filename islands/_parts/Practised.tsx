import { today } from "./today.ts";

/** What the offer to note some practice is given. */
export interface PractisedProps {
  id: string;
  minutes: number;
  /** Counts anew from here on. */
  forget: () => void;
}

/** Offers to note how long a score was practised. */
export function Practised({ id, minutes, forget }: PractisedProps) {
  return (
    <form
      method="post"
      action={`/scores/${id}/practice`}
      // Counted anew from here on, once it is under way.
      onSubmit={() => addEventListener("pagehide", forget)}
      class="no-print flex flex-wrap items-center gap-x-4 mt-3"
    >
      <p>{`Practised ${minutes} minutes?`}</p>
      <input type="hidden" name="day" value={today()} />
      <input type="hidden" name="minutes" value={minutes} />
      <button type="submit" class="min-h-11 text-accent underline cursor-pointer">Note it</button>
      <button type="button" onClick={forget} class="min-h-11 text-quiet underline cursor-pointer">
        Leave it
      </button>
    </form>
  );
}
