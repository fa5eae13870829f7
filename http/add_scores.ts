import type { State } from "../define.ts";
import type { AddScoresProps } from "../components/AddScores.tsx";
import { ACCEPT, TAKEN } from "../services/formats/kinds.ts";
import { limits } from "../services/problem.ts";
import { signedIn } from "./signed_in_only.ts";

/** What the page that brings scores in says to the person who is signed in. */
export async function addScores(state: State): Promise<AddScoresProps> {
  const { user } = signedIn(state);
  const { readings, space, arrivals, config } = state.services;
  const [consent, room, unfinished] = await Promise.all([
    readings.consent(user.id),
    space.of(user.id),
    arrivals.unfinished(user.id),
  ]);
  return {
    limits,
    taken: TAKEN,
    accept: ACCEPT,
    consent,
    room,
    stored: config.storage !== null,
    unfinished,
  };
}
