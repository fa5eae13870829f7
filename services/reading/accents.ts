/** From a word without accents, in small letters, to the word. */
function words(list: string): ReadonlyMap<string, string> {
  return new Map(list.trim().split(/\s+/).map((word) => [plain(word), word]));
}

const plain = (word: string) => word.normalize("NFD").replace(/\p{M}/gu, "");

/** Words of titles that are no words of any language without their accents, as dictionaries spell them. */
const always = words(`
stück stücke stücken klavierstück klavierstücke orgelstück orgelstücke vortragsstück vortragsstücke
charakterstück charakterstücke nachtstück nachtstücke albumblätter blätter reiseblätter
übung übungen übungsstücke fingerübungen präludium präludien präambulum ouvertüre ouvertüren etüde etüden
ländler tänze walzerklänge märchen märsche gesänge männerchor männerchöre frauenchöre
frühling frühlings frühlingslied blümlein vöglein vögelein mädchen müllerin mühle schöne schönste nächte
träumerei träumereien könig königin jäger jägerlied jägerchor jägers fröhliche fröhlicher rückkehr
ständchen glöckchen abendglöckchen dämmerung götterdämmerung walküre zauberflöte flöte flöten
étude études églogue églogues sérénades poème poèmes poétique poétiques mélancolie mélancolique
deuxième troisième quatrième cinquième sixième septième huitième dernière dernières française françaises
bohémien bohémienne cloître fantômes épithalame printanière hébraïque hébraïques espérance variée transcrite
píseň písně večerní dětské úsměvy
`);

/** Words of other languages, too: only beside words that are French. */
const amongFrench = words(`
prélude préludes mélodie mélodies opéra sérénade légende légendes fête fêtes thème élégie élégies rêverie
rêveries méditation méditations pièce pièces scène scènes noël noëls première premières célèbre célèbres
écossaise écossaises mémoire forêt été fée fées féerie poésie poésies pensée pensées
`);
const french = /(?<!\p{L})(?:les?|la|des|du|pour|et|une?|sur|aux?|par|d['’]|l['’])/iu;

/** The same of German. */
const amongGerman = words("für über chöre");
const german =
  /(?<!\p{L})(?:der|die|das|dem|den|und|eine?|zum|zur|von|mit|klavier|elise|kinder|kleine)(?!\p{L})/iu;

/**
 * A title as it was recognised in a picture, with the accents of musical words, which get lost
 * there. What is a word as it stands is left as it is.
 *
 * @example
 * withAccents("Zwei Stucke, Praludium"); // "Zwei Stücke, Präludium"
 */
export function withAccents(title: string): string {
  const [isFrench, isGerman] = [french.test(title), german.test(title)];
  return title.replace(/\p{L}+/gu, (word) => {
    const bare = word.toLowerCase();
    const found = always.get(bare) ?? (isFrench ? amongFrench.get(bare) : undefined) ??
      (isGerman ? amongGerman.get(bare) : undefined);
    return found === undefined ? word : inCase(found, word);
  });
}

/** As the printed word was: small, in capitals, or with a capital first. */
function inCase(word: string, printed: string): string {
  if (printed.length > 1 && printed === printed.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(printed) ? word[0].toUpperCase() + word.slice(1) : word;
}
