/** Given names of Polish, Czech, Hungarian, Portuguese, Russian, Nordic and other title pages, folded. */
export const moreGivenNames = `
aarne aasmund abilio adela adelaide adriaan afonso agatha agathe agnieszka agostino agustina aitor aksel
aldo alejandro aleksander aleksandr aleksandra aleksei alexandru alexei alfonso alma amadou ambrose
amilcare amos anatoly anders anibal anker anneke annelies anselm anselmo antoinette aoife apolinary
apolline arabella aranka arcangelo archibald aristide arjen arkady armando armelle arrigo asger astri
attila augustus aurelie ayako aymar ayse balazs balthasar bart basilio bastien battista beatriz bedrich
beltran benedetto bernarda bernardo bernardus berthe bertold bertram beryl bice bjarne blazena bohumil
bohuslav bonaventura borghild branca branko brendan bronislaw bronislawa brunhilde caetano camilla
candida caoimhe carlota carlotta carsten catalina catharina cecile cecily cecylia cedric ceferino cesar
cesare charlton chidinma chieko chinwe ciaran ciprian clarence claribel clemencia clifford clotilde
conceicao constanca constantin cordula corentin corinna cornelis corneliu costanza cristian cuthbert
cynthia cyrus dafydd dagny davorin denes denise detlef dezso diarmuid dietlinde dimitra dimitrios
dionisio dmitri dmitry dobroslav domenico doreen dorette dorota dragan drahomira duarte dudley dumitru
eamonn ebenezer eckhard edeltraud edmee edmundo edna eduvigis edvard edyta eero effie ekkehard eleni
elfriede elinor eliza elsie elvira elzbieta emiko emiliano emilien engelbert enid enriqueta ephraim
erdmann erika erkki ernani ernestine ersilia erzsebet esaias estelle estevao etelka etienne eugenio
eulalia eulalie eunice eustache evaristo evgeny ewald ewelina ezio ezra facundo fatma fausto fedele
felicien felicitas felicity felisa ferdinande ferencz fermin fernao ferruccio filomena fionn fiorenza
florent florrie francisca franciszek francois francoise frans frantisek frantiska frauke freda frederica
fredrik friedhelm frithjof fumiko fyodor gabrielle galina gasparo geert genevieve gennady genowefa
georgios gerda gerlinde germaine geronimo gerrit gheorghe ghislaine giacinto giacomo gijs gioacchino
gisela gladys godfrey goran gotthold gottlieb grainne gregor grigory gudmund guilherme guiomar gustaf
gustaw gwendal gwendolen gwendolyn gyorgy gyula hakan halvor hampus hartmut haruko hattie hedvika hedwig
heiner heino heitor helio helmuth helvi hendrik henny henrique henryka hephzibah hernan hester hezekiah
hideo hilario hildegard hiromi hjalmar horace hortense hubertus humphrey hyacinthe hynek ichiro ida
ifeoma ignacy ignatius ildebrando ilona inga ingemar ingo ioana ioannis ippolito iracema irena irina
irmgard isaure isidro ivana ivar ivor jaap jacinto janina janusz jarl jaromir jasna jemima jessie
jindrich jirina joanna joao joaquim joaquina jochen jolan joost jordi jorunn josep josephe joshua josiah
josip jovan jozsef judit juliusz junko jurriaan jussi jutta kaare kaethe kaija kaj kalliope kalman
karlheinz karolina karoly katalin katarzyna kathe kazimiera kazuo kees keiko kemal kirill kiyoshi koen
kofi koichi konradin konstantinos kunigunde kunihiko kvetoslava kwame laetitia laila lajos larisa lauri
lavinia leberecht leevi leila leocadia leokadia leonid leonor leontine letitia lev leyla libuse liesel
lieselotte lieven lionel lise ljubica lodovico lorand lorchen lorenza lothar lottie lourenco lubomir
lucian luciano lucinda lucius lucja lucrezia ludek ludger ludmilla ludwika luitgard luiz lyubov lyudmila
maarten mabel magnus maisie maj makoto maksim manoel manolis marcantonio marcin marcos margit marija
marijke mariko marisol marit mariusz marjorie marlies marten martim marton masao massimo mathurin
matilde matti maxime mechthild mehmet meinrad mieczyslaw mihai mihail mihaly milada mildred milica
millicent miloslav mina minnie minoru mircea mirela mirjana miyako mladen mogens montague montserrat
morris mstislav mustafa myra nadezhda nanna naoko narcis natalya nathaniel nazan nehemiah nellie nemesio
nenad ngozi niamh nicanor nicolae nicole niels nikita nikolay nikos nino nnamdi nuno nuri obadiah octave
octavian odile oleg olegario oluwaseun oriol oskari oswaldo ottavio ottilia ottokar padraig pal palmira
pascale pascual paulo peeter peggy pekka pelle petar philibert philippine phyllis pieter piroska
policarpo pompeo poul premysl priscilla prosper pyotr radames radu raffaele raisa ramona ranald raoul
rasmus raul reginald regine reiko reinhold renaud renzo reuben rimma roderick rodolphe romuald rosalind
rosamund rosaura rosina roswitha rozsa rudiger rued rufino ruggero rui rupprecht rutger ruxandra ruzena
ryuichi sadao sadettin salvadora sarka saverio sebastiao selim selina semyon sergey severino shigeru
shinichi sidney sidonie sieglinde sigismund sigmund sigurlaug silas silvio simonne sinead sixten sjoerd
slavko sofya solange solveig sorin spyros stanislawa stanley stavros sten stepan stevan susannah svatava
sverre svetlana sybil szabolcs szymon tadashi tage takeo tatyana teiko tekla teofil terez thaddeus
thandiwe thekla theodora theophile thilo thomasina thorvald tibor tijmen tito tomoko tonia torvald
traugott trini trygve tuomas ugo ulysse umberto unni urszula uwe vaclava vadim vaino valborg valentine
varvara vasco vasile vasiliki vasily veit veljo venancio vernon vesna vicente victorine viktoria vilhelm
vilmos violeta virgilio virginie vittoria vittorio vladislav vlasta volker vyacheslav waclaw walburga
walford wallace waltraud wenceslao wendelin wernher wieland wiktor wilhelmina wilma wim winston witold
wojciech wolfram wouter xavi xaviere yaa yakov yannick yannis yasushi yekaterina yelena yevgeniya
yevgeny yngve yolanda yoritsune yoshio yrjo yseult yukiko yulia yuri zachary zeki zelia zelie zenon
zinaida zlatko zoran zsofia zsuzsanna zulema zuzana zygmunt
`;
