import { ButtonLink } from "./Button.tsx";
import { IconDownload } from "../icons/icons.tsx";

/** In the place of a score's pages, where it has none that can be shown. */
export function UnshownScore({ id }: { id: string }) {
  return (
    <section aria-label="Pages" class="border-y border-rule py-16 text-center">
      <div class="staff max-w-xs mx-auto" aria-hidden="true" />
      <h2 class="work text-2xl mt-8">This score cannot be shown here</h2>
      <p class="text-quiet mt-3 max-w-prose mx-auto">
        The file is whole, and what it says of itself has been read, but its music could not be
        engraved. Download it to open it in a program for notation.
      </p>
      <p class="mt-8">
        <ButtonLink href={`/scores/${id}/file`}>
          <IconDownload />Download the file
        </ButtonLink>
      </p>
    </section>
  );
}
