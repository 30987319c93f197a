"""Amounts in French words, as a receipt writes them beside the figures.

Our own lines, and not a library: French receipts need French amounts only, and the one library
known for it leans on an argument parser abandoned in 2014, published without a wheel, and writes
« un million euros ».
"""

from typing import Final

SMALL: Final = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
TENS: Final = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
MOST: Final = 1_000_000_000


def number_in_words(number: int) -> str:
    """« deux cent quatre-vingts » for 280; ``ValueError`` below 0 or from a milliard on."""
    if not 0 <= number < MOST:
        raise ValueError(f"No words for {number}")
    millions, rest = divmod(number, 1_000_000)
    thousands, units = divmod(rest, 1_000)
    words = []
    if millions:
        words.append(f"{_below_thousand(millions)} million{'s' if millions > 1 else ''}")
    if thousands:
        # « mille » takes no mark of plural, nor does what counts it: « quatre-vingt mille ».
        words.append("mille" if thousands == 1 else f"{_bare(thousands)} mille")
    if units or not words:
        words.append(_below_thousand(units))
    return " ".join(words)


def amount_in_words(cents: int) -> str:
    """« sept cent soixante-trois euros et vingt centimes » for 76 320."""
    euros, rest = divmod(cents, 100)
    words = []
    if euros or not rest:
        of = " d’" if euros and euros % 1_000_000 == 0 else " "
        words.append(f"{number_in_words(euros)}{of}euro{'s' if euros > 1 else ''}")
    if rest:
        words.append(f"{number_in_words(rest)} centime{'s' if rest > 1 else ''}")
    return " et ".join(words)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{SMALL[hundreds]} cent"
    if not rest:
        return head if hundreds == 1 else f"{head}s"
    return f"{head} {_below_hundred(rest)}"


def _bare(number: int) -> str:
    """Without the « s » of « cents » and « vingts », for a number word that follows."""
    words = _below_thousand(number)
    return words[:-1] if words.endswith(("cents", "vingts")) else words


def _below_hundred(number: int) -> str:
    if number < len(SMALL):
        return SMALL[number]
    tens, rest = divmod(number, 10)
    if tens >= 8:
        left = number - 80
        return f"quatre-vingt-{SMALL[left]}" if left else "quatre-vingts"
    if tens == 7:
        tens, rest = 6, rest + 10
    if not rest:
        return TENS[tens]
    link = " et " if rest in {1, 11} else "-"
    return f"{TENS[tens]}{link}{SMALL[rest]}"
