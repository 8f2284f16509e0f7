"""What the notebook of a class scores: `scores.json`, which the Lab's scores are held against.

    python3 web/tests/scores.py > web/tests/scores.json

The notebook's own cells run (notebooks/3-class-in-four-acts.md, to its scores), with wins put in the place of simulations: of one student alone, and of
a class that handed in the codes of `codes.json`. Needs nothing but Python 3.11.
"""

import json
import re
import sys
from pathlib import Path
from unittest.mock import MagicMock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "notebooks"))
NOTEBOOK = (ROOT / "notebooks/3-class-in-four-acts.md").read_text(encoding="utf-8")
CELLS = [cell for cell in re.findall(r"```python\n(.*?)```", NOTEBOOK, re.DOTALL) if "def card" not in cell]
STEPS = 20


def notebook(said, wins, handed_in=""):
    """The scores that the notebook prints, of these guesses (`None`: as they stand in it) and of the book, where these wins come out."""
    names = {}
    firms = iter(wins)

    def compare(_scenario, ways, **_):
        futures = [way for way, count in zip(ways, next(firms), strict=True) for _ in range(count)]
        answer = MagicMock()
        answer.wide.rows = lambda: [
            {"replication": future, "arm": way, "profit_per_head": float(way == best)} for future, best in enumerate(futures, 1) for way in ways
        ]
        return answer

    lab = MagicMock()
    lab.compare = compare
    for name, module in {"verona_lab": lab, "figures": MagicMock(), "IPython": MagicMock(), "IPython.display": MagicMock()}.items():
        sys.modules[name] = module
    for cell in CELLS:
        exec(cell.replace('HANDED_IN = """\n"""', f"HANDED_IN = {handed_in!r}"), names)
        if "PREDICTIONS = {" in cell and said is not None:
            names["PREDICTIONS"] = {
                firm: tuple(100 * steps / STEPS for steps in shares) for firm, shares in zip(names["CARDS"], said, strict=True)
            }
        if "def score" in cell:
            return names["total"]
    raise SystemExit("the notebook scores nothing")


def main():
    written = [one for one in json.loads((ROOT / "web/tests/codes.json").read_text(encoding="utf-8")) if one["class"] == "K7QX"]
    first = next(one["handed"] for one in written if one["handed"]["came"])
    mine, book = notebook(first["said"], first["came"])
    chat = "\n".join(one["code"] for one in written)
    scores = {one["handed"]["student"]: notebook(one["handed"]["said"], first["came"], chat)[0] for one in written}
    even, believed = notebook(None, first["came"], chat)
    out = {
        "alone": {**first, "score": mine, "even": notebook(None, first["came"])[0], "book": book},
        "class": {"codes": chat, "scores": list(scores.values()), "even": even, "book": believed},
    }
    print(json.dumps(out, indent=1))


main()
