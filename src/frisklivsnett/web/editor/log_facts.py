"""What the activity logs tell: each fact under a plain name, with a sentence around it.

The sentences are right of one and of many; of none, there is no sentence.
"""

from dataclasses import dataclass

from frisklivsnett.core.text import Text, text

NO_NOUN = Text()


@dataclass(frozen=True, slots=True)
class LogFact:
    """A fact's plain name and a sentence around it; ``noun`` is what the program counts, in singular and plural."""

    name: Text
    sentence: Text
    noun: Text = NO_NOUN


ENTRIES = text("notering/noteringer", "hending/hendingar", "entry/entries")
PLACES = text(
    "kommune eller bydel/ulike kommuner og bydeler",
    "kommune eller bydel/ulike kommunar og bydelar",
    "municipality or district/different municipalities and districts",
)

REGION = "log.region."
"""What the name of a fact begins with that there is one of for each health region; its code ends it."""

FACTS = {
    "log.centres": LogFact(
        text("Sentraler som har ført logg", "Sentralar som har ført logg", "Centres that kept a log"),
        text(
            "{claim} har ført aktivitetslogg for {year}.",
            "{claim} har ført aktivitetslogg for {year}.",
            "{claim} kept an activity log for {year}.",
        ),
        text("sentral/sentraler", "sentral/sentralar", "centre/centres"),
    ),
    "log.entries": LogFact(
        text("Noteringer", "Noterte hendingar", "Entries"),
        text(
            "Aktivitetsloggene for {year} har til sammen {claim}.",
            "Til saman har sentralane notert {claim} i aktivitetsloggane for {year}.",
            "The activity logs for {year} have a total of {claim}.",
        ),
        ENTRIES,
    ),
    "log.visits": LogFact(
        text("Hospiteringer", "Hospiteringar", "Visits"),
        text(
            "Sentralene har notert {claim} i aktivitetsloggene for {year}.",
            "Sentralane har notert {claim} i aktivitetsloggane for {year}.",
            "The centres noted {claim} in the activity logs for {year}.",
        ),
        text("hospitering/hospiteringer", "hospitering/hospiteringar", "visit/visits"),
    ),
    "log.visitors": LogFact(
        text("Personer på hospiteringene", "Personar på hospiteringane", "People on the visits"),
        text(
            "{claim} kom på hospiteringene som er notert i aktivitetsloggene for {year}.",
            "{claim} var med på hospiteringane som er noterte i aktivitetsloggane for {year}.",
            "{claim} came on the visits that are noted in the activity logs for {year}.",
        ),
        text("person/personer", "person/personar", "person/people"),
    ),
    "log.enquiries": LogFact(
        text("Henvendelser", "Førespurnader", "Enquiries"),
        text(
            "Sentralene har notert {claim} i aktivitetsloggene for {year}.",
            "Sentralane har notert {claim} i aktivitetsloggane for {year}.",
            "The centres noted {claim} in the activity logs for {year}.",
        ),
        text("henvendelse/henvendelser", "førespurnad/førespurnader", "enquiry/enquiries"),
    ),
    "log.busiest_month": LogFact(
        text(
            "Måneden da mest ble notert", "Månaden då det blei notert mest", "The month with the most entries"
        ),
        text(
            "Mest ble notert i {claim}, viser aktivitetsloggene for {year}.",
            "Mest blei notert i {claim}, viser aktivitetsloggane for {year}.",
            "The activity logs for {year} were busiest in {claim}.",
        ),
    ),
    "log.busiest_month.entries": LogFact(
        text(
            "Noteringer i den måneden da mest ble notert",
            "Noterte hendingar i den månaden då det blei notert mest",
            "Entries in the busiest month",
        ),
        text(
            "Den måneden da mest ble notert i {year}, har {claim} i aktivitetsloggene.",
            "Den månaden då det blei notert mest i {year}, har {claim} i aktivitetsloggane.",
            "The busiest month of {year} has {claim} in the activity logs.",
        ),
        ENTRIES,
    ),
    "log.municipalities": LogFact(
        text(
            "Kommuner og bydeler som har hospitert eller henvendt seg",
            "Kommunar og bydelar som har hospitert eller vendt seg til ein sentral",
            "Municipalities and districts that visited or made an enquiry",
        ),
        text(
            "Aktivitetsloggene for {year} viser at {claim} har hospitert hos en"
            " utviklingssentral eller henvendt seg til en.",
            "Aktivitetsloggane for {year} viser at {claim} har hospitert hos ein"
            " utviklingssentral eller vendt seg til ein.",
            "The activity logs for {year} show that {claim} visited a"
            " development centre or put an enquiry to it.",
        ),
        PLACES,
    ),
    "log.municipalities_visited": LogFact(
        text(
            "Kommuner og bydeler som har hospitert",
            "Kommunar og bydelar som har hospitert",
            "Municipalities and districts that visited",
        ),
        text(
            "Aktivitetsloggene for {year} viser at {claim} har hospitert hos en utviklingssentral.",
            "Aktivitetsloggane for {year} viser at {claim} har hospitert hos ein utviklingssentral.",
            "The activity logs for {year} show that {claim} visited a development centre.",
        ),
        PLACES,
    ),
    "log.municipalities_asked": LogFact(
        text(
            "Kommuner og bydeler som har henvendt seg",
            "Kommunar og bydelar som har vendt seg til ein sentral",
            "Municipalities and districts that made an enquiry",
        ),
        text(
            "Aktivitetsloggene for {year} viser at {claim} har henvendt seg til en utviklingssentral.",
            "Aktivitetsloggane for {year} viser at {claim} har vendt seg til ein utviklingssentral.",
            "The activity logs for {year} show that {claim} put an enquiry to a development centre.",
        ),
        PLACES,
    ),
    "log.counties": LogFact(
        text(
            "Fylker som kommunene og bydelene ligger i",
            "Fylke som kommunane og bydelane ligg i",
            "Counties that the municipalities and districts lie in",
        ),
        text(
            "Kommunene og bydelene som hospiterte eller henvendte seg i {year}, ligger i {claim}.",
            "Kommunane og bydelane som hospiterte eller vende seg til ein sentral i {year}, ligg i {claim}.",
            "The municipalities and districts that visited or made an enquiry in {year} lie in {claim}.",
        ),
        text("fylke/fylker", "fylke/fylke", "county/counties"),
    ),
    REGION: LogFact(
        text(
            "Kommuner og bydeler i {region}",
            "Kommunar og bydelar i {region}",
            "Municipalities and districts in {region}",
        ),
        text(
            "Av kommunene og bydelene som hospiterte eller henvendte seg i {year}, hører {claim} til"
            " {region}.",
            "Av kommunane og bydelane som hospiterte eller vende seg til ein sentral i {year}, høyrer"
            " {claim} til {region}.",
            "Of the municipalities and districts that visited or made an enquiry in {year}, {claim}"
            " belonged to {region}.",
        ),
    ),
    "log.near.own": LogFact(
        text(
            "Kommuner og bydeler som hadde kontakt med sin egen sentral",
            "Kommunar og bydelar som hadde kontakt med sin eigen sentral",
            "Municipalities and districts that turned to a centre of their own",
        ),
        text(
            "Av kommunene og bydelene som hospiterte eller henvendte seg i {year}, hadde {claim}"
            " kontakt med sin egen sentral.",
            "Av kommunane og bydelane som hospiterte eller vende seg til ein sentral i {year}, hadde"
            " {claim} kontakt med sin eigen sentral.",
            "Of the municipalities and districts that visited or made an enquiry in {year}, {claim}"
            " turned to a centre of their own.",
        ),
    ),
    "log.near.county": LogFact(
        text(
            "Kommuner og bydeler som hadde kontakt med en sentral i eget fylke",
            "Kommunar og bydelar som hadde kontakt med ein sentral i eige fylke",
            "Municipalities and districts that turned to a centre in their own county",
        ),
        text(
            "Av kommunene og bydelene som hospiterte eller henvendte seg i {year}, hadde {claim}"
            " kontakt med en sentral i sitt eget fylke.",
            "Av kommunane og bydelane som hospiterte eller vende seg til ein sentral i {year}, hadde"
            " {claim} kontakt med ein sentral i sitt eige fylke.",
            "Of the municipalities and districts that visited or made an enquiry in {year}, {claim}"
            " turned to a centre in their own county.",
        ),
    ),
    "log.near.region": LogFact(
        text(
            "Kommuner og bydeler som hadde kontakt med en sentral i et annet fylke i egen helseregion",
            "Kommunar og bydelar som hadde kontakt med ein sentral i eit anna fylke i eigen helseregion",
            "Municipalities and districts that turned to a centre in another county of their health region",
        ),
        text(
            "Av kommunene og bydelene som hospiterte eller henvendte seg i {year}, hadde {claim}"
            " kontakt med en sentral i et annet fylke i sin egen helseregion.",
            "Av kommunane og bydelane som hospiterte eller vende seg til ein sentral i {year}, hadde"
            " {claim} kontakt med ein sentral i eit anna fylke i sin eigen helseregion.",
            "Of the municipalities and districts that visited or made an enquiry in {year}, {claim}"
            " turned to a centre in another county of their own health region.",
        ),
    ),
    "log.near.elsewhere": LogFact(
        text(
            "Kommuner og bydeler som hadde kontakt med en sentral i en annen helseregion",
            "Kommunar og bydelar som hadde kontakt med ein sentral i ein annan helseregion",
            "Municipalities and districts that turned to a centre in another health region",
        ),
        text(
            "Av kommunene og bydelene som hospiterte eller henvendte seg i {year}, hadde {claim}"
            " kontakt med en sentral i en annen helseregion.",
            "Av kommunane og bydelane som hospiterte eller vende seg til ein sentral i {year}, hadde"
            " {claim} kontakt med ein sentral i ein annan helseregion.",
            "Of the municipalities and districts that visited or made an enquiry in {year}, {claim}"
            " turned to a centre in another health region.",
        ),
    ),
    "log.without_centre": LogFact(
        text(
            "Kommuner i fylker uten utviklingssentral",
            "Kommunar i fylke utan utviklingssentral",
            "Municipalities in counties without a development centre",
        ),
        text(
            "Av kommunene som hospiterte eller henvendte seg i {year}, ligger {claim} i fylker uten"
            " utviklingssentral.",
            "Av kommunane som hospiterte eller vende seg til ein sentral i {year}, ligg {claim} i fylke utan"
            " utviklingssentral.",
            "Of the municipalities that visited or made an enquiry in {year}, {claim} came from counties without"
            " a development centre.",
        ),
    ),
    "log.counties_without_centre": LogFact(
        text(
            "Fylkene uten utviklingssentral",
            "Fylka utan utviklingssentral",
            "The counties without a development centre",
        ),
        text(
            "Kommuner i fylker uten utviklingssentral hospiterte eller henvendte seg i {year}. Det gjelder {claim}.",
            "Kommunar i fylke utan utviklingssentral hospiterte eller vende seg til ein sentral i {year}. Det gjeld"
            " {claim}.",
            "Municipalities in counties without a development centre visited or made an enquiry in {year}: {claim}.",
        ),
    ),
    "log.topics": LogFact(
        text("Ulike temaer", "Ulike tema", "Different topics"),
        text(
            "Aktivitetsloggene for {year} har {claim}.",
            "Aktivitetsloggane for {year} har {claim}.",
            "The activity logs for {year} have {claim}.",
        ),
        text("tema/temaer", "tema/tema", "topic/topics"),
    ),
    "log.topics.top": LogFact(
        text(
            "Temaene som går oftest igjen",
            "Temaa som går oftast att",
            "The topics that come up the most often",
        ),
        text(
            "Disse temaene går oftest igjen i aktivitetsloggene for {year}: {claim}.",
            "Desse temaa går oftast att i aktivitetsloggane for {year}: {claim}.",
            "These topics come up the most often in the activity logs for {year}: {claim}.",
        ),
    ),
    "log.topics.first": LogFact(
        text("Temaet på toppen", "Temaet på toppen", "The topic at the top"),
        text(
            "Øverst blant temaene i aktivitetsloggene for {year} ligger {claim}.",
            "Øvst blant temaa i aktivitetsloggane for {year} ligg {claim}.",
            "At the top of the topics in the activity logs for {year} is {claim}.",
        ),
    ),
    "log.topics.first_entries": LogFact(
        text(
            "Noteringer om temaet på toppen",
            "Noterte hendingar om temaet på toppen",
            "Entries about the topic at the top",
        ),
        text(
            "Temaet på toppen har {claim} i aktivitetsloggene for {year}.",
            "Temaet på toppen er notert for {claim} i aktivitetsloggane for {year}.",
            "The topic at the top has {claim} in the activity logs for {year}.",
        ),
        ENTRIES,
    ),
    "log.topics.first_half": LogFact(
        text(
            "Temaet på toppen i første halvår",
            "Temaet på toppen i første halvår",
            "The topic at the top from January to June",
        ),
        text(
            "I første halvår av {year} lå {claim} øverst blant temaene i aktivitetsloggene.",
            "I første halvår av {year} låg {claim} øvst blant temaa i aktivitetsloggane.",
            "From January to June {year}, {claim} was at the top of the topics in the activity logs.",
        ),
    ),
    "log.topics.second_half": LogFact(
        text(
            "Temaet på toppen i andre halvår",
            "Temaet på toppen i andre halvår",
            "The topic at the top from July to December",
        ),
        text(
            "I andre halvår av {year} lå {claim} øverst blant temaene i aktivitetsloggene.",
            "I andre halvår av {year} låg {claim} øvst blant temaa i aktivitetsloggane.",
            "From July to December {year}, {claim} was at the top of the topics in the activity logs.",
        ),
    ),
}
