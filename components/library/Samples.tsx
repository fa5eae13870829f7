import type { Sample } from "../../services/samples/samples.ts";
import { Button } from "../Button.tsx";

const quiet = "text-quiet underline inline-flex items-center min-h-11 cursor-pointer " +
  "hover:text-accent";

/** Offers whoever has no score some to try; in a line where they had some already. */
export function SampleOffer({ samples, brief }: { samples: readonly Sample[]; brief: boolean }) {
  if (brief) {
    return (
      <form method="post" action="/scores/samples">
        <button type="submit" name="act" value="add" class={quiet}>Try three scores</button>
      </form>
    );
  }
  return (
    <section aria-labelledby="samples" class="mt-12 pt-10 border-t border-rule max-w-xl mx-auto">
      <h2 id="samples" class="font-serif text-xl">Or look around with music that is free</h2>
      <p class="text-quiet mt-2">One press adds these, another takes them away again.</p>
      <form method="post" action="/scores/samples" class="mt-5">
        <Button name="act" value="add">Try three scores</Button>
      </form>
      <ul class="grid grid-cols-3 gap-4 sm:gap-8 mt-8">
        {samples.map(({ file, title, composer, scoring }) => (
          <li key={file} class="min-w-0">
            <img
              src={`/samples/${file.replace(/\.\w+$/, ".png")}`}
              alt=""
              width="240"
              height="339"
              class="sheet w-full aspect-[1/1.414] object-contain object-top"
            />
            <p class="font-serif leading-snug mt-3 text-pretty">{title}</p>
            <p class="composer text-sm text-quiet leading-snug mt-0.5">{composer}</p>
            <p class="text-sm text-quiet leading-snug mt-0.5">{scoring}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Says that there are samples here, and takes them away. */
export function SamplesHere({ one = false }: { one?: boolean }) {
  return (
    <form
      method="post"
      action="/scores/samples"
      class="no-print flex flex-wrap items-center gap-x-4 text-sm text-quiet"
    >
      <p>
        {one ? "This is a sample to try" : "There are samples to try here"}, typeset for Attacca.
      </p>
      <button type="submit" name="act" value="remove" class={quiet}>Remove the samples</button>
    </form>
  );
}
