import assert from "node:assert/strict";
import { withAccents } from "../../../services/reading/accents.ts";

Deno.test("accents that a picture lost are given back to the words of titles", () => {
  for (
    const [recognised, title] of [
      ["Zwei Stucke", "Zwei Stücke"],
      ["Etude", "Étude"],
      ["PRALUDIUM UND FUGE", "PRÄLUDIUM UND FUGE"],
      ["Die schone Mullerin", "Die schöne Müllerin"],
      ["Fur Elise", "Für Elise"],
      ["Prelude pour le piano", "Prélude pour le piano"],
      ["Scene de la foret", "Scène de la forêt"],
      ["Deuxieme valse", "Deuxième valse"],
      ["Pisne vecerni", "Písně večerní"],
    ]
  ) assert.equal(withAccents(recognised), title);
});

Deno.test("what is a word without an accent stays as it is printed", () => {
  for (
    const title of [
      "Prelude and Fugue",
      "Scene from the Opera",
      "A Piece for Organ",
      "The First Noel",
      "Chorale",
      "Elegie in d-moll",
      "Schon blüht der Baum",
      "Orfeo, by Gluck",
      "Bolero",
      "Im Traume",
      "Fur and Feather",
      "Präludium",
      "",
    ]
  ) assert.equal(withAccents(title), title);
});
