import { fold } from "../../store/fold.ts";

/** Whose words are sung; none of them is known for their music. Folded surnames, some with given names. */
const poets = new Set(
  `goethe|schiller|heine|heinrich heine|eichendorff|morike|ruckert|uhland|chamisso|lenau|geibel|holty|
claudius|matthias claudius|klopstock|gellert|gleim|hebbel|storm|theodor storm|hoffmann von fallersleben|
wilhelm muller|mayrhofer|platen|kosegarten|matthisson|rellstab|seidl|schlegel|novalis|grillparzer|
kerner|justinus kerner|daumer|groth|klaus groth|keller|gottfried keller|lingg|liliencron|dehmel|bethge|
hesse|hermann hesse|rilke|trakl|george|stefan george|heyse|paul heyse|gerhardt|paul gerhardt|
novalis|tieck|arnim|brentano|clemens brentano|mosen|reinick|kugler|halm|bodenstedt|falke|bierbaum|
verlaine|baudelaire|hugo|victor hugo|lamartine|musset|gautier|theophile gautier|sully prudhomme|
leconte de lisle|rimbaud|mallarme|ronsard|villon|charles d orleans|desbordes valmore|maeterlinck|
bouilhet|bussine|samain|coppee|banville|silvestre|armand silvestre|apollinaire|eluard|
shakespeare|william shakespeare|milton|john milton|herrick|blake|william blake|burns|robert burns|byron|lord byron|
shelley|keats|tennyson|browning|robert browning|rossetti|christina rossetti|dickinson|whitman|longfellow|yeats|
housman|hardy|thomas hardy|de la mare|masefield|stevenson|wordsworth|coleridge|poe|emerson|
isaac watts|charles wesley|john newton|moore|thomas moore|walter scott|
petrarca|petrarch|tasso|ariosto|guarini|metastasio|dante|leopardi|d annunzio|carducci|
lorca|garcia lorca|becquer|lope de vega|machado|antonio machado|jimenez|juan ramon jimenez|
neruda|pablo neruda|jan neruda|
pushkin|puschkin|lermontov|tolstoy|tyutchev|fet|balmont|blok|akhmatova|
пушкин|пушкина|лермонтов|лермонтова|толстои|толстого|тютчев|тютчева|фет|фета|бальмонт|блок|блока|
mickiewicz|halek|vrchlicky|erben|bjornson|ibsen|vinje|andersen|runeberg|
ovid|horaz|horace|virgil|sappho|hafiz|hafis|psalm|bibel|bible`.split("|").map((name) =>
    name.trim()
  ),
);

/** True for a name of a poet, or of a book whose words are sung. */
export function isPoet(text: string): boolean {
  const words = fold(text.slice(0, 100)).replace(/\d+/g, "").split(" ").filter(Boolean);
  if (!words.length || words.length > 6) return false;
  return poets.has(words.join(" ")) || poets.has(words.slice(-2).join(" ")) ||
    (poets.has(words.at(-1)!) && !notTheirs.has(words.at(-1)!)) ||
    poets.has(words.slice(-3).join(" "));
}

/** Surnames that composers have, too: only with the poet's given name. */
const notTheirs = new Set(
  "storm keller george moore hardy scott coleridge neruda jimenez machado browning blake burns milton falke halm arnim"
    .split(" "),
);
