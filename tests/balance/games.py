"""Cost games of the literature; what is not published is marked as our own computation by the tests that use it."""

import re
from collections.abc import Mapping

from kuemmerer.balance.game import Game, game_of

# Skåne (Sweden), six groups of municipalities, millions of Swedish crowns; Young, Okada and Hashimoto 1982, IIASA WP-79-77.
_SKANE = """
A 21.95 H 17.08 K 10.91 L 15.88 M 20.81 T 21.98
AH 34.69 AK 32.86 AL 37.83 AM 42.76 AT 43.93 HK 22.96 HL 25.00 HM 37.89 HT 39.06 KL 26.79 KM 31.45 KT 32.89 LM 31.10
LT 37.86 MT 39.41
AHK 40.74 AHL 43.22 AHM 55.50 AHT 56.67 AKL 48.74 AKM 53.40 AKT 54.84 ALM 53.05 ALT 59.81 AMT 61.36 HKL 27.26 HKM 42.55
HKT 44.94 HLM 45.81 HLT 46.98 HMT 56.49 KLM 42.01 KLT 48.77 KMT 50.32 LMT 51.46
AHKL 48.95 AHKM 60.25 AHKT 62.72 AHLM 64.03 AHLT 65.20 AHMT 74.10 AKLM 63.96 AKLT 70.72 AKMT 72.27 ALMT 73.41 HKLM 48.07
HKLT 49.24 HKMT 59.35 HLMT 64.41 KLMT 56.61
AHKLM 69.76 AHKLT 70.93 AHKMT 77.42 AHLMT 83.00 AKLMT 73.97 HKLMT 66.46
AHKLMT 83.82
"""


def game(costs: str, scale: int = 100) -> Game:
    """A game out of »A 11 B 7 AB 15«; names are single letters. `scale` makes whole numbers out of decimals."""
    found = re.findall(r"(\w+) (-?[\d.]+)", costs)
    players = sorted({letter for group, _ in found for letter in group})
    return game_of(players, {frozenset(group): round(float(cost) * scale) for group, cost in found}, 0)


def of_numbers(players: int, costs: Mapping[int, int]) -> Game:
    """A game by group number."""
    names = tuple("ABCDEFGHIJKL"[:players])
    return Game(names, tuple(costs[group] for group in range(1 << players)))


SKANE = game(_SKANE)
# Tennessee Valley Authority, thousands of dollars: navigation, flood control, power (Ransmeier 1942; to be checked).
TVA = game("N 163520 F 140826 P 250096 FN 301607 NP 378821 FP 367370 FNP 412584")
# South Indian power grid, millions of rupees (Gately 1974).
INDIA = game("A 1870 T 5330 K 860 AT 6990 AK 1960 KT 5020 AKT 6530")
# Lemaire: three funds invest together; a game of revenue, so costs are negative.
LEMAIRE = game("A -46125 B -17437.50 C -5812.50 AB -69187.50 AC -53812.50 BC -30750 ABC -90000")
TWO_TOWNS = game("A 11 B 7 AB 15")
# Our own example in content/ausgleich/, thousands of euro.
VILLAGES = game("A 70 B 100 C 130 AB 140 AC 170 BC 180 ABC 220")
