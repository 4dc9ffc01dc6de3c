"""The small words of Norwegian (bokmål and nynorsk) that a reader of reports must know.

Three kinds matter. *Frame* words carry a statement without changing what it is about («oppgir at de har»). *Turning*
words change whether it is stated at all: negations, wishes, plans. All other words have to be explained by what the
form asks, or the reader does not understand the sentence, and says so.
"""

from frisklivsnett.core.narrative.lint.patterns import Vocabulary, sequences, words_in

NEGATIONS = words_in(
    """
    aldri hverken ikke ikkje korkje mangla manglar mangle mangler manglet utan uten verken
    """
)
"""Words that turn a statement round; two of them cancel."""
LACKING = words_in("inga ingen ingenting noe noen noko nokon")
"""Small words of a denial: «har ikke noen», «har ingen»."""
NOT_ONLY = sequences("ikke bare; ikkje berre; ikke minst; ikkje minst; ikke lenger")
"""«ikke» in these does not deny what follows."""
LETTING = sequences("latt være; latt vere; lar være; lar vere; lot være; lèt vere; lèt være; let vere")
"""«har latt være å drive …» denies as «ikke» does."""
UNSAID = words_in(
    """
    anbefaler anbefales avvikla avviklet burde bør dersom forutsett forutsetter forventer forventes hvis
    håper kan kanskje krav kravet kunne må mål målet måtte nedlagt oppgaven oppgåva planla planlagt planlegg
    planlegger pliktar plikter pålagt skal skulle slutta sluttet tidlegare tidligere tilrår trolig truleg
    ventes vil ville vurderer vurdert vurderte ønska ønsker ønsket ønskjer
    """
)
"""Words that make a sentence a duty, a wish, a plan or something past: it does not state what is."""

FINITE = words_in(
    """
    anga angir angis arbeidar arbeidde arbeider arbeidet arrangerer arrangerte auka aukar benytta benytter
    benyttet består besvarer besvarte besøker besøkjer besøkte bidrar bidreg bidro bidrog ble blir brukar
    bruker brukte dekker dekket deler deltar delte deltek deltok dreiv drev driv driver endte er faller falt
    fantes fekk fikk finnes finst formidlar formidler formidlet fortalte fortel forteller fungerer fungerte
    får fører gikk gjekk gjennomfører gjennomførte går hadde har held heldt holder holdt hospiterer
    hospiterte informerer informerte inneholder inneholdt inngår inviterer inviterte jobba jobbar jobber
    jobbet kjem kom kommer kryssa krysset landet leverer leverte ligger lå mangla manglar mangler meiner
    melde melder meldte mener mente mottar mottok målretter møter møtte nemnde nemner nevner nevnes nevnte
    nytta nyttar nådde når omfattar omfatter oppga oppgav oppgir oppgis oppgjev opplevde opplever opplyser
    opplyste oppnådde opprettet peikar peker prioriterer prioriterte publiserer publiserte rapporterar
    rapporterer rapporterte registrerer registrerte regner reknar retta rettar retter rettet sa samarbeidde
    samarbeider samarbeidet sank seier sender sendte sier skrev skriv skriver spenner spente spredte spreidde
    spreier sprer steg stiger står svarar svarer svarte synker tar tek teller telte tilbyd tilbyr tilbys
    tilbød tok trekker utarbeider utgjer utgjorde utgjør var varierar varierer varierte vart vert viser viste
    øker økte
    """
)
PARTICIPLES = words_in(
    """
    benyttet bidratt brukt deltatt delteke drevet drive fått halde hatt holdt medverka medvirket nemnt nevnt
    nytta oppgitt publisert samarbeidd samarbeidet sendt spredt spreidd tatt teke vore vært
    """
)
"""Verbs that may follow «og» and go on with the subject before: «16 har nettside og bidratt til …»."""
AND_WORDS = words_in("medan men mens og samt")
NEW_SUBJECT = words_in("medan mens")
ASIDES = sequences(
    """
    for å; slik at; fordi; ettersom; noe som; noko som; blant annet; mellom anna; som følge av; som følgje av;
    i tillegg til; sånn at; jf; og det er; og det var; og dette er; og dette viser; og det viser; men det er;
    for eksempel; til dømes; eksempelvis; bl.a; f.eks; herunder; det vil si
    """
)
"""From these on, a clause gives reasons, aims or examples: what they say is not held up against anything."""
AGAIN = frozenset(
    ["eller", "det vil si", "dvs", "dvs .", "altså", "tilsvarende", "tilsvarande", "noe som er"]
)
"""What may stand before a number that says the one before it once more."""

SKIPPED_AFTER_QUANTITY = words_in("alle av de dei desse disse forskjellige totalt ulike våre vårt")
EXCEPT = sequences(
    """
    unntatt; unnateke; bortsett fra; bortsett frå; med unntak av; så nær som; foruten; utenom; utanom
    """
)
PREPOSITIONS = words_in("av blant for fra frå hos i med mellom mot på til ved")
OR_MORE = words_in("fleire flere meir mer")
OR_LESS = words_in("færre mindre")
EITHER = words_in("eller")
PER_CENTRE = sequences(
    """
    per sentral; pr sentral; per utviklingssentral; i gjennomsnitt; i snitt; gjennomsnittlig; gjennomsnittleg;
    hver sentral; kvar sentral; gjennomsnittet; snittet; hver utviklingssentral; kvar utviklingssentral
    """
)
AMOUNTS_TO = words_in("tilsvarer tilsvarar tilsvarende tilsvarande utgjør utgjer")
"""«…, noe som tilsvarer 89 prosent»: the number before, said again."""
TOGETHER = sequences("til sammen; tilsammen; til saman; samlet; samla; totalt; i alt")
"""Words that make a number beside some centres the sum of theirs."""
MOST_OFTEN = words_in("oftest hyppigst hyppigast vanligst vanlegast")
LEAST_OFTEN = words_in("sjeldnest sjeldnast")
MOST_COMMON = words_in("vanligste vanlegaste hyppigste hyppigaste")
MEDIAN = sequences("median; medianen; mediantallet; mediansentralen")
LAST_YEAR = sequences(
    """
    i fjor; året før; forrige år; foregående år; førre år; førre året; fjoråret; året i forveien; fjorårets
    """
)

NYNORSK = words_in(
    """
    auka aukar berre brukar dei delteke desse ei eiga eigen eigne ein eit eitt fleire frå førespurnadar
    førespurnader føretak gjer gjere halde heile hjå høgre ikkje inga kommunane kommunar kor korkje kva kvar
    kven medan meir mykje nemnde nemner noko nokon nokre noreg nyttar rettar saman sentralane sentralar sidan
    sjølv sjølve spreier stadig teke tilbod utan utviklingssentralane utviklingssentralar vart vore éin òg
    """
)
BOKMAL = words_in(
    """
    bare benytter bruker de deltatt disse egen egne en et ett flere fra gjør hele henvendelser holdt hos hva
    hvem hver hvor ikke kommunene kommuner mens mer mye nevner noe noen norge også retter sammen selv
    sentralene sentraler siden sprer tatt tilbud uten utviklingssentralene utviklingssentraler vært én øker
    økte
    """
)
"""Words that belong to one of the two languages only."""

FRAME = Vocabulary(
    """
    i_all_hovedsak i_all_hovudsak og i på til for av med som at det de den å gjennom et en ei ein eit er var
    har hadde ha hatt blir ble bli blitt vart vert om seg sin sine sitt si fra frå ved hos hjå under over
    blant mellom også òg dessuten videre vidare både enten anten eller men mens medan så da når der her dette
    disse desse dei deira deres dem sjølv sjølve selv nå no fortsatt framleis alt allerede allereie samt vi
    oss vår våre vårt man annen oppgir oppga oppgav oppgitt oppgjev oppgjeve svarer svarte svart svarar sier
    sa seier sagt rapporterer rapporterte rapportert rapporterar melder meldte meldt opplyser opplyste
    opplyst forteller fortel fortalte skriver skriv skrev krysset kryssa krysser nevner nevnte nevnt nevnes
    nemner nemnde nemnt blir_nevnt trekker trekkjer trekt trukket frem fram peker peikar pekt ser viser viste
    angir anga angitt ført opp registrert finnes finst fantes fanst fins gjelder gjeld i_år året år årene åra
    løpet rapporteringsåret totalt samlet samla sammen til_sammen saman i_alt tilsammen sentral sentralen
    sentralene sentraler sentralar sentralane kommune kommuner kommunene kommunar kommunane bydel bydeler
    bydelene bydelar bydelane utviklingssentral utviklingssentralen utviklingssentralene utviklingssentraler
    utviklingssentralar utviklingssentralane utviklingssentralenes utviklingssentralanes sentralenes
    sentralanes bare berre kun hele heile fullt minst høyst høgst nesten omtrent omkring rundt cirka ca knapt
    drøyt snaut nøyaktig akkurat derimot imidlertid likevel derfor difor altså dermed faktisk fremdeles
    samtidig samstundes i_tillegg tillegg tillegg_til på_den_annen_side deretter resten øvrige øvrig tilfelle
    andel andelen delen prosent prosenten antall antallet talet tal tall tallet nemlig hver kvar hvert kvart
    enkelt står stod ligger gjorde gjør gjer gjort fikk får fått fekk fåtteke figur tabell kapittel jf se sjå
    ifølge ifølgje svar svarene svara besvarelsene skjema skjemaet undersøkelsen undersøkinga rapporteringen
    rapporteringa på_spørsmål spørsmålet gir gjev gav ga vist presentert som_en som_ei som_ein slik sånn
    slike hittil foreløpig mot årlig årleg god gode godt ord positive landet norge noreg landsbasis alle
    samtlige samtlege alltid unntak unntatt unnateke bortsett utenom utanom nær foruten ett eitt stykker
    stykke stk tilsvarer tilsvarar tilsvarende tilsvarande utgjør utgjer dvs det_vil_si svarprosent litt mye
    mykje i_hovedsak hovedsakelig hovudsakleg særlig særleg spesielt først fremst framst dag dagens per pr
    annet anna andre enn like bemerker merker merket besto bestod bestå består vanligste vanlegaste
    overveiende stor stort store lite liten kraftig markant betydelig vesentlig svakt jevnt noe ganger gonger
    økning auke nedgang merka hensyn omsyn følgende følgjande oppgis oppgjevast rapporteres meldes angis
    trekkes krysses huket hukar huker varierer varierte varierar spenner spente spenn endte enda høyeste
    høgste største maksimum laveste lågaste minste minimum vanligere vanlegare hyppigere hyppigare langt
    havnet hamna lå låg beløp beløper oftest hyppigst hyppigast eneste einaste på_plass samlet_sett
    samla_sett alt_i_alt ned_fra ned_frå opp_fra opp_frå gjennomgang gjennomgangen oversikt oversikten
    resultatene resultata tallene tala materialet vært vore vanligst vanlegast sjeldnest sjeldnast
    """
)
"""The small words."""
