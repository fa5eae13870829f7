/** Given names of our day, from many countries; none that is mostly another word. Folded. */
export const todayGivenNames = `
aaliyah abdul abdullah abel abigail abu achim ada adeline adil aditi aditya adnan adriana adrienne ahmad
ahmed aidan aiden aiko aileen ailsa aisha aishwarya ajay akane akash aki akihiko akiko alain alana
alasdair alba albin alejandra aleksa alena alexa alexandros alexia ali alima alina aliya alla allegra
allison almut althea alva alvin alya alyssa amal amar amara amaury amelie amin amina amir amit amita
amrita anaelle anais anand ananya anastasios anca andreea andrej andris ane anette anh anika anil anisa
anja anjali annabel annalisa annelie annemarie annette annick annika ansgar anthea antje antonina antti
anush anwar aoi arash archie ardit ari ariana arjun arlene armen armin aron artur arun asha asher ashok
asif asuka athanasios athena atsuko audun aurelien ava avery avi aviva aya ayaka ayumi aziz babak bahar
barak barbora barry bartosz basma bastian beate belinda benoit bente bernice bert bertil beth bethany
betsy beverly bhaskar bilal bill birger birgit birgitta birgitte bjorg blaise blanka boaz bob bodil
bohdan bosse brad bradley bram brandon brenda brett brianna brigid britta brittany bryan bryn burak
caitlin caleb cameron camila candice carina carole carolyn casey cassandra catalin cath cathal cathy
catrin celia celina celine cem chad chandra chantal charlene chelsea chen cheng cheryl chiharu chika
chinedu chloe christel christelle christiaan christof christy chuck ciara cillian cindy clark claudette
cleo cliff clifton clint clio coen colette colleen conall connor conor conrad coralie corey corina
corinne cormac corrado cosima courtney craig crispin cristiano curtis cynan dagfinn daiki daisuke dale
dalia damian damien damir damon dan dana danica danielle danijel danilo danny daphne darcy daria darko
darlene darrell darren darya dave davide dawid dean debbie debra deepa deepak defne deirdre delia delroy
demetrios deniz denny derek desmond devi dewi dieter dijana dilan dilip dimitar dina dinah dinesh djamila
dmytro dolf dominic dominik donal donna donovan dorian dorothee doru doug dov dragana drew duc dusan
dustin dvora dwayne dylan ebba ebony ebru eda eddie edgars edie edoardo edvin efrat egil ehud eija eirik
eithne ekaterina elaine elham eli elia eliana elias elijah elin elina eline elio elis elisha elizaveta
elke elliot elly elodie else elton elvin emanuela emir emmanuelle emmett emre enrica enzo ercan erdem eri
erin erkan erland erlend errol erwan erwin esben esin esma esra estrid etel ethan etta eudora eustace
evan evangelia evelien evelina eveline evert evgenia evie ewan eylem fabian fabien fabienne fabiola
fabrice fabrizio fadi fadil faisal farah farhad farid farida fatih fatima fatin fatou fatoumata federica
felicia femke fergal fernanda fiachra filippa finn finola flavien flavio floriane floris folke fran
franco frankie fraser freddie frederik frederike fredrika freja freya froukje fumio funda gabriela gaby
gael gaelle gaetan gaia gail galia galit ganesh garrett garth gary gautam gavin gaye geir geoff georgette
georgia georgiana geraldine gerd gert gianluca gianna gideon gil gilda gillian gina ginevra gintaras
gioele giorgia giorgos giselle gita gitte giuliana glen glenn goncalo gopal gordana gordon graeme grazia
greg gregg gregory gretchen grethe grzegorz guilhem guillermo gul gulsen gunilla gunn gus gustavo
gwenaelle gwenllian gwyn habib hafsa haim haley halil halima hallvard hamid hamza hanako hanne hannele
hari harley haroun haruka harvey hasan hassan hatice hava heath hedda hege heidi heike heikki heini hele
helle henk henrietta henrike hermine herta hidde hideki hideko hieu hillary hilmar hina hiroaki hiroko
hisako hoang holger holly hong hortensia hosea hrvoje hua huda hui humberto hung huong hussein huw hye
hyun ibrahim idris ignas ikram ilaria ilia ilias ilka ilkka illia ilmari ilya ilze imani imke imran
indira ingeburg inger ingolf ingvar inka inna ione ionut iria isa isaiah isak ismael ismail isolde italo
itamar itzel ivona iwan iwona izabela izumi jackie jackson jad jae jafar jake jalal jamal jamie jamila
janette janice janine janis janka janna janne jannik jannike jared jarle jarmo jarrod jasmin jasmina
jasmine jason javed jay jaya jayden jayne jeanette jeanine jed jeff jeffrey jelena jelle jeremias jeremie
jerome jerry jesper jess jesse jette jil jill jim jimena jimmy jin jiro joa joakim joann joanne jocelyn
jodie joe joel joelle joey johnny jolanda jolanta jolene jonah joni jonna joona joop jorg joris josette
josie jouni jovana juana juanita juha juhani jukka juliet julieta jung juraj jurgen juri jurij juris
justine justus justyna juuso jyoti kaan kabir kadri kai kaisa kajsa kalani kaleb kalina kalle kamal
kamila kanako kaori kara kari karim karina karine karlis karsten kartik kasia kasper katerina kathrin
kathy katia katie katrin katrina katrine katsu katya kay kaya kayla kazue kazuko keira kelechi kellie
kelly kelvin ken kendra kenny kento kenya kerri kerry kevin khadija khaled khalid khalil kia kiera kieran
kiki kilian kim kimberly kimiko kinga kira kiran kirsi kirsten kirsti kirstin kit kjell kjersti kjetil
klaas klaudia koji kolya konstantina korina kosta kostas kouki kris krishna krista kristel kristen
kristian kristiina kristin kristine kristof kristoffer krisztina kumar kumiko kwabena kyle kylie kyoko
kyra lakshmi lale lana lara larissa larry lasse latoya laure laureen laurel lauren laurens laurie leah
leandra leanne leda leena leigh leire lemmy len lena lene leni lenka lenny lenore leona leonie leroy
leticia levi lia liam liana lidija liesbeth liese liisa lilia liliana lilith lilja lilla lillian lin
lindsay linus lior lisbeth liselotte lisette liv livia lizzie ljiljana lloyd lola longin loredana loreen
lorelei lorena loretta lori lorna lorraine lotta lou lourdes luce luciana lucilla lucille lucio ludovic
ludovica lukasz luke lutz lyle lynda lynette lynn lynne lynsey maartje macarena mackenzie maddie madeline
madhav madison mads magali maggie mahmoud maia maija maike maira maja malek malika malte malvina mamadou
mami manabu mandy manish manoj manon mara marcella marcelo marcia maren margareta margaux margherita
margret margrethe margriet mari mariam mariama marieke mariel marielle marika marilyn maris marisa marita
mariya marjan marjolein marketa markus marla marlene marnie marsha marte marthe martial martijn martine
marty martyn marvin marzena masa masako mascha mateja mateusz mathew mathilda mathis matt maura maureen
mauricio mavis maxence maximilien maya mayumi megumi mehdi meike meir meli melina melinda melissa melvin
meredith merete meri merja merle merlin mert meryem mia michela micheline michelle michiko mick mihaela
mihovil mika mikael mikaela mike miki mikko mila miles miljana milla milo minako minh minna mira mireia
mireille mirella mirjam miroslava misaki mitch mitsuko miyuki mohamed mohammad mohammed molly momoko mona
monique morgane morten moses moshe mouna muhammad mui murat myles myriam myron myrtle nabil nadav nadege
nadim nadja nadya nancy nandini naoki naomi naoto narek narges nasser nastasia natalija natasa natasha
nathalie navid nazanin neal neda neha neil nela nell nelly nelson nerea nermin nessa nesta nevena ngoc
nhung niall nicolai nicoletta nicolo nienke nika nikhil niki niklas niko nikola nikolaj nikolas nimrod
nisha nishi nizar noa noah noam noemi nola nolan noor norah noriko nour nuria nurit nyla obinna octavia
odalys oddvar odin ofelia ofer okan oksana ola olav oleksandr oleksii olena olimpia olivera olle ollie
olov omar omer ondine ondrej onni onur oren orhan oriana oriane orla orsolya osman osvald otis ottavia
ozan ozge ozgur ozlem paavo paddy padma paige pam panagiotis pat patrice patricio patrik patrizia pauli
paulina pavla pavlina pavlos pawel payam penny pernille perry pete petko petri petros petru petter phil
philippa phillip pia pierrette pippa pirjo plamen polly pooja prakash pranav prasad preben priya
przemyslaw qing quinn rachid radka radmila radoslav rafaela rafal raffaella rafi ragnhild rahel rahul
raimo raimund raina raj raja rajesh raju ralf ramin ramiro ramya randi randy rani rania ranjit raphaelle
raquel rashid ravi ray razvan rebekah rebekka reet reg reid remi ren rena renate renato renuka reto
reyhan reza rhoda rhona rhonda ricarda rick ricky rie rieke rika rikke riku ritva rivka rob robbie
roberta robyn roch rod rodney roel rolande romain romina romy ron ronen ronja ronnie roope roosa rosaria
rosemarie roslyn ross rossella roxana roxane ruben rudi rudy rumi russ russell rustam ruta ryan ryo ryoko
ryota ryszard saara sabina sabrina sachiko sadie safiya saga saija sakari sakura salim salma salvatore
samantha sami samir samira samuele sanae sandeep sander sandrine sandro sandy sanja sanjay sanna sanne
santeri saro sascha sasha sashka saskia satoko satoru satoshi satu saul savvas sebastien seema seiji
selena selma semra senka seppo sergej sergiu serhii serhiy sevda severin severine sezen shahar shai
shaina shane shanna shannon shanti sharon shaun shauna shawn sheena sheila shelby sheldon shelley shinji
shira shiraz shirin shirley shivani shizuka shoko shona shoshana shu shulamit sibel sid sidra sif sigal
siggi sigi signe sigrun siiri silje silke silva silvana silvie simona simonetta sina sinan sindre sini
siri siv sivan slavka slobodan snezana sofie soile solene solomon sonia sonja soraya sotiris souad
spencer stacey stacy stan stanislas stanislava stef stefanie steffen stein steinar stephane stewart stian
stina stine stojan stuart sue sujata sukru suleiman sumiko suna sung sunil sunita sunniva suresh susana
susann susi suvi suzan suzette suzuko svenja sverrir swati sybille sylvie synnove tadao taina takako
takumi takuya talia tamar tamara tamas tamiko tammy tamsin tancredi tanguy tania tanja tanya tarek tariq
tarja taro taru tarun tasha tatjana tatsuo tatsuya taylor ted teija teo teodor teodora terence tereza
terhi teri terje terttu tess tessa thais thelma theo thibault thibaut thijs thom thore thu thuy tia tiago
tiberiu tiffany tiina tilda tilde till tilman timo timothee tina tine tineke tiziana tiziano toby todd
tomasz tomer tomi tomislav tommy tomoe toni tonje torben tord tore tove tracey tracy trevor tricia trine
trond troy trudy trung tsuneo tuan tuomo tuula tuva tyler tyra tyrone tzvi ulf ulla ulrik ulrika uma umar
uri urs usha usman ute uzma valdis valeria valerij valerio valtteri vance vanda vanessa vanja varun vasil
vasilije vasilios vasilis veera vegard velma venla veronique vesa vibeke vicki vicky vidar vigdis vijay
vikram viktorija viktors ville vilma vince vincenza vinod virpi vishal vitalii vitaly vivek vivian
viviana vivienne vlad vladimira vojislav volha volkan volodymyr vuk vytautas wade walid waqar warren
wayne weiwei wenche wendy wenke wes wesley wiebke wieslaw wieslawa wilbert wilbur willie winnie winona
wyatt xander xenia xiang xiao xiaoli xochitl yael yafa yair yana yanis yara yasemin yasin yasmin yasmina
yasmine yasuko yasuo yehuda yesenia ying ylva yoav yoel yolande yonatan yoram yosef yoshiko yosi youssef
youssou yuan yue yui yukari yukio yuko yuliya yumi yumiko yun yuna yuriko yusuf yuta yuval yvette zac
zach zahra zaki zara zdravko zehra zelda zena zeno zenobia zeynep zhanna zhen zheng zhi zigor zina zita
zivko zlata zoe zohar zora zoya zsofi zsolt zubin zuri zvi
`;
