import { listed } from "./list.ts";
import { moreGivenNames } from "./more_given_names.ts";
import { todayGivenNames } from "./today_given_names.ts";

/** Given names of title pages, folded; the composers' own are added to them. */
const common = `
aaron adam adele adelheid adolf adolfo adrian agata agnes alan albert alberto alessandra alessia alex
alexander alexandra alexandre alexis alfons alfred alfredo alice alicia alison alois aloys alvaro amalia
amalie amanda ambroise amelia ana anastasia andrea andreas andres andrew andrzej angela angelica angelo
anita anke ann anna anne annie anthony antoine anton antonia antonio april ariel armand arnaud arne arno
arnold arthur arturo astrid august auguste augustin aurelia barbara bartholomew basil beata beatrice
beatrix ben benedict benedikt benjamin bernard bernd bernhard bertha bertrand betty bianca blanche boris
brian brigitte bruce bruno camille carl carla carlo carlos carmen carol carolina caroline catarina
catherine cecil cecilia charles charlotte chiara chris christa christian christiane christina christine
christoph christopher claire clara clarissa claude claudia claudio clemens clement colin constance
cornelia cyril dagmar daniel daniela daniele dario david deborah denis dennis diana diane didier diego
dietrich dimitri dirk dolores dominique donald dora doris dorothea dorothy douglas eberhard edgar edith
edmond edmund eduard eduardo edward edwin eileen elena eleonora eleonore elisa elisabeth elise elizabeth
ella ellen eloise elsa emanuel emil emile emilia emilie emily emma enrico enrique eric erica erich erik
ernest ernesto ernst esther ethel eugen eugene eugenia eva evelyn ewa fabio federico felipe felix
ferdinand fernand fernando filip filippo flora florence florian frances francesca francesco francis
francisco franck frank franz fred frederick frederic frieda friederike friedrich fritz gabriel gabriele
gabriella gaston geoffrey georg george georges georgina gerald gerard gerhard german gertrud gertrude
gianni gilbert gilles giorgio giovanna giovanni giulia giuliano giulio giuseppe gottfried grace graham
greta gudrun guido guillaume gunther gustav gustave guy gwen gwyneth hanna hannah hannes hans harald
harold harriet harry hector heinrich heinz helen helena helene helga helmut henri henriette henrik henry
herbert herman hermann hilda hilde horst howard hubert hugh hugo ian ignaz igor ilse inez inge ingrid
irene iris irma isaac isabel isabella isabelle ivan ivo jack jacob jacqueline jacques jakob james jan
jana jane janet jaroslav javier jean jeanne jennifer jenny jeremy jessica jiri joachim joan johan johann
johanna johannes john jonas jonathan jorge jose josef josefa josefine joseph josephine josh joyce juan
judith jules julia julian juliana julie julien juliette julio julius justin kamil karel karen karin karl
karla karoline kaspar katarina kate katharina katherine kathleen kathryn katja keith kenneth klara klaus
konrad konstantin kristina kurt laura laurence laurent lawrence lea leo leon leonard leonardo leonora
leopold leslie lewis lidia lili lilian lina linda lisa lorenz lorenzo louis louisa louise luc luca lucas
lucia lucie lucy ludmila ludvik ludwig luigi luis luisa luise lukas lydia maddalena madeleine magda
magdalena manfred manuel manuela marc marcel marcela marcello marco marcus margaret margarete margarita
margot marguerite maria marian mariana marianne marie marietta marina mario marion marius mark marko
marta martha martin martina mary mathias mathilde matilda matteo matthew matthias maud maurice mauro max
maxim maximilian melanie mercedes micaela michael michaela michal michel michele miguel mikhail milan
milena miranda miriam mirko monica monika moritz muriel nadia natalia natalie nathan nicholas nicola
nicolas nikolai nikolaus nina noel nora norbert norman oliver olivia olga oscar oskar oswald otto
ottilie pablo pamela paola paolo pascal patricia patrick paul paula pauline pavel pedro penelope percy
peter petr petra philip philipp philippe pierre pietro piotr rachel rafael rainer ralph ramon raphael
raymond rebecca regina reinhard renata rene ricardo riccardo richard rita robert roberto robin rodrigo
roger roland rolf roman ronald rosa rosalie rose rosemary rudolf ruth sabine sally salvador sam samuel
sandra sara sarah sebastian serge sergei sergio sibylle siegfried sigrid silvia simon simone sofia
sophia sophie stefan stefania stefano stephan stephen stella stephanie steven susan susanna susanne suzanne
svatopluk sven sylvia tatiana teresa theodor theodore therese theresa thomas tim timothy tobias tom
tomas tommaso tony ulrich ulrike ursula valentin valentina valerie vera veronica veronika victor
victoria viktor vilem vincent vincenzo violet virginia vladimir vojtech walter wanda wenzel werner
wilfred wilhelm wilhelmine willem william willy winifred wolfgang xavier yves yvonne zdenek zofia
aino arvid bjorn einar eino eivind ester gosta gunnar haakon halfdan henning ingeborg ingmar jens jorgen kerstin
knut lars leif nils ole olaf olof oystein per ragnar sigurd soren stig svea thora torsten toivo ture vagn
bela endre ferenc gabor imre istvan janos jeno laszlo matyas miklos sandor zoltan arpad akos
adelina anicka bozena eliska hana helenka jarmila josefina ladislav lubos marek milos miroslav oldrich otakar
radek stanislav vaclav vera vit vitezslav zdenka bogdan boleslaw czeslaw feliks grazyna halina henryk jadwiga
jerzy jozef kazimierz krystyna krzysztof maciej malgorzata stanislaw tadeusz wanda wladyslaw zbigniew
akira haruki hiroshi kenji kosaku michio takashi toru yoko yuki mei li wei
augusta clementine desiree edouard elie emanuele ettore fanny fernande gaetano gino ginette ines jehan leonce loic
lucien lucienne luigia marcelle mathieu maurizio nadine noelle odette paulette quentin remy renee sylvain thierry yann
alonso amparo asuncion baltasar concepcion cristina dolores encarnacion esteban gaspar gonzalo guadalupe ignacio
joaquin jaime leandro mateo pilar rocio rodrigo rosario santiago tomas trinidad ximena
alastair alfie amelia ashley audrey blythe bridget callum clive cordelia dilys duncan elspeth euan fergus fiona gareth
glenys glyn hamish hilary hugh imogen iolo isobel jasper kirsty lachlan maeve mairi megan moira morag nigel owen
phoebe rhiannon rhys rory ronan rowan rupert sean seamus siobhan tobias tristan tudor wilfrid
александр александра алексеи анастасия анатолии андреи анна антон борис валентин василии вера виктор
владимир галина георгии григории дарья дмитрии евгении екатерина елена иван игорь илья ирина ольга
константин лев любовь людмила максим мария михаил надежда наталья николаи павел петр светлана семен
сергеи софья татьяна федор юлия юрии яков
`;

let names: Set<string> | undefined;

/** True for a word that is somebody's given name. Takes it folded. */
export function isGivenName(word: string): boolean {
  names ??= new Set([
    ...common.trim().split(/\s+/u),
    ...moreGivenNames.trim().split(/\s+/u),
    ...todayGivenNames.trim().split(/\s+/u),
    ...[...listed().values()].flat().flatMap(({ given }) => given).filter((one) => one.length > 2),
  ]);
  return names.has(word) && !/^(?:the|air|les|des|san|saint|may|june)$/.test(word);
}
