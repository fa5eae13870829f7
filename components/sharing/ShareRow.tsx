import { Ago } from "../Ago.tsx";
import { Day } from "../Day.tsx";
import { small } from "../library/lettering.ts";
import type { ShareView } from "../../services/sharing/shares.ts";

/** A link that runs: whom it is for, until when, how often it was opened; and the button that ends it. */
export function ShareRow({ share, now, action, titled = false }: {
  share: ShareView;
  now: number;
  /** Where the button sends to. */
  action: string;
  /** Whether to say what it shows. */
  titled?: boolean;
}) {
  const { id, kind, target, name, whom, download, createdAt, expiresAt, opens, openedAt } = share;
  const href = kind === "score" ? `/scores/${target}` : `/collections/${target}`;
  return (
    <li class="border-b border-rule py-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <div class="flex-1 min-w-56 wrap-anywhere">
        {titled && (
          <p class="font-serif text-lg leading-snug">
            {name === null
              ? <span class="text-quiet">Something in the bin; the link shows nothing</span>
              : <a href={href} class="no-underline hover:text-accent">{name}</a>}
          </p>
        )}
        <p>
          {titled ? "For " : ""}
          <strong class="font-medium">{whom}</strong>
        </p>
        <p class="text-sm text-quiet">
          {"Made "}
          <Ago at={createdAt} now={now} />
          {expiresAt === null ? ", until you end it" : (
            <>
              , until <Day at={expiresAt} />
            </>
          )}
          {download && ", with download"}
        </p>
        <p class="text-sm text-quiet">
          {openedAt === null ? "Not opened yet" : (
            <>
              {opens === 1 ? "Opened once, " : `Opened ${opens.toLocaleString("en")} times, last `}
              <Ago at={openedAt} now={now} />
            </>
          )}
        </p>
      </div>
      <form method="post" action={action} class="no-print">
        <button
          type="submit"
          name="end"
          value={id}
          aria-label={`End the link for ${whom}`}
          class={small}
        >
          End
        </button>
      </form>
    </li>
  );
}
