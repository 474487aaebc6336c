"""The vocabulary of figures, written as prose so that it can be read and extended."""

from __future__ import annotations

from typing import Final

from rules.facts.model import Kind


def words(text: str) -> frozenset[str]:
    """Return the blank-separated words of ``text`` as a set."""
    return frozenset(text.split())


# Whom a text knows by their country alone: `a Palestinian was shot`.
NATIONALS: Final = words("""
    american briton german russian ukrainian israeli palestinian iraqi iranian syrian afghan pakistani indian italian canadian australian
    mexican nigerian kenyan somali egyptian turk serb croat greek spaniard filipino dane swede finn kurd arab colombian brazilian venezuelan
    haitian belgian norwegian austrian hungarian romanian bulgarian albanian georgian armenian moroccan algerian tunisian libyan sudanese
    ethiopian eritrean ugandan rwandan ghanaian cuban peruvian chilean indonesian malaysian thai bangladeshi nepali korean saudi yemeni
    jordanian lebanese czech slovak estonian latvian lithuanian frenchman frenchwoman dutchman irishman englishman scot ecuadorean ecuadorian bolivian guatemalan
    honduran salvadoran nicaraguan jamaican cameroonian ivorian malian chadian nigerien congolese burundian tanzanian zambian zimbabwean
    cambodian laotian mongolian tibetan kazakh uzbek tajik turkmen kyrgyz azeri azerbaijani moldovan belarusian bosnian croatian
    serbian slovenian macedonian montenegrin kosovar cypriot icelander gambian guinean liberian gabonese angolan mozambican namibian
    malawian mauritian mauritanian djiboutian comorian maldivian singaporean fijian samoan tongan panamanian paraguayan uruguayan
    argentine argentinian dominican guyanese trinidadian bahamian emirati qatari kuwaiti bahraini omani welshman chechen gazan kashmiri
    tamil sikh druze alawite yazidi
""")
SINGULAR: Final = NATIONALS | words("""
    expert facilitator vaccinator logistician controller chaplain custodian gatekeeper watchman laborer
    activist actor adult adviser advisor aggressor agent ambassador analyst architect assailant assistant
    athlete attacker aviator baby bandit banker baptist bishop boatman bodyguard boy bricklayer
    broadcaster brother builder businessman businesswoman bystander cadet cameraman campaigner candidate
    captain captive cardinal caretaker carpenter celebrity champion chauffeur chef chief child chairman citizen civilian
    cleaner cleric clerk climber co-pilot coach collaborator colleague colonel combatant commander commando
    commuter compatriot conscript constable consultant contractor convict cook coordinator corporal councillor
    councilwoman councilman counselor counsellor couple cousin coworker customer cyclist dad daughter delegate
    demonstrator deputy detainee devotee diplomat director diver doctor driver economist editor
    educator elder electrician employee enforcer engineer envoy evacuee executive expat expatriate extremist
    farmer farmhand father female fetus fighter firefighter fireman fisher fisherman foreigner freelancer friend
    gendarme general girl girlfriend boyfriend goatherd governor grandchild granddaughter grandfather grandmother
    grandson guard guardian guardsman guerrilla guest guide gunman gunner guy hajji headmaster healer
    health-worker herder herdsman hiker hostage househelp housewife human hunter husband imam immigrant
    individual infant infantryman inhabitant inmate insider inspector instructor insurgent intern interpreter
    investigator jihadist journalist judge kid laborer labourer lady lawmaker lawyer leader lecturer lieutenant
    lifeguard logistician lookout looter magistrate maid major male man manager marine mason massacre-survivor mayor
    mechanic medic member mercenary merchant messenger midwife migrant militant militiaman miner minister minor
    missionary mom monitor monk mother motorcyclist motorist mountaineer mourner mp mum musician national neighbor
    neighbour nephew newborn niece nun nurse observer occupant officer official operative operator orderly
    orphan owner painter paramedic paramilitary paratrooper parent parliamentarian participant partisan partner
    passenger passerby passer-by pastor patient patron peacekeeper peasant pedestrian pensioner perpetrator person
    pharmacist photographer photojournalist physician pilgrim pilot pirate player policeman police-officer policewoman
    politician porter postman preacher president priest principal prisoner private producer professional professor
    programmer prosecutor protester protestor provocateur psychologist pupil quartermaster rabbi ranger receptionist
    recruit refugee relative reporter representative rescuer researcher reservist resident reveler reveller rider rioter robber
    sailor scholar schoolboy schoolchild schoolgirl scientist seaman secretary senator separatist sergeant serviceman
    servicewoman settler sheikh sheriff shepherd shooter shopkeeper shopper sibling singer sister skier smuggler
    sniper social-worker soldier son speaker specialist spectator spokesman spokesperson spokeswoman staffer
    stampeder student subordinate subversive suicide-bomber bomber supervisor supporter surgeon suspect
    survivor swimmer taxi-driver teacher technician teen teenager terrorist thief toddler tourist trader
    trainee trainer translator traveler traveller tribesman trooper truck-driver trucker tutor twin uncle aunt
    unionist usher vaccinator vendor veteran vicar victim villager visitor volunteer voter waiter waitress
    watchman widow wife woman worker workman worshiper worshipper writer youngster youth staff
    machinist servant legionnaire rebel traditionalist warden deminer de-miner crewmember
    peshmerga dancer actress star sportsman cop fugitive dealer trafficker grandparent handler porter
    boss policymaker lieutenant-colonel sub-lieutenant monitor surveyor enumerator geologist agronomist
    logistics-officer nutritionist storekeeper peace-keeper spy analyst mp aid-worker aidworker
    inmate convict pupil toddler foetus martyr believer crewman crewwoman backpacker crew
    founder co-founder novelist poet author blogger vlogger youtuber influencer streamer composer sculptor playwright screenwriter
    filmmaker film-maker choreographer ballerina drummer guitarist pianist rapper comedian clown acrobat wrestler boxer jockey golfer
    footballer cricketer rower surfer snorkeller snorkeler kayaker canoeist angler paraglider parachutist
    skydiver snowboarder jogger runner dog-walker cabbie stevedore lumberjack logger forester gamekeeper beekeeper milkman grocer
    seamstress weaver blacksmith welder plumber roofer scaffolder decorator deckhand helmsman skipper navigator purser steward
    stewardess attendant hostess bartender barman barmaid bouncer doorman cashier accountant auditor broker barrister solicitor notary
    detective superintendent sapper artilleryman airman submariner admiral brigadier warlord chieftain dentist vet veterinarian
    pharmacist anaesthetist radiologist psychiatrist therapist physiotherapist carer caregiver nanny babysitter childminder headteacher
    headmistress vice-principal schoolteacher graduate undergraduate freshman classmate roommate flatmate housemate teammate workmate
    stepson stepdaughter stepfather stepmother stepbrother stepsister mother-in-law father-in-law brother-in-law sister-in-law son-in-law
    daughter-in-law great-grandmother great-grandfather godfather godmother fiance fiancee fiancé fiancée bride groom bridegroom newlywed
    ex-husband ex-wife ex-girlfriend ex-boyfriend ex-partner widower spouse stranger vagrant beggar squatter asylum-seeker deportee
    stowaway poacher burglar carjacker hijacker mugger arsonist rapist kidnapper abductor gangster mobster hitman assassin hacker
    whistleblower informant informer dissident defector archbishop deacon friar abbot mullah ayatollah evangelist seminarian ombudsman
    lobbyist poll-worker trawlerman ferryman lifeboatman cowboy rancher farmworker gardener groundsman gravedigger undertaker janitor
    ragpicker videographer camerawoman newsreader presenter columnist correspondent stringer publisher octogenarian nonagenarian
    centenarian septuagenarian retiree onlooker festivalgoer concertgoer churchgoer partygoer holidaymaker vacationer sightseer trekker
    alpinist caver deliveryman courier signalman stationmaster lineman clubber
    biker motorbiker jawan naxal naxalite maoist sepoy hawker aspirant dacoit picnicker diner moviegoer mahout nomad catechist apprentice
    mufti emir kingpin seafarer mariner docker sherpa camper rafter bather paddleboarder preschooler neonate adolescent juvenile grandad
    granddad granny grandma grandpa bridesmaid stallholder butcher barber hairdresser tailor knifeman stabber returnee pillion islamist
    adherent acolyte celebrant housekeeper butler aide congressman congresswoman legislator monarch tycoon billionaire
    millionaire entrepreneur newsman marathoner evictee drifter addict outpatient inpatient responder first-responder coastguardsman
    scavenger sweeper coolie handyman steelworker oilman woodcutter headman landlord tenant lodger householder homeowner eyewitness
    kinsman kinswoman clansman rifleman grenadier cavalryman signaller tankman consul patrolman patrolwoman jailer warder lawman
    carabiniere attendee concert-goer
    accomplice ambulanceman archaeologist artist astronaut bailiff barista bicyclist biologist bloke bosun botanist breadwinner
    bullfighter busker caddie caller cardiologist cellmate chairperson chairwoman choirboy chorister clinician coalminer coastguard
    companion comrade conspirator cosmonaut cowherd crewmate defendant defender dermatologist entertainer explorer extortionist
    filmgoer fisherwoman fishmonger fraudster gaucho gentleman goalkeeper goddaughter godson gynaecologist healthworker heiress hermit
    highlander hillwalker hooligan housemaid intruder islander juggler juror kitesurfer lad lass lifesaver linesman loner longshoreman
    lover magician marcher mastermind matador meteorologist midfielder midshipman namesake neurosurgeon newspaperman obstetrician
    paddler paediatrician pal peddler performer pickpocket plaintiff plasterer plotter potholer prowler quarryman racegoer
    recluse referee ringleader schoolkid schoolmate scooterist shipmate shoplifter shopworker skater snowmobiler sprinter
    stepchild stonemason stuntman stuntwoman sweetheart swindler torero townsman trapper trespasser tribeswoman typist umpire vigilante
    violinist volcanologist windsurfer yachtsman yachtswoman zookeeper hostage-taker international
    seeker baker cabby congregant day-tripper daytripper walker excursionist gymnast haji honeymooner internee learner pastoralist prefect
    prospector puller scout tapper tunneller tunneler
""")

PLURAL: Final = words("""
    people persons men women children babies boys girls policemen police policewomen servicemen servicewomen
    troops forces personnel staff crew members others kids wives youths victims lives-of infantrymen
    citizens civilians gunmen fishermen firemen militiamen tribesmen herdsmen businessmen cameramen
    watchmen workmen crewmen spokesmen guardsmen seamen relatives souls passersby passers-by schoolchildren
    grandchildren teens families-of adults minors females males elderly dead-people internationals nationals
    gis cops mps pows idps personas worshippers compatriots siblings folk folks youngsters countrymen
    women-and-children parishioners faithful jews muslims christians hindus kurds shiites sunnis yazidis druze
    rohingya alawites copts arabs africans europeans asians latinos hispanics blacks whites uighurs uyghurs hazaras
    mujahideen mujahedeen taliban jihadis al-shabaab houthis aid-workers paramedics elements casualties-of
    taxpayers ladies guys couples guerillas fedayeen fedayin occupants subversives infants revelers
    evacuees gendarmes effectives combatants marines reservists
    gardai gardaí knifemen riflemen patrolmen clansmen kinsmen lawmen congressmen headmen newsmen oilmen tankmen carabinieri
    britons danes swedes finns turks serbs croats greeks spaniards filipinos thais frenchmen dutchmen irishmen scots
    trawlermen artillerymen airmen deliverymen linemen hitmen ferrymen lifeboatmen stepchildren womenfolk alumni
    fans thieves midwives housewives bedouin bedouins burmese vietnamese
""")

ANIMALS: Final = words("""
    sheep cattle cow cows goat goats dog dogs cat cats horse horses bird birds animal animals pig pigs chicken
    chickens elephant elephants whale whales dolphin dolphins fish bear bears wolf wolves livestock camel camels
    bee bees turtle turtles seal seals lion lions tiger tigers deer poultry hen hens duck ducks rat rats mosquito insects
    turkey turkeys fox foxes calf calves panda pandas lamb lambs ewe ewes pony ponies foal foals donkey donkeys mule mules ox oxen
    buffalo buffaloes yak yaks llama llamas alpaca alpacas rabbit rabbits hare hares mink minks otter otters badger badgers
    beaver beavers squirrel squirrels rodent rodents mice bat bats swan swans goose geese pigeon pigeons crow crows gull gulls eagle eagles
    owl owls vulture vultures falcon falcons penguin penguins flamingo flamingos parrot parrots ostrich ostriches emu emus
    kangaroo kangaroos koala koalas wombat wombats dingo dingoes monkey monkeys ape apes gorilla gorillas chimp chimps chimpanzee
    chimpanzees orangutan orangutans baboon baboons rhino rhinos hippo hippos giraffe giraffes zebra zebras antelope antelopes bison
    moose elk reindeer hyena hyenas leopard leopards cheetah cheetahs jaguar jaguars cougar cougars puma pumas lynx coyote coyotes jackal
    jackals crocodile crocodiles alligator alligators snake snakes lizard lizards frog frogs toad toads tortoise tortoises shark sharks
    dugong dugongs manatee manatees porpoise porpoises salmon trout tuna octopus crab crabs lobster lobsters oyster oysters coral corals
    insect wasp wasps hornet hornets ant ants spider spiders locust locusts butterfly butterflies puppy puppies pup pups kitten kittens
    hound hounds greyhound greyhounds racehorse racehorses piglet piglets cub cubs heifer heifers bull bulls hog hogs boar boars
    pet pets creature creatures beast beasts
""")

NONHUMAN: Final = ANIMALS | words("""
    jet jets warplane warplanes warship warships mystery mysteries
    bill bills job jobs project projects plan plans proposal proposals program programs programme programmes
    law laws measure measures amendment amendments deal deals car cars vehicle vehicles truck trucks bus
    buses boat boats ship ships vessel vessels tank tanks plane planes aircraft drone drones missile missiles
    rocket rockets bomb bombs shell shells mortar mortars house houses home homes building buildings apartment
    apartments shop shops school schools hospital hospitals church churches mosque mosques village villages town
    towns city cities place places point points goal goals game games match matches season seasons set sets run runs wicket wickets
    year years month months week weeks day days hour hours minute minutes second seconds night nights decade decades
    century centuries time times percent per-cent pc dollar dollars euro euros pound pounds ruble rubles rouble roubles cent cents krone kroner krona kronor yen yuan rupee rupees peso pesos shilling shillings franc francs hryvnia hryvnias zloty zlotys dirham dirhams
    kilometer kilometers kilometre kilometres km mile miles metre metres meter meters foot feet inch inches
    ton tons tonne tonnes kg kilogram kilograms kilos gallon gallons litre litres liter liters acre acres hectare hectares
    attack attacks incident incidents strike strikes airstrike airstrikes raid raids blast blasts explosion
    explosions shooting shootings ambush ambushes bombing bombings clash clashes battle battles war wars operation operations
    country countries nation nations state states province provinces district districts region regions department departments
    family families household households company companies business businesses factory factories pylon pylons tower towers
    rifle rifles gun guns weapon weapons pistol pistols grenade grenades bullet bullets round rounds shot shots magazine magazines
    tree trees flight flights train trains helicopter helicopters bicycle bicycles motorcycle motorcycles tent tents
    location locations site sites area areas side sides part parts door doors floor floors storey stories storeys
    case cases count counts charge charges degree degrees report reports source sources statement statements
    article articles item items line lines page pages way ways thing things step steps party parties agency agencies
    organization organizations organisation organisations ngo ngos group groups gang gangs team teams unit units battalion battalions
    brigade brigades division divisions base bases post posts checkpoint checkpoints station stations office offices
    kind kinds type types level levels stage stages round rounds phone phones camera cameras hat hats pc
    convoy convoys ambulance ambulances compound compounds stab wound wounds gunshot gunshots bullets burn burns
    tower car-bombs ied ieds mine mines landmine landmines vote votes seat seats reason reasons term terms name names
    star stars position positions front fronts room rooms restaurant restaurants hotel hotels bank banks
    camp camps shelter shelters crossing crossings road roads street streets bridge bridges crime crimes virus viruses
    cell cells episode episodes book books film films movie movies song songs album albums rates rate message messages
    am pm a.m p.m gmt hrs hr mph kph mm cm m caliber calibre magnitude knots watts volt volts megawatts mw
    shares share stocks stock plants plant crops crop olive wagons carriages cars coaches
    dragon dragons zombie zombies monster monsters bot bots app apps website websites
    server servers router routers browser browsers computer computers printer printers trailer trailers container containers tracker
    trackers germ germs bacteria weed weeds cancer cancers tumour tumours tumor tumors bag bags painting paintings
    poster posters statue statues doll dolls figurine figurines mannequin mannequins avatar avatars character characters puppet puppets
    cuts orders papers numbers letters layers offers matters quarters powers covers errors sectors factors motors mirrors colors colours rumors rumours
    sensors reactors tractors vectors rivers flowers dinners feathers borders folders ladders shoulders hammers fibers fibres chapters semesters
    centers centres filters counters adapters boosters headers burners chargers bumpers scooters choppers freighters trawlers tankers carriers
    cruisers destroyers bulldozers harvesters boilers transformers transmitters routers newspapers skyscrapers grants pants
    variants currants committees fees oceans pans vans cans loans scans lists fists twists cheese satellites meteorites favorites favourites oasis
    analysis crisis taxis curds dwellings ceilings railings feelings rulings filings dealings
    ducklings goslings seedlings saplings bullocks bullock
    occupation occupations account accounts tourney tournaments tournament penalty penalties
""")

KILLED_V: Final = words("""
    killed slain murdered executed assassinated beheaded massacred slaughtered martyred lynched electrocuted
    decapitated asphyxiated incinerated crushed-to-death deceased shot-dead gunned-down killed-and
    strangled eliminated liquidated hanged butchered
""")
INJURED_V: Final = words(
    "wounded injured hurt scalded concussed lacerated bitten maimed hospitalized hospitalised burned burnt"
)
# Harm that people may or may not survive: it injures, unless they are said to have died.
HARMED_V: Final = words(
    "shot stabbed mauled gored knifed beaten tortured assaulted raped mutilated poisoned electrocuted-survivor"
)
CAPTURED_V: Final = words(
    "kidnapped abducted captured taken-hostage kidnaped hijacked-people seized snatched"
)
# Verbs that take things more often: they capture people only where people are counted.
TAKEN: Final = words("capture seize seizes seizing seized snatch snatches snatching snatched")
DISPLACED_V: Final = words("displaced uprooted homeless")
ACTIVE: Final[tuple[tuple[Kind, frozenset[str]], ...]] = (
    (
        "killed",
        words("""
            kill kills killing slay slays slaying murdering executes executing massacres massacring lynch lynches lynching hang asphyxiates asphyxiate strangles strangling
            assassinates assassinating assassinate beheads beheading behead slaughters slaughtering hangs execute massacre
        """),
    ),
    (
        "injured",
        words(
            "wound wounds wounding injure injures injuring hurts hurting maim maims maiming stabs shoots shoot maul mauls gores mauling goring"
        ),
    ),
    (
        "captured",
        words(
            "kidnap kidnaps kidnapping abduct abducts abducting capture captures capturing seize seizes seizing snatch snatches snatching"
        ),
    ),
    ("displaced", words("displace displaces displacing uproots uprooting")),
)
INTRANSITIVE: Final = words(
    "died die dies dying perished perish perishes drowned drown drowns succumb succumbs succumbed suffocated suffocate suffocates"
)
KILLED_N: Final = words(
    "deaths death fatalities fatality killings killing murders murder bodies body corpses "
    "corpse martyrs assassination assassinations execution executions martyrdom lives"
)
# Who is ill is not injured: `30 patients are being treated in isolation`.
ILL: Final = words("""
    botulism cancer case cases cholera coronavirus covid covid-19 dengue diarrhea diarrhoea diphtheria disease ebola epidemic fever flu
    heatstroke hepatitis ill illness illnesses infected infection infections influenza lassa legionnaires listeria malaria marburg measles
    meningitis mpox nipah norovirus outbreak patient patients plague pneumonia polio salmonella sick sickened symptoms typhoid vaccine
    virus
""")
INJURED_N: Final = words(
    "injuries injury woundings hospitalization hospitalisation hospitalizations hospitalisations"
)
MISSING_S: Final = words("disappeared vanished")
MISSING_N: Final = words("disappearance disappearances")
DISPLACED_N: Final = words("displacement displacements")
CAPTURED_N: Final = words("hostages captives abductions kidnappings abduction kidnapping pows")

SUFFER: Final = words(
    "sustain sustained sustains sustaining suffer suffered suffers suffering receive received receives"
)

TROOPS: Final = words("""
    troops soldiers servicemen troopers servicepeople marines paratroopers conscripts reservists soldier
    serviceman infantrymen forces personnel fighters mercenaries men peacekeepers legionnaires
""")

BE: Final = words("was were is are be been being got get gets getting 're 's")
HAVE: Final = words("has have had having")
MODAL: Final = words("would could might may can will must should shall")
ADVERB: Final = words("""
    also then later now still already again even instead only just both all either reportedly
    not confirmed seriously badly themselves there believed feared presumed reported said found pronounced declared
    listed known verified left alone dead-on thought understood so far to remain remains remained
""")
# Nouns of people that are adjectives more often: they count people at the end of a phrase only.
ADJECTIVES: Final = NATIONALS | words(
    "general major private national international male female patient individual human minor principal official staff crew"
)
CONJ: Final = words("and or plus & nor /")
INCLUDING: Final = words("including included includes include among amongst")
PREP: Final = words("""
    in on at by with from of to for into near against during inside outside under over after-the between through
    across around towards toward within without alongside aboard along upon off onto beside behind
    following amid despite
""")
REL: Final = words("who whom that which whose")
BREAK: Final = words(
    "when while after before as since because if but although though where whereas until unless meanwhile than ; : --"
)
DETERMINER: Final = words(
    "the this that these those his her its their our my your several many some few most any more other both all numerous various countless each every"
)
# Words in -ly that are no adverbs.
NO_ADVERB: Final = words("""
    elderly family friendly assembly italy july ally rally reply supply deadly daily weekly monthly yearly early only
    monopoly anomaly emily kelly sally billy
""")
MONTHS: Final = words("""
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
""")
NUMBERED: Final = words("""
    no number route highway flight unit channel chapter article resolution type version ward district sector
    zone section age aged room page figure model class route grade level article protocol camp gate block line
    area point apollo radio boeing airbus kalashnikov ak m nos phase camp km verse psalm group-of the-year
""")
