"""Writes metrics.json and statistics.json, which golden-metrics.test.ts and golden-statistics.test.ts compare with.

    python -m venv golden-env
    golden-env/bin/pip install scipy statsmodels rouge-score pytrec-eval-terrier nltk scikit-learn pandas
    golden-env/bin/python runtime/evaluation/golden/make-golden.py \\
        --squad-1 evaluate-v1.1.py --squad-2 evaluate-v2.0.py --cmrc cmrc2018_evaluate.py

The three scripts are those of the data sets' authors and are no part of this repository: evaluate-v1.1.py and evaluate-v2.0.py of SQuAD
(rajpurkar.github.io/SQuAD-explorer) and baseline/cmrc2018_evaluate.py, v6, of ymcui/cmrc2018, which asks NLTK for its `punkt_tab` data
(NLTK_DATA). The golden file names each by its first words and its hash.
"""

import argparse
import hashlib
import importlib.util
import json
import platform
import random
import re
from importlib.metadata import version
from pathlib import Path

import numpy
import pandas
import pytrec_eval
from rouge_score import rouge_scorer
from sklearn.metrics import accuracy_score

from statistic_vectors import statistic_vectors

FOLDER = Path(__file__).parent
PACKAGES = ["scipy", "numpy", "statsmodels", "rouge-score", "pytrec-eval-terrier", "nltk", "scikit-learn", "pandas"]

parser = argparse.ArgumentParser()
for name in ["squad-1", "squad-2", "cmrc"]:
    parser.add_argument(f"--{name}", type=Path, required=True)
PATHS = parser.parse_args()


def load(path):
    spec = importlib.util.spec_from_file_location(re.sub("[^a-z0-9]", "_", path.stem.lower()), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SQUAD_1, SQUAD_2, CMRC = load(PATHS.squad_1), load(PATHS.squad_2), load(PATHS.cmrc)


def describe_script(path, module):
    about = " ".join(re.findall(r"(?:Official|Evaluation) .*|v6: .*", module.__doc__ or path.read_text(encoding="utf-8"))).strip()
    return {"file": path.name, "about": about, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def squad(answer, accepted):
    """By the script of SQuAD 2.0, which knows questions without an answer; where there is one, that of 1.1 beside it."""
    article = {"paragraphs": [{"qas": [{"id": "q", "answers": [{"text": gold} for gold in accepted]}]}]}
    em, f1 = SQUAD_2.get_raw_scores([article], {"q": answer})
    scores = {"em": em["q"], "f1": f1["q"]}
    if accepted:
        former = SQUAD_1.evaluate([article], {"q": answer})
        scores["former"] = {"em": former["exact_match"] / 100, "f1": former["f1"] / 100}
    return scores


def cmrc(answer, accepted):
    return {"em": CMRC.calc_em_score(accepted, answer), "f1": CMRC.calc_f1_score(accepted, answer)}


def contains(answer, accepted):
    """Whole words by the normalisation of SQuAD's own script, as DPR asks whether a passage has an answer."""
    text = f" {SQUAD_1.normalize_answer(answer)} "
    return int(any(f" {SQUAD_1.normalize_answer(gold)} " in text for gold in accepted))


class ByCharacter:
    """Chinese characters one by one, Latin words whole."""

    def tokenize(self, text):
        return re.findall("[a-z0-9]+|[\u4e00-\u9fff]", text.lower())


def rouge_l(answer, accepted, is_chinese):
    scorer = rouge_scorer.RougeScorer(["rougeL"], tokenizer=ByCharacter() if is_chinese else None)
    return max(scorer.score(gold, answer)["rougeL"].fmeasure for gold in accepted)


ENGLISH = [
    ("The Denver Broncos!", ["Denver Broncos", "the Carolina Panthers"]),
    ("a theatre, an anathema", ["theatre anathema"]),
    ("$1,234.50 — about 5 °C", ["1,234.50 about 5 C", "1234.50"]),
    ("don't “quote” me", ["don't \"quote\" me", "dont quote me"]),
    ("Café del Mar", ["cafe del mar", "Café  del\tMar"]),
    ("1914–18", ["1914-18", "1914–18"]),
    ("the the the", ["the"]),
    ("", ["anything"]),
    ("!!!", ["anything", "?"]),
    ("state-of-the-art system", ["state of the art system"]),
    ("U.S. Route 66", ["us route 66", "Route 66"]),
    ("naïve façade", ["naïve façade"]),
    ("the", ["a"]),
    ("?", ["the", "!"]),
    ("", ["?", "word"]),
    ("word", ["?", "a word"]),
]
UNANSWERABLE = [("", []), ("!", []), ("the", []), ("word", []), ("。", [])]
# Worked out by hand: an accepted answer stands in the answer as a run of whole characters and whole Latin words.
CHINESE_CONTAINMENT = [
    ("可以退票价的60%，三天内到账。", ["票价的60%"], 1),
    ("可以退票价的6%", ["票价的60%"], 0),
    ("请在App Store下载", ["Store下载", "商店"], 1),
    ("请在AppStore下载", ["App下载"], 0),
    ("《北京》南站", ["北京南站"], 1),
    ("北京西南站", ["北京南站"], 0),
    ("G1012次列车", ["G101次"], 0),
    ("G101 次列车", ["G101次"], 1),
    ("", ["北京"], 0),
    ("南站在北京", ["北京", "上海"], 1),
]
CHINESE = [
    ("《传说集》", ["传说集"]),
    ("1994年5月", ["1994年", "1994年5月1日"]),
    ("约10.5万人", ["10.5万人", "10万人"]),
    ("3,000米", ["3000米", "3,000 米"]),
    ("Jane Eyre (1847)", ["《Jane Eyre》，1847年", "简爱"]),
    ("他说：“don't stop.”", ["don't stop"]),
    ("甲乙丙丁", ["丙丁甲乙"]),
    ("甲…乙……丙", ["甲乙丙", "甲…乙…丙"]),
    ("A-B-C公司", ["ABC公司", "A B C公司"]),
    ("AT&T中国 100%", ["AT & T中国100 %"]),
    ("“北京”、‘上海’", ["北京、上海", "北京上海"]),
    ("", ["北京"]),
    ("。。。", ["北京"]),
    (" 北京 大学 ", ["北京大学", "北京 大学"]),
    ("第3届 (2008)", ["第3届(2008)"]),
    ("cannot 找到 it's", ["can not找到 it 's"]),
]


def random_answers(rng, pieces, joins, count):
    """Pairs that share much: an answer and up to three accepted ones, cut from and spoilt around one text."""
    for _ in range(count):
        text = [rng.choice(pieces) for _ in range(rng.randint(3, 12))]
        cut = lambda: rng.choice(joins).join(
            piece if rng.random() < 0.85 else rng.choice(pieces) for piece in text[rng.randint(0, 2) : rng.randint(3, 12)]
        )
        yield cut(), [cut() for _ in range(rng.randint(1, 3))]


def metric_vectors():
    rng = random.Random(2018)
    words = "the a An refund Refund, 60% of fare. fare's (fare) $5 1.5 e-ticket delay delays \"delay\" don't U.S. no".split()
    signs = list("退票款费用北京南站改签时限六十天年月日") + ["，", "。", "《", "》", "60%", "1.5", "12,000", "G101", "App", "(", ")", "it's"]
    english = ENGLISH + list(random_answers(rng, words, [" ", "  "], 60))
    chinese = CHINESE + list(random_answers(rng, signs, ["", "", " "], 60))
    rankings = []
    for _ in range(60):
        ids = [f"d{i}" for i in range(rng.randint(1, 25))]
        found = rng.sample(ids, rng.randint(1, len(ids)))
        relevant = rng.sample(ids, rng.randint(1, min(8, len(ids))))
        rankings.append({"found": found, "relevant": relevant, **trec_eval(found, relevant)})
    case = lambda answer, accepted: {"answer": answer, "accepted": accepted}
    return {
        "squad": [{**case(a, g), **squad(a, g)} for a, g in english + UNANSWERABLE],
        "cmrc": [{**case(a, g), **cmrc(a, g)} for a, g in chinese],
        "rougeL": [{**case(a, g), "f": rouge_l(a, g, False)} for a, g in english],
        "rougeLChinese": [{**case(a, g), "f": rouge_l(a, g, True)} for a, g in chinese if has_han(g)],
        "containment": [{**case(a, g), "contains": contains(a, g)} for a, g in containments(english)]
        + [{**case(a, g), "contains": c} for a, g, c in CHINESE_CONTAINMENT],
        "rankings": rankings,
        "routing": [routing(numpy.random.default_rng(seed), n) for seed, n in [(1, 1), (2, 12), (3, 60)]],
    }


def containments(english):
    """The same pairs, and each answer within a sentence."""
    worded = [(answer, golds) for answer, golds in english if all(map(SQUAD_1.normalize_answer, golds))]
    return worded + [(f"It is said that {golds[0]} was right", golds) for _, golds in worded[::2]]


def routing(rng, n):
    """Requests with what a bank did to them; their figures by scikit-learn, pandas and NumPy."""
    intents = ["refund", "delay", "lost property", "oos"]
    expected = rng.choice(intents, n)
    table = pandas.DataFrame(
        {
            "expected": expected,
            "intent": numpy.where(rng.uniform(size=n) < 0.8, expected, rng.choice(intents, n)),
            "outcome": rng.choice(["adapter", "default-adapter", "base", "fallback", "branch", "default-branch"], n, p=[0.4, 0.1, 0.2, 0.1, 0.1, 0.1]),
            "abstained": rng.choice(numpy.array([True, False, None], dtype=object), n),
            **{part: rng.lognormal(0, 1, n) * (rng.uniform(size=n) < 0.8) for part in ["node", "queue", "engine", "load"]},
        }
    )
    arms = numpy.where(rng.uniform(size=(n, 3)) < 0.9, rng.integers(0, 5, (n, 3)) / 4, numpy.nan)
    reached = numpy.where(rng.uniform(size=n) < 0.9, rng.integers(0, 5, n) / 4, numpy.nan)
    best = numpy.fmax.reduce(arms, axis=1)
    side = lambda value: None if pandas.isna(value) else float(value)
    figures = {
        "routeAccuracy": accuracy_score(table.expected, table.intent),
        "coverage": table.outcome.isin(["adapter", "branch"]).mean(),
        "abstention": side(table.abstained.dropna().astype(float).mean()),
        "parts": table[["node", "queue", "engine", "load"]].mean().to_dict(),
        "regret": side(pandas.Series(best - reached).mean()),
    }
    requests = [
        {**{key: side(value) if isinstance(value, float) else value for key, value in row.items()}, "arms": [side(x) for x in arms[i]], "reached": side(reached[i]), "regret": side(best[i] - reached[i])}
        for i, row in enumerate(table.to_dict("records"))
    ]
    return {"figures": {k: float(v) if isinstance(v, numpy.floating) else v for k, v in figures.items()}, "requests": requests}


def has_han(accepted):
    return any(re.search("[\u4e00-\u9fff]", gold) for gold in accepted)


def trec_eval(found, relevant):
    names = {"ndcg_cut.10": "ndcg10", "recall.5": "recall5", "recall.10": "recall10", "recip_rank": "mrr"}
    judge = pytrec_eval.RelevanceEvaluator({"q": {d: 1 for d in relevant}}, set(names))
    scores = judge.evaluate({"q": {d: float(len(found) - i) for i, d in enumerate(found)}})["q"]
    return {short: scores[name.replace(".", "_")] for name, short in names.items()}


def write(name, vectors, scripts=()):
    made = {"python": platform.python_version(), **{package: version(package) for package in PACKAGES}}
    if scripts:
        made["scripts"] = [describe_script(path, module) for path, module in scripts]
    lines = [f"  {json.dumps('madeWith')}: {json.dumps(made)}"]
    for group, cases in vectors.items():
        rows = ",\n".join(f"    {json.dumps(case, ensure_ascii=False)}" for case in cases)
        lines.append(f"  {json.dumps(group)}: [\n{rows}\n  ]")
    (FOLDER / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


write("metrics.json", metric_vectors(), [(PATHS.squad_1, SQUAD_1), (PATHS.squad_2, SQUAD_2), (PATHS.cmrc, CMRC)])
write("statistics.json", statistic_vectors())
