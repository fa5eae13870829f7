import type { Editable } from "../services/scores/edit.ts";

/** What people call each field. */
export const FIELD_NAMES: Record<Editable, string> = {
  title: "Title",
  subtitle: "Subtitle",
  composer: "Composer",
  arranger: "Arranger",
  opus: "Opus or catalogue number",
  instruments: "Instruments",
  key: "Key",
  timeSignature: "Time signature",
  tempo: "Tempo",
  year: "Year",
};
