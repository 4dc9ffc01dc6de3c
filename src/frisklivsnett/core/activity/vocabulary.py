"""The words by which a note tells its kind, and the answers that they give to the kind's own questions.

Small letters; ``*`` ends a word that may go on («hospiter*» is hospitering, hospitanter …). A phrase has a weight for
each kind that it speaks for, and the codes that it ticks. The kind forms are data (``kinds.json``): a question or an
option that a form does not have is passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words and what they say. ``drop``: the fields tell it all, so that the title can do without the words.

    ``answers`` maps a question to a code; ``unsure`` to codes of which the first is likeliest.
    """

    words: tuple[str, ...]
    kinds: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: bool = False


def _say(
    phrases: str,
    kinds: Mapping[str, int] | None = None,
    answers: Mapping[str, str] | None = None,
    unsure: Mapping[str, tuple[str, ...]] | None = None,
    drop: bool = False,
) -> list[Phrase]:
    """Phrases apart by commas, which say the same."""
    return [
        Phrase(tuple(words.split()), kinds or {}, answers or {}, unsure or {}, drop)
        for words in phrases.split(",")
    ]


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_KINDS = [
    *_say("hospitering*, hospiterte, hospiter", {"visit": 6}, drop=True),
    *_say("hospitant*, hospiterer, hospitere", {"visit": 6}),
    *_say("studiebesøk, studietur, fagbesøk, omvisning, omvising", {"visit": 5}, drop=True),
    *_say(
        "besøk, besøkte, besøkende, fikk besøk, fekk besøk, hadde besøk, på besøk, vitja, vitjing",
        {"visit": 4},
        drop=True,
    ),
    *_say(
        "tok imot, tok mot, visit, visited, visitors, kom for å se, kom for å sjå", {"visit": 4}, drop=True
    ),
    *_say(
        "henvendelse*, førespurnad*, enquiry, inquiry, råd til, veiledet, rettleidde",
        {"enquiry": 6},
        drop=True,
    ),
    *_say(
        "spørsmål fra, spørsmål frå, spurte, spurde, spør, lurte på, lurer på, lurte",
        {"enquiry": 5},
        drop=True,
    ),
    *_say("spørsmål, ba om råd, bad om råd, ønsket råd, ønskte råd, question", {"enquiry": 4}),
    *_say("veiledning til, rettleiing til, veiledning av, rettleiing av", {"enquiry": 4}),
    *_say(
        "telefon fra, telefon frå, telefon, tlf, ringte, ringde, oppringning",
        {"enquiry": 5},
        {"channel": "phone"},
        drop=True,
    ),
    *_say("telefonhenvendelse*", {"enquiry": 6}, {"channel": "phone"}, drop=True),
    *_say(
        "e-post fra, e-post frå, epost fra, epost frå, mail fra, mail frå",
        {"enquiry": 5},
        {"channel": "email"},
        drop=True,
    ),
    *_say(
        "e-post, epost, e-mail, email, mail, på mail, på e-post, per e-post",
        {"enquiry": 3},
        {"channel": "email"},
        drop=True,
    ),
    *_say("messenger, melding på facebook", {"enquiry": 5}, {"channel": "social_media"}, drop=True),
    *_say(
        "ubesvart, venter på svar, ventar på svar, ikke svart, ikkje svart",
        {"enquiry": 1},
        {"outcome": "waiting"},
    ),
    *_say("besvart, svarte, svart, svara", {"enquiry": 1}, {"outcome": "answered"}),
    *_say(
        "sendt videre, sendt vidare, viste videre, henviste videre", {"enquiry": 1}, {"outcome": "passed_on"}
    ),
    *_say(
        "foredrag, føredrag, innlegg, presentasjon, innleder, holdt innlegg, heldt innlegg, talk",
        {"communication": 5},
        unsure={"activities": ("conference_talks",)},
    ),
    *_say(
        "innlegg på konferanse*, foredrag på konferanse*, innlegg på fagdag, foredrag på fagdag",
        {"communication": 7},
        {"activities": "conference_talks"},
    ),
    *_say(
        "avisoppslag, avisinnlegg, avisintervju, lokalavis*, intervju*, kronikk, leserinnlegg, "
        "lesarinnlegg, lokalradio",
        {"communication": 6},
        {"activities": "local_media"},
    ),
    *_say("i avisa, i avisen", {"communication": 4}, {"activities": "local_media"}),
    *_say(
        "nrk, tv2, tv 2, aftenposten, vg, dagsnytt, dagbladet",
        {"communication": 4},
        {"activities": "national_media"},
    ),
    *_say("podkast*, podcast*, film, brosjyre*, plakat*, nyhetsbrev, nyheitsbrev", {"communication": 5}),
    *_say(
        "facebook, instagram, snapchat, tiktok, sosiale medier, sosiale medium, facebookinnlegg, "
        "facebook-innlegg",
        {"communication": 5},
        {"activities": "social_regular_use"},
    ),
    *_say(
        "innlegg på facebook, innlegg på instagram, post på facebook",
        {"communication": 7},
        {"activities": "social_regular_use"},
    ),
    *_say("nettside*, hjemmeside*, heimeside*, website", {"communication": 5}, {"activities": "website"}),
    *_say("kampanje*, campaign", {"communication": 5}, {"activities": "campaign"}),
    *_say("kommunikasjonsstrategi*", {"communication": 6}, {"activities": "strategy"}),
    *_say("kommunikasjonsplan*, informasjonsplan*", {"communication": 6}, {"activities": "plan"}),
    *_say(
        "statsforvalter*, statsforvaltar*, county governor",
        {"cooperation": 4},
        {"party": "county_governor"},
    ),
    *_say(
        "fylkeskommune*, fylkeskommuna, møte med fylkeskommune*, fylkestannlegen, county council",
        {"cooperation": 4},
        {"party": "county_council"},
    ),
    *_say("fylkesnettverk*", {"cooperation": 4}, {"forms": "network"}),
    *_say("fast møte, faste møter, faste møte", {"cooperation": 1}, {"forms": "fixed_meetings"}),
    *_say("fagdag*, seminar, kompetanseheving", {"cooperation": 2, "network": 2}, {"forms": "seminars"}),
    *_say(
        "prosjekt*, forskning*, forsking*, forskings*, studie, studien, fou, fou-arbeid, innovasjon*, "
        "pilot*, research",
        {"research": 4},
    ),
    *_say(
        "forskningsprosjekt*, forskingsprosjekt*, forskningsstudie*, doktorgrad*, phd, ph.d", {"research": 6}
    ),
    *_say("bidro med data, bidrog med data, data til", {"research": 4}, {"participation": "data_to_studies"}),
    *_say("utviklingsprosjekt*, innovasjonsprosjekt*", {"research": 6}, {"participation": "own_projects"}),
    *_say(
        "praksisstudent*, studentpraksis, praksisplass*, i praksis, student i praksis, "
        "studenter i praksis, studentar i praksis",
        {"research": 6},
        {"participation": "student_placements"},
    ),
    *_say("student*", {"research": 2, "visit": 1}),
    *_say(
        "masteroppgave*, masteroppgåv*, masterstudent*, bacheloroppgave*, bacheloroppgåv*, "
        "vitenskapelig artikkel",
        {"research": 6},
    ),
    *_say("artikkel, artikkelen, publikasjon*, publisert*", {"research": 4, "communication": 2}),
    *_say(
        "nettverkssamling*, nettverksmøte*, nettverk*, samling for utviklingssentral*, network gathering",
        {"network": 5},
        {"ways": "gathering"},
    ),
    *_say("samling", {"network": 2}, {"ways": "gathering"}),
    *_say(
        "arbeidsgruppe*, arbeidsgruppa, working group",
        {"network": 4, "planning": 2},
        {"ways": "working_group", "contribution": "working_group"},
    ),
    *_say(
        "utviklingssentral*, andre sentraler, andre sentralar, erfaringsutveksling, erfaringsdeling",
        {"network": 4},
    ),
    *_say("kommuneplan*, samfunnsdel*, samfunnsdelen", {"planning": 6}, {"plans": "municipal_master_plan"}),
    *_say("helse- og omsorgsplan*, omsorgsplan*", {"planning": 6}, {"plans": "health_and_care_plan"}),
    *_say(
        "folkehelseplan*, oversiktsarbeid*, folkehelseoversikt*, oversiktsdokument*",
        {"planning": 6},
        {"plans": "public_health_plan"},
    ),
    *_say("økonomiplan*, handlingsplan*, budsjettarbeid", {"planning": 5}, {"plans": "budget"}),
    *_say("planarbeid*, innspill til, høringssvar, høyringssvar, plan for", {"planning": 4}),
    *_say("slutta, slutta-appen, snakk om mat, bra mat, bra mat-kurs, sov godt", {"materials": 3}),
    *_say("materiell*, verktøy fra helsedirektoratet, veilederen, rettleiaren", {"materials": 4}),
    *_say("testet, testa, prøvde ut, utprøving", {"materials": 3}, {"use": "tested"}),
    *_say("tilbakemelding til helsedirektoratet", {"materials": 6}, {"use": "feedback"}),
    *_say(
        "samarbeid med, samarbeidsmøte*, samarbeidsavtale*", {"partner": 3, "cooperation": 1, "network": 1}
    ),
]

_DETAILS = [
    *_say(
        "digitalt, digital, teams, på teams, zoom, på zoom, video, videomøte, på nett, nettmøte, "
        "online, over nett, webinar",
        answers={"mode": "digital", "ways": "digital_meeting"},
        drop=True,
    ),
    *_say("fysisk, oppmøte, på huset, in person", answers={"mode": "in_person"}, drop=True),
    *_say(
        "hybrid, både fysisk og digitalt, fysisk og digitalt, digitalt og fysisk",
        answers={"mode": "both"},
        drop=True,
    ),
    *_say(
        "frisklivssentral*, frisklivssentralen, frisklivsveileder*, frisklivsrettleiar*, "
        "frisklivskoordinator*, fls",
        answers={"visitor_types": "healthy_life_centres", "from_whom": "healthy_life_centre"},
    ),
    *_say("kommune, kommunen, kommuna", answers={"from_whom": "municipality"}),
    *_say(
        "leder*, leiar*, ledelse*, leiing*, rådmann*, kommunedirektør*, kommunalsjef*, enhetsleder*, "
        "einingsleiar*, virksomhetsleder*, administrasjon*, helsesjef*, managers",
        answers={"visitor_types": "managers"},
    ),
    *_say(
        "fysioterapeut*, ergoterapeut*, helsesykepleier*, helsesjukepleiar*, sykepleier*, "
        "sjukepleiar*, hjemmetjeneste*, heimeteneste*, helsestasjon*, jordmor, jordmødre, "
        "psykisk helse og rus",
        unsure={"visitor_types": ("other_health_services", "own_health_services")},
    ),
    *_say(
        "barnehage*, lærer*, lærar*, grunnskole*, grunnskule*, flyktningtjeneste*, flyktningteneste*, "
        "kulturskole*, voksenopplæring*, vaksenopplæring*",
        answers={"visitor_types": "other_municipal_services", "sectors": "municipal_services"},
    ),
    *_say(
        "nav, nav-ansatte, nav-tilsette, arbeidspraksis",
        answers={"visitor_types": "nav_and_work_training", "audiences": "nav", "sectors": "nav"},
    ),
    *_say(
        "videregående, vidaregåande, elever, elevar, elev, vgs", answers={"visitor_types": "upper_secondary"}
    ),
    *_say(
        "spesialisthelsetjeneste*, spesialisthelseteneste*, sykehus*, sjukehus*, helseforetak*, "
        "helseføretak*, unn, lærings- og mestringssenter*, lms",
        answers={
            "visitor_types": "specialist_health_service",
            "audiences": "specialist_health_service",
            "sectors": "specialist_health_service",
        },
    ),
    *_say("dps, distriktspsykiatrisk*", answers={"visitor_types": "district_psychiatric_centre"}),
    *_say(
        "universitet*, høgskole*, høyskole*, høgskule*, uit, ntnu, oslomet, hvl, usn, uis, uib, uia, "
        "nmbu, nord universitet",
        answers={"visitor_types": "higher_education", "sectors": "education"},
    ),
    *_say(
        "sykepleiestudent*, sjukepleiestudent*, fysioterapistudent*, ergoterapistudent*, "
        "medisinstudent*, folkehelsestudent*, helsefagstudent*, ernæringsstudent*",
        answers={"visitor_types": "health_students"},
    ),
    *_say("studenter, studentar, student, students", answers={"visitor_types": "health_students"}),
    *_say(
        "turnuskandidat*, turnuslege*, turnuslegar*, turnusfysioterapeut*",
        answers={"visitor_types": "interns"},
    ),
    *_say("statsforvalter*, statsforvaltar*", answers={"visitor_types": "county_governor"}),
    *_say("fylkeskommune*, fylkeskommuna", answers={"visitor_types": "county_council"}),
    *_say(
        "fastlege*, fastlegar*, legesenter*, legekontor*, allmennlege*, gps",
        answers={
            "visitor_types": "gp_offices",
            "audiences": "gps_and_primary_care",
            "sectors": "health_services",
        },
    ),
    *_say("kreftkoordinator*", answers={"visitor_types": "cancer_coordinator"}),
    *_say(
        "folkehelsekoordinator*, folkehelserådgiver*, folkehelserådgjevar*",
        answers={"visitor_types": "public_health_coordinator"},
    ),
    *_say(
        "brukerorganisasjon*, brukarorganisasjon*, frivillige organisasjoner, "
        "frivillige organisasjonar, pasientforening*, lhl, kreftforeningen, røde kors, raude krossen, "
        "diabetesforbundet, sanitetsforening*, mental helse, nasjonalforeningen",
        answers={"visitor_types": "user_organisations", "sectors": "voluntary"},
    ),
    *_say(
        "frivilligsentral*, frivillighetssentral*",
        answers={"visitor_types": "volunteer_centre", "sectors": "voluntary"},
    ),
    *_say(
        "treningssenter*, bedrift*, privat, private",
        answers={"visitor_types": "private_actors", "sectors": "private"},
    ),
    *_say(
        "politiker*, politikar*, kommunestyre*, formannskap*, ordfører*, ordførar*, eldreråd*",
        answers={"audiences": "politicians"},
    ),
    *_say("presse, journalist*", answers={"audiences": "press"}),
    *_say("innbygger*, innbyggjar*, befolkning*, befolkninga", answers={"audiences": "population"}),
]

PHRASES: tuple[Phrase, ...] = (*_KINDS, *_DETAILS)

PEOPLE_WORDS = _words(
    "person* menneske* stk stykk* folk hospitant* deltaker* deltakar* deltok ansatt* tilsett* student* elev* "
    "lege leger legar fastlege* fastlegar* leder* leiar* fysioterapeut* ergoterapeut* sykepleier* "
    "sjukepleiar* helsesykepleier* helsesjukepleiar* tilhører* tilhøyrar* kollega* besøkende "
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
        "regarding ang ang. angående vedr vedr. nå no han ho"
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
