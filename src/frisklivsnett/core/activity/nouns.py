"""Words of a note that tell no kind: what a number counts, small words, and names of organisations and of persons.

Small letters; ``*`` ends a word that may go on, and begins one that something may stand before.
"""


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


PEOPLE_WORDS = _words(
    "person* pers p pax menneske* stk stykk* folk hospitant* deltaker* deltakar* deltok ansatt* tilsett* student* "
    "elev* lege leger legar fastlege* *studenter *studentar fastlegar* leder* leiar* fysioterapeut* ergoterapeut* "
    "sykepleier* sjukepleiar* helsesykepleier* helsesjukepleiar* tilhører* tilhøyrar* kollega* besøkende "
    "besøkjande representant* frisklivsveileder* frisklivsrettleiar* veileder* rettleiar* "
    "koordinator* politiker* politikar* rådgiver* rådgjevar* medarbeider* medarbeidar* "
    "turnuskandidat* turnusleg* lærer* lærar* kandidat* innbygger* innbyggjar* deltagere deltager "
    "gjester gjestar menn kvinner damer mann frammøtte fremmøtte people visitors persons participants "
    "sykepleiestudent* sjukepleiestudent* fysioterapistudent* helsefagstudent* medisinstudent* "
    "praksisstudent* masterstudent* folkehelsestudent* ergoterapistudent* folkehelsekoordinator* "
    "kreftkoordinator* nav-ansatte nav-tilsette gruppeleder* enhetsleder* kommunalsjef* jordmødre "
    "jordmor"
)
"""What is counted as a person when a number stands before it."""

OTHER_UNITS = _words(
    "time timer timar min minutt* kr kroner prosent % km mil dag dager dagar uke uker veke veker "
    "måned* månad* år ganger gonger gang gong kommune kommuner kommunar henvendelse* førespurnad* "
    "spørsmål møte* sentral* frisklivssentral* artikkel artikl* artiklar delinger delingar visninger "
    "visningar følger* følgjar* likes hours"
)
"""What a number may count that is not people."""

GROUPS = frozenset(_words("gruppe gruppa klasse gjeng delegasjon avdeling flokk håndfull handfull stab"))
"""What an article before leads in, though people stand after it: «ei gruppe studenter»."""

ABOUT = (
    "ca",
    "ca.",
    "cirka",
    "omtrent",
    "rundt",
    "omlag",
    "om lag",
    "om trent",
    "nesten",
    "over",
    "minst",
    "about",
    "nærmere",
    "kring",
)
"""Words before a number that make it approximate."""

LOOSE = frozenset(
    _words(
        "fra frå i på om med av til hos for og samt ved mot der som var var det den de en ei et eit ein "
        "vi oss dere dykk via per fikk fekk hadde hos kom of from in on at with and about the a an by "
        "regarding m ang ang. angående vedr vedr. nå no han ho"
    )
)
"""Small words that say nothing when what they belonged to has been taken out."""

ORGANISATION_HEADS = frozenset(
    _words(
        "nav dps universitetet høgskolen høyskolen høgskulen statsforvalteren statsforvaltaren stiftelsen "
        "foreningen foreininga senteret sykehuset sjukehuset helse frivilligsentralen legesenteret "
        "legekontoret fylkeslegen kompetansesenteret"
    )
)
ORGANISATION_TAILS = frozenset(
    _words(
        "fylkeskommune universitet høgskole høyskole høgskule legesenter legekontor sykehus sjukehus "
        "frivilligsentral frivillighetssentral skole skule barnehage vgs hf dps avis folkebibliotek "
        "bedriftshelsetjeneste idrettslag helselag sanitetsforening behandlingssenter "
        "rehabiliteringssenter helsesenter treningssenter fysioterapi nav ungdomsskole frisklivssentral"
    )
)
KNOWN_ORGANISATIONS = frozenset(
    _words(
        "nav lhl unn nrk dps uit ntnu oslomet hvl usn uis uib uio uia nmbu ks fhi lms kreftforeningen "
        "diabetesforbundet nasjonalforeningen helsedirektoratet napha korus rvts utviklingssenteret "
        "nord-trøndelag ldo fontenehuset frelsesarmeen blå"
    )
)
NAMES_IN_TWO = {
    *(("røde", "kors"), ("raude", "krossen"), ("blå", "kors"), ("mental", "helse"), ("norsk", "folkehjelp")),
    ("kirkens", "bymisjon"),
}
"""Names of organisations that are two words."""

FIRST_NAMES = frozenset(
    _words(
        "anne inger kari marit ingrid liv eva berit astrid bjørg hilde anna solveig marianne randi ida "
        "nina maria elisabeth kristin bente heidi silje hege tone ellen camilla linda julie emma nora "
        "sara sofie thea ingeborg gerd ruth turid wenche grethe mona trine lise monica line anita hanne "
        "siri tove lene cecilie mari karin elin kristine monika ragnhild jan per bjørn ole lars kjell "
        "knut svein thomas arne geir hans morten tor martin terje odd erik anders john rune jon trond "
        "tore harald olav andreas magnus kristian helge fredrik øyvind arild stian espen henrik kåre leif "
        "roger daniel nils frode vidar steinar einar stig marius sindre jonas ola mathias sverre gunnar "
        "dag pål eirik håkon roar kenneth petter aslak mikkel áilu máret elle"
    )
)
"""Given names that are common in Norway: words that begin with one are taken for a person."""
