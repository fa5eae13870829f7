import { Head } from "fresh/runtime";
import { sizeInWords } from "../islands/_parts/size.ts";
import UploadScores from "../islands/UploadScores.tsx";
import type { Limits } from "../services/problem.ts";
import type { ConsentState } from "../services/consents.ts";
import { ConsentPanel } from "./ConsentPanel.tsx";
import type { Unfinished } from "../services/scores/arrivals.ts";
import type { Room } from "../services/space.ts";
import { Notice } from "./Notice.tsx";
import { type Refusal, Refused } from "./Refused.tsx";
import { RoomBar } from "./RoomBar.tsx";

/** What the page shows. */
export interface AddScoresProps {
  limits: Limits;
  /** The kinds of files that are taken, as a sentence names them, and for a file chooser. */
  taken: string;
  accept: string;
  /** How the person stands to their scores being read by Gemini. */
  consent: ConsentState;
  room: Room;
  /** Whether the files move on to a store outside. */
  stored: boolean;
  /** What they have begun to send and not finished. */
  unfinished: readonly Unfinished[];
  refused?: Refusal[];
  added?: { url: string }[];
}

/** The page that brings scores in: a plain form, which the island makes quicker. */
export function AddScores(
  { limits, taken, accept, consent, room, stored, unfinished, refused = [], added = [] }:
    AddScoresProps,
) {
  return (
    <div class="max-w-2xl pt-8 sm:pt-10">
      <Head>
        <title>{`${refused.length > 0 ? "Error: " : ""}Add scores · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Add scores</h1>
      <p class="prose-serif mt-3">
        {taken} of up to {sizeInWords(limits.fileBytes)} and {limits.filePages} pages each.{" "}
        {consent === "allowed"
          ? (
            <>
              The first pages are read on this server and, as you{" "}
              <a class="text-accent underline" href="/account">allowed</a>, by Gemini.
            </>
          )
          : `What stands on the first page is read on this server${
            stored ? "." : " and goes nowhere else."
          }`}
        {stored && " The files themselves are kept in a store for files that this server uses."}
      </p>
      {added.length > 0 && (
        <Notice kind="success">
          {added.length === 1 ? "One score was added: " : `${added.length} scores were added: `}
          <a class="text-accent underline" href={added.length === 1 ? added[0].url : "/scores"}>
            {added.length === 1 ? "open it" : "see the library"}
          </a>.
        </Notice>
      )}
      <Refused
        said={refused.length === 1
          ? "One file was not added."
          : `${refused.length} files were not added.`}
        refused={refused}
      />
      <p class="mt-2">
        <a class="text-accent underline inline-flex items-center min-h-11" href="/scores/photos">
          Make one score of several photos
        </a>
      </p>
      <UploadScores maxBytes={limits.fileBytes} accept={accept} unfinished={unfinished} />
      <div id="room" class="mt-8">
        <RoomBar {...room} />
      </div>
      {consent === "unasked" && <ConsentPanel purpose="ai-reading" returnTo="/scores" />}
    </div>
  );
}
