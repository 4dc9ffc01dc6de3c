"""The words by which a note tells its kind, and the answers that they give to the kind's own questions.

Small letters; ``*`` ends a word that may go on («hospiter*» is hospitering, hospitanter …), and begins one whose last
part counts («*studien»). A phrase has a weight for each kind that it speaks for, and the codes that it ticks. The kind
forms are data (``kinds.json``): a question or an option that a form does not have is passed over.
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


_KINDS = [
    *_say("hospitering*, hospiterte, hospiter, hosp", {"visit": 6}, drop=True),
    *_say("hospitant*, hospiterer, hospitere", {"visit": 6}),
    *_say("studiebesøk, studietur, fagbesøk, omvisning, omvising", {"visit": 5}, drop=True),
    *_say(
        "besøk, besøkte, besøkende, fikk besøk, fekk besøk, hadde besøk, på besøk, vitja, vitjing, innom, "
        "kom innom, på visitt",
        {"visit": 4},
        drop=True,
    ),
    *_say(
        "tok imot, tok mot, gjest, gjester, gjestar, gjesten, gjestene, gjestane, "
        "visit, visited, visitors, kom for å se, kom for å sjå",
        {"visit": 4},
        drop=True,
    ),
    *_say(
        "henvendelse*, førespurnad*, forespørsel*, førespørsel*, henv, enquiry, inquiry, råd til, veiledet, rettleidde",
        {"enquiry": 6},
        drop=True,
    ),
    *_say(
        "spørsmål fra, spørsmål frå, spurte, spurde, spør, lurte på, lurer på, lurte, spm fra, spm frå, spm, spørs, "
        "spml, vil vite, ville vite, ønsker å vite, ønskjer å vite",
        {"enquiry": 5},
        drop=True,
    ),
    *_say("spørsmål, ba om råd, bad om råd, ønsket råd, ønskte råd, question", {"enquiry": 4}),
    *_say(
        "ønsker hjelp, ønskjer hjelp, ønsket hjelp, trenger hjelp, treng hjelp, trenger råd, treng råd, "
        "ba om hjelp, bad om hjelp, vil ha hjelp, vil ha råd, vil ha tips",
        {"enquiry": 4},
    ),
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
        "sendt videre, sendt vidare, sendte videre, sende vidare, viste videre, viste vidare, henviste videre, "
        "vist videre, vist vidare",
        {"enquiry": 1},
        {"outcome": "passed_on"},
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
        "lesarinnlegg, lokalradio, radiointervju*, avisartikkel*, reportasje*, nyhetssak*, nyheitssak*, "
        "presseoppslag*, pressemelding*",
        {"communication": 6},
        {"activities": "local_media"},
    ),
    *_say(
        "i avisa, i avisen, oppslag i, omtale i, sak i", {"communication": 4}, {"activities": "local_media"}
    ),
    *_say(
        "nrk*, tv2, tv 2, aftenposten, vg, dagsnytt, dagbladet",
        {"communication": 4},
        {"activities": "national_media"},
    ),
    *_say("podkast*, podcast*, film, brosjyre*, plakat*, nyhetsbrev, nyheitsbrev", {"communication": 5}),
    *_say(
        "facebook*, instagram*, snapchat, tiktok, sosiale medier, sosiale medium, fb, fb-innlegg, insta, "
        "some-innlegg, postet på, posta på, la ut, delte innlegg",
        {"communication": 5},
        {"activities": "social_regular_use"},
    ),
    *_say(
        "innlegg på facebook*, innlegg på instagram*, innlegg på fb, innlegg på insta, post på facebook*, "
        "post på fb, la ut innlegg, la ut post, innlegg på sosiale medier, innlegg i sosiale medier",
        {"communication": 7},
        {"activities": "social_regular_use"},
    ),
    *_say("nettsid*, hjemmesid*, heimesid*, website", {"communication": 5}, {"activities": "website"}),
    *_say(
        "stand, på stand, stand på, informasjonsmøte*, infomøte*, folkemøte*, åpen dag", {"communication": 4}
    ),
    *_say(
        "presenterte, orienterte, orientering, orientering i, informerte, informerte om, webinar for, webinar om",
        {"communication": 4},
    ),
    *_say("webinar", {"communication": 3}),
    *_say("kampanje*, campaign", {"communication": 5}, {"activities": "campaign"}),
    *_say("kommunikasjonsstrategi*", {"communication": 6}, {"activities": "strategy"}),
    *_say("kommunikasjonsplan*, informasjonsplan*", {"communication": 6}, {"activities": "plan"}),
    *_say(
        "statsforvalter*, statsforvaltar*, statsforv, sf, county governor",
        {"cooperation": 4},
        {"party": "county_governor"},
    ),
    *_say(
        "fylkeskommune*, fylkeskommuna, fylkesk, møte med fylkeskommune*, fylkestannlegen, county council",
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
    *_say("*studie, *studien, *studia, *studiet", {"research": 4}),
    *_say(
        "bidro med data, bidrog med data, data til, sendte data, ga data, leverte data, sendt inn data, "
        "sendte inn data, sende inn data",
        {"research": 4},
        {"participation": "data_to_studies"},
    ),
    *_say("utviklingsprosjekt*, innovasjonsprosjekt*", {"research": 6}, {"participation": "own_projects"}),
    *_say(
        "praksisstudent*, studentpraksis, praksisplass*, i praksis, student i praksis, "
        "studenter i praksis, studentar i praksis",
        {"research": 6},
        {"participation": "student_placements"},
    ),
    *_say("student*", {"research": 2, "visit": 1}),
    *_say(
        "master, mastergrad*, masteroppg*, masterstudent*, bachelor, bachelorgrad*, bacheloroppg*, "
        "bachelorstudent*, vitenskapelig artikkel, vitskapleg artikkel, artikkel i tidsskrift*",
        {"research": 8},
    ),
    *_say("artikkel i, innslag i, innslag på", {"communication": 5}),
    *_say("artikkel, artikkelen, publikasjon*, publisert*", {"research": 4, "communication": 2}),
    *_say(
        "nettverkssamling*, nettverksmøte*, nettverk*, samling for utviklingssentral*, network gathering",
        {"network": 5},
        {"ways": "gathering"},
    ),
    *_say("*nettverket, *nettverksmøte, *nettverksmøtet", {"network": 5}),
    *_say("hjalp, hjelpte, hjelpt, ga hjelp til, gav hjelp til", {"network": 4}, {"ways": "gave_help"}),
    *_say(
        "fikk hjelp av, fekk hjelp av, fikk hjelp fra, fekk hjelp frå, hjelp fra, hjelp frå, hjelp av",
        {"network": 5},
        {"ways": "got_help"},
    ),
    *_say("samling", {"network": 2}, {"ways": "gathering"}),
    *_say(
        "arbeidsgrupp*, arbeidsgr, arb.grupp*, working group",
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
    *_say(
        "økonomiplan*, handlingsplan*, budsjettarbeid*, budsjettmøte*, budsjettinnspill*, budsjettinnspel*",
        {"planning": 5},
        {"plans": "budget"},
    ),
    *_say("planarbeid*, plan for folkehelse*, plan for helse*", {"planning": 4}),
    *_say(
        "innspill, innspel, innspill til, innspel til, høringssvar*, høyringssvar*, høringsinnspill, høyringsinnspel",
        {"planning": 4},
        {"contribution": "input"},
    ),
    *_say(
        "slutta, slutta-appen, snakk om mat, bra mat, bra mat-kurs*, bra mat-opplegg*, sov godt, sunn start",
        {"materials": 3},
    ),
    *_say("materiell*, verktøy fra helsedirektoratet, veilederen, rettleiaren", {"materials": 4}),
    *_say(
        "testet, testa, testet ut, testa ut, prøvde, prøvde ut, prøvd ut, piloterte, utprøving",
        {"materials": 3},
        {"use": "tested"},
    ),
    *_say("brukt, brukte, tatt i bruk, tok i bruk", {"materials": 1}, {"use": "used"}),
    *_say("tilbakemelding til helsedirektoratet", {"materials": 6}, {"use": "feedback"}),
    *_say(
        "tilbakemelding, tilbakemelding på, tilbakemelding om, ga tilbakemelding, gav tilbakemelding",
        {"materials": 4},
        {"use": "feedback"},
    ),
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
        "barnehage*, lærer*, lærar*, grunnskole*, grunnskule*, skolen, skulen, ungdomsskole*, "
        "ungdomsskule*, flyktningtjeneste*, flyktningteneste*, "
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
        "*pleierstudent*, *pleiarstudent*, sykepleierstudent*, sjukepleiarstudent*, vernepleierstudent*, "
        "*terapeutstudent*, *fysiostudent*, sykepleiestudent*, "
        "sjukepleiestudent*, fysioterapistudent*, ergoterapistudent*, "
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
    *_say(
        "lege, leger, legar, legene, legane, kommunelege*, kommuneoverlege*",
        answers={"audiences": "gps_and_primary_care"},
    ),
    *_say("kreftkoordinator*", answers={"visitor_types": "cancer_coordinator"}),
    *_say(
        "folkehelsekoordinator*, folkehelserådgiver*, folkehelserådgjevar*",
        answers={"visitor_types": "public_health_coordinator"},
    ),
    *_say(
        "brukerorganisasjon*, brukarorganisasjon*, frivillige organisasjoner, "
        "frivillige organisasjonar, pasientforening*, lhl, kreftforeningen, røde kors, raude krossen, "
        "diabetesforbundet, sanitetsforening*, mental helse, nasjonalforeningen, diabetesforening*, "
        "revmatikerforening*, revmatikarforening*, pensjonistforening*, turlag*, idrettslag*, frivillige lag",
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
        "politiker*, politikar*, kommunestyre*, formannskap*, ordfører*, ordførar*, eldreråd*, *utvalg, "
        "*utvalget, *utval, *utvalet",
        answers={"audiences": "politicians"},
    ),
    *_say("presse, journalist*", answers={"audiences": "press"}),
    *_say("innbygger*, innbyggjar*, befolkning*, befolkninga", answers={"audiences": "population"}),
]

PHRASES: tuple[Phrase, ...] = (*_KINDS, *_DETAILS)
