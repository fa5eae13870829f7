import assert from "node:assert/strict";
import { terms } from "../../../services/library/terms.ts";

Deno.test("numbers of works are one, however they are written", () => {
  for (
    const [text, expected] of [
      ["Op. 9 No. 2", "op 9 2"],
      ["opus 9, Nr.2", "op 9 2"],
      ["op9 n° 2", "op 9 2"],
      ["Œuvre 9 № 2", "op 9 2"],
      ["BWV846", "bwv 846"],
      ["KV 545", "k 545"],
      ["K.545", "k 545"],
      ["Élégie (Fauré)", "elegie faure"],
      ["No, no, Nanette", "no no nanette"],
      ["", ""],
    ]
  ) assert.equal(terms(text).join(" "), expected, text);
});
