"""The notebook of a class reads the codes that the Lab's page writes; `web/tests/class.test.mjs` holds the page to the same file."""

import importlib.util
import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("codes", ROOT / "notebooks/codes.py")
codes = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = codes
SPEC.loader.exec_module(codes)
WRITTEN = json.loads((ROOT / "web/tests/codes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("one", WRITTEN, ids=lambda one: one["code"])
def test_a_code_of_the_page_comes_back_as_it_was_handed_in(one):
    assert asdict(codes.decode(one["class"], one["code"])) == one["handed"]
    assert codes.decode("K7QY", one["code"]) is None


def test_one_wrong_letter_is_always_found():
    for one in WRITTEN:
        plain = one["code"].replace("-", "")
        for at, letter in enumerate(plain):
            for other in codes.LETTERS.replace(letter, ""):
                assert codes.decode(one["class"], plain[:at] + other + plain[at + 1 :]) is None


def test_codes_are_found_in_whatever_was_pasted_one_a_student():
    first, second, third = (one["code"] for one in WRITTEN)
    chat = f"10:02 Ann: my code is {first.lower()}!\n10:03 Bob; {second}\nnonsense AAAA-BBBB\n10:04 Ann: {first}\n{third}"
    assert [one.student for one in codes.find("K7QX", chat)] == [1, 7, 1023]
