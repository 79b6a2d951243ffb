"""Who made the register: the attributions that must stand wherever its figures and neighbours are shown."""

from datetime import date

# From this reporting date on the population is counted forward from the 2022 census (notes shipped with GV100AD).
_CENSUS_2022_FROM = date(2024, 12, 31)

BORDERS_SOURCE = (
    "© BKG (2026) dl-de/by-2-0 (Daten verändert), Datenquellen: "
    "https://sgx.geodatenzentrum.de/web_public/gdz/datenquellen/datenquellen_vg_nuts.pdf"
)
PLANNING_REGIONS_SOURCE = "Landesentwicklungsprogramm Bayern (LEP), Anhang »Regionen«"
UNKNOWN_DAY = "Stichtag nicht angegeben"


def register_source(register_asof: date | None, population_asof: date | None) -> str:
    """The line that Destatis demands beside its figures, with both dates; a date we do not know is said to be unknown."""
    year = f", {register_asof.year}" if register_asof else ""
    base = " (Zensus 2022)" if population_asof is not None and population_asof >= _CENSUS_2022_FROM else ""
    return (
        f"© Statistisches Bundesamt (Destatis){year}: Gemeindeverzeichnis GV100AD, "
        f"Gebietsstand {_day(register_asof)}; Bevölkerung und Fläche: {_day(population_asof)}{base}. Auszug."
    )


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else UNKNOWN_DAY
