"""The codes that students of a Lab class hand in: predictions, and the wins of the twelve futures that each one's machine ran.

    python codes.py K7QX < chat.txt

prints what was found as JSON. A code has 28 letters with results, 17 with predictions alone: ten bits of the student's number, for each of six
firms the place of the share-out of twenty steps of 5 % (eleven bits) and of twelve wins (nine bits) among four structures, and a checksum that knows
the class. See `web/app/src/lab/code.ts`, which writes them.
"""

import json
import re
import sys
from dataclasses import asdict, dataclass
from math import comb

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FIRMS, WAYS, STEPS, FUTURES = 6, 4, 20, 12
CODE = re.compile(r"(?<![A-Za-z0-9-])(?:(?:[A-Za-z0-9]{4}-){6}[A-Za-z0-9]{4}|(?:[A-Za-z0-9]{4}-){3}[A-Za-z0-9]{5})(?![A-Za-z0-9-])")


@dataclass
class Handed:
    """What one student handed in: by firm, then structure, chances in steps of 5 %, and wins of twelve futures."""

    student: int
    said: list[list[int]]
    came: list[list[int]] | None


def _shares(place: int, total: int, parts: int) -> list[int] | None:
    """The share-out at a place among all of its total."""
    ways = lambda left, among: comb(left + among - 1, among - 1)  # noqa: E731
    if place >= ways(total, parts):
        return None
    out = []
    for among in range(parts - 1, 0, -1):
        share = 0
        while place >= ways(total - share, among):
            place -= ways(total - share, among)
            share += 1
        out.append(share)
        total -= share
    return [*out, total]


def _checksum(group: str, data: str, degree: int) -> str:
    polynomial = 0x233 if degree == 10 else 0x119
    rest, mask = 0, (1 << degree) - 1
    for bit in "".join(f"{ord(letter) & 255:08b}" for letter in group.upper()) + data:
        top = rest >> (degree - 1) & 1
        rest = rest << 1 & mask
        if top ^ int(bit):
            rest ^= polynomial & mask
    return f"{rest:0{degree}b}"


def decode(group: str, text: str) -> Handed | None:
    """Reads a code; None where it is not one of that class, or a letter of it is wrong."""
    text = re.sub(r"[\s-]", "", text.upper()).translate(str.maketrans("OIL", "011"))
    if len(text) not in (28, 17) or any(letter not in LETTERS for letter in text):
        return None
    bits = "".join(f"{LETTERS.index(letter):05b}" for letter in text)
    degree = 10 if len(text) == 28 else 9
    data, check = bits[:-degree], bits[-degree:]
    if _checksum(group, data, degree) != check:
        return None
    number = lambda start, count: int(data[start : start + count], 2)  # noqa: E731
    said = [_shares(number(10 + 11 * firm, 11), STEPS, WAYS) for firm in range(FIRMS)]
    wins = 10 + 11 * FIRMS
    came = [_shares(number(wins + 9 * firm, 9), FUTURES, WAYS) for firm in range(FIRMS)] if degree == 10 else None
    if None in said or (came and None in came):
        return None
    return Handed(number(0, 10), said, came)


def find(group: str, text: str) -> list[Handed]:
    """The codes in whatever was pasted, one a student: the first, unless another of the same predictions has results and it has none."""
    found: dict[int, Handed] = {}
    for match in CODE.finditer(text):
        one = decode(group, match.group())
        if one is None:
            continue
        before = found.get(one.student)
        if before is None or (before.said == one.said and one.came and not before.came):
            found[one.student] = one
    return [found[student] for student in sorted(found)]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python codes.py CLASS < file")
    json.dump([asdict(one) for one in find(sys.argv[1], sys.stdin.read())], sys.stdout, indent=2)
