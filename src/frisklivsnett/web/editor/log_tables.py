"""What the activity logs have tables of: each under a plain name, with what stands by it."""

from dataclasses import dataclass

from frisklivsnett.core.text import Text, text


@dataclass(frozen=True, slots=True)
class LogTable:
    """A table's plain name, and what stands by it in the report."""

    name: Text
    caption: Text


TABLES = {
    "log.by_month": LogTable(
        text(
            "Det sentralene har notert, etter måned",
            "Det sentralane har notert, etter månad",
            "What the centres noted, by month",
        ),
        text(
            "Det sentralene har notert i {year}, etter måned",
            "Det sentralane har notert i {year}, etter månad",
            "What the centres noted in {year}, by month",
        ),
    ),
    "log.by_region": LogTable(
        text(
            "Kommuner og bydeler, etter helseregion",
            "Kommunar og bydelar, etter helseregion",
            "Municipalities and districts, by health region",
        ),
        text(
            "Kommuner og bydeler som hospiterte eller henvendte seg i {year}, etter helseregion",
            "Kommunar og bydelar som hospiterte eller vende seg til ein sentral i {year}, etter helseregion",
            "Municipalities and districts that visited or made an enquiry in {year}, by health region",
        ),
    ),
    "log.by_county": LogTable(
        text(
            "Kommuner og bydeler, etter fylke",
            "Kommunar og bydelar, etter fylke",
            "Municipalities and districts, by county",
        ),
        text(
            "Kommuner og bydeler som hospiterte eller henvendte seg i {year}, etter fylke",
            "Kommunar og bydelar som hospiterte eller vende seg til ein sentral i {year}, etter fylke",
            "Municipalities and districts that visited or made an enquiry in {year}, by county",
        ),
    ),
    "log.by_nearness": LogTable(
        text(
            "Kommuner og bydeler, etter avstand til sentralen",
            "Kommunar og bydelar, etter avstand til sentralen",
            "Municipalities and districts, by distance from the centre",
        ),
        text(
            "Kommuner og bydeler som hospiterte eller henvendte seg i {year}, etter avstand til sentralen",
            "Kommunar og bydelar som hospiterte eller vende seg til ein sentral i {year}, etter avstand",
            "Municipalities and districts that visited or made an enquiry in {year}, by distance from the centre",
        ),
    ),
    "log.visitors_by_region": LogTable(
        text(
            "Personer på hospiteringene, etter helseregion",
            "Personar på hospiteringane, etter helseregion",
            "People on the visits, by health region",
        ),
        text(
            "Personer på hospiteringene som er notert i {year}, etter helseregion",
            "Personar på hospiteringane som er noterte i {year}, etter helseregion",
            "People on the visits noted in {year}, by health region",
        ),
    ),
    "log.topics": LogTable(
        text("Temaene i loggene", "Temaa i loggane", "Topics in the logs"),
        text(
            "Temaer i aktivitetsloggene for {year}",
            "Tema i aktivitetsloggane for {year}",
            "Topics in the activity logs of {year}",
        ),
    ),
    "log.without_centre": LogTable(
        text(
            "Kommuner i fylker uten utviklingssentral",
            "Kommunar i fylke utan utviklingssentral",
            "Municipalities in counties without a development centre",
        ),
        text(
            "Kommuner i fylker uten utviklingssentral som hospiterte eller henvendte seg i {year}",
            "Kommunar i fylke utan utviklingssentral som hospiterte eller vende seg til ein sentral i {year}",
            "Municipalities in counties without a development centre that visited or made an enquiry in {year}",
        ),
    ),
}
