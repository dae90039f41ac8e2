"""Writes metrics.json and statistics.json, which golden-metrics.test.ts and golden-statistics.test.ts compare with.

    python -m venv golden-env
    golden-env/bin/pip install scipy statsmodels rouge-score pytrec-eval-terrier nltk
    golden-env/bin/python runtime/evaluation/golden/make-golden.py

ROUGE, trec_eval and the statistics come from the packages. What the scripts of SQuAD v1.1 and CMRC 2018 compute is written down
again below, step by step; only the splitting into sentences is left out, which no answer on one line needs.
"""

import json
import platform
import random
import re
import string
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import numpy
import pytrec_eval
from nltk.tokenize import NLTKWordTokenizer
from rouge_score import rouge_scorer
from scipy import stats
from statsmodels.stats.multitest import multipletests

FOLDER = Path(__file__).parent
PACKAGES = ["scipy", "numpy", "statsmodels", "rouge-score", "pytrec-eval-terrier", "nltk"]


def squad(answer, accepted):
    def tokens(text):
        plain = "".join(c for c in text.lower() if c not in string.punctuation)
        return re.sub(r"\b(a|an|the)\b", " ", plain).split()

    def f1(gold):
        if not tokens(answer) or not tokens(gold):
            # The script of SQuAD 2.0; that of v1.1 calls two answers without words an exact match of F1 0.
            return float(tokens(answer) == tokens(gold))
        common = sum((Counter(tokens(answer)) & Counter(tokens(gold))).values())
        if common == 0:
            return 0.0
        precision, recall = common / len(tokens(answer)), common / len(tokens(gold))
        return 2 * precision * recall / (precision + recall)

    em = max(float(" ".join(tokens(answer)) == " ".join(tokens(gold))) for gold in accepted)
    return {"em": em, "f1": max(f1(gold) for gold in accepted)}


CMRC_DROPPED = set("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
TREEBANK = NLTKWordTokenizer()


def cmrc(answer, accepted):
    def kept(text):
        return "".join(c for c in text.lower().strip() if c not in CMRC_DROPPED)

    def segments(text):
        parts = re.split("([\u4e00-\u9fa5])", kept(text))
        return [s for i, part in enumerate(parts) for s in ([part] if i % 2 else TREEBANK.tokenize(part))]

    def f1(gold):
        a, b = segments(answer), segments(gold)
        ends = {(i + 1, j + 1) for i, x in enumerate(a) for j, y in enumerate(b) if x == y}
        run = {}
        for i, j in sorted(ends):
            run[i, j] = run.get((i - 1, j - 1), 0) + 1
        longest = max(run.values(), default=0)
        if longest == 0:
            return 0.0
        precision, recall = longest / len(a), longest / len(b)
        return 2 * precision * recall / (precision + recall)

    return {
        "em": max(float(kept(answer) == kept(gold)) for gold in accepted),
        "f1": max(f1(gold) for gold in accepted),
    }


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
        "squad": [{**case(a, g), **squad(a, g)} for a, g in english],
        "cmrc": [{**case(a, g), **cmrc(a, g)} for a, g in chinese],
        "rougeL": [{**case(a, g), "f": rouge_l(a, g, False)} for a, g in english],
        "rougeLChinese": [{**case(a, g), "f": rouge_l(a, g, True)} for a, g in chinese if has_han(g)],
        "rankings": rankings,
    }


def has_han(accepted):
    return any(re.search("[\u4e00-\u9fff]", gold) for gold in accepted)


def trec_eval(found, relevant):
    names = {"ndcg_cut.10": "ndcg10", "recall.5": "recall5", "recall.10": "recall10", "recip_rank": "mrr"}
    judge = pytrec_eval.RelevanceEvaluator({"q": {d: 1 for d in relevant}}, set(names))
    scores = judge.evaluate({"q": {d: float(len(found) - i) for i, d in enumerate(found)}})["q"]
    return {short: scores[name.replace(".", "_")] for name, short in names.items()}


def statistic_vectors():
    rng = numpy.random.default_rng(1987)
    return {
        "normal": [
            {"z": z, "cdf": stats.norm.cdf(z)}
            for z in [-37, -12.5, -6, -3.3, -2.83, -2.82, -1.96, -1, -0.1, 0, 0.3, 1, 1.96, 2.82, 2.83, 5]
        ],
        "normalQuantile": [
            {"p": p, "z": stats.norm.ppf(p)}
            for p in [1e-300, 1e-50, 1e-10, 1e-4, 0.005, 0.025, 0.05, 0.2, 0.4, 0.499999, 0.5, 0.6, 0.8, 0.975, 0.995, 1 - 1e-9]
        ],
        "student": [
            {"p": p, "freedom": f, "t": stats.t.ppf(p, f)}
            for p in [0.6, 0.9, 0.975, 0.995]
            for f in [1, 2, 3, 4, 9, 10, 99, 400, 401, 5000]
        ],
        "wilson": [wilson(k, n, c) for k, n in [(0, 1), (1, 1), (0, 20), (1, 29), (7, 12), (15, 148), (81, 263), (9999, 10000), (500000, 1000000)] for c in [0.8, 0.9, 0.95, 0.99]],
        "mcnemar": [
            {"b": b, "c": c, "p": stats.binomtest(b, b + c, 0.5).pvalue}
            for b, c in [(0, 1), (0, 5), (0, 6), (5, 6), (10, 10), (2, 25), (40, 63), (321, 250), (0, 300), (5000, 5200), (60000, 60900)]
        ],
        "permutation": [permutation(rng, n, kind) for n in [2, 5, 8, 12] for kind in ["uniform", "f1", "ties"]],
        "bca": [bca(rng, n, kind, c) for n, kind, c in [(12, "uniform", 0.95), (20, "f1", 0.95), (50, "skewed", 0.9), (200, "f1", 0.95), (30, "ties", 0.99)]],
        "quantile": [quantile(rng, n, q, c) for n, q, c in [(1, 0.5, 0.95), (6, 0.5, 0.95), (25, 0.5, 0.95), (40, 0.25, 0.9), (71, 0.95, 0.95), (72, 0.95, 0.95), (100, 0.95, 0.95), (100, 0.5, 0.99), (500, 0.99, 0.95), (500, 0.9, 0.8)]],
        "holm": [
            {"ps": ps, "adjusted": multipletests(ps, method="holm")[1].tolist()}
            for ps in [[0.04], [0.01, 0.04, 0.03, 0.005], [0.2, 0.2, 0.2], [0.001, 0.0011, 0.9, 1.0, 0.03], rng.uniform(0, 0.1, 9).tolist()]
        ],
    }


def wilson(hits, n, confidence):
    interval = stats.binomtest(hits, n).proportion_ci(confidence, method="wilson")
    return {"hits": hits, "n": n, "confidence": confidence, "low": interval.low, "high": interval.high}


def draw(rng, n, kind):
    if kind == "uniform":
        return rng.uniform(0, 1, n)
    if kind == "skewed":
        return rng.exponential(1, n)
    if kind == "ties":
        return rng.integers(0, 4, n) / 4
    return numpy.where(rng.uniform(0, 1, n) < 0.6, rng.integers(0, 2, n), rng.beta(2, 2, n))


def permutation(rng, n, kind):
    a, b = draw(rng, n, kind), draw(rng, n, kind)
    mean_difference = lambda x, y, axis=-1: numpy.mean(y - x, axis=axis)
    result = stats.permutation_test((a, b), mean_difference, permutation_type="samples", n_resamples=numpy.inf, vectorized=True)
    return {"baseline": a.tolist(), "variant": b.tolist(), "p": result.pvalue}


def bca(rng, n, kind, confidence):
    """SciPy's resamples travel with its interval, so that the analytic parts are compared and not the random numbers.

    Fewer than about 10 distinct values would often be drawn in another order, and SciPy tells equal means apart by their rounding.
    """
    values = draw(rng, n, kind)
    result = stats.bootstrap((values,), numpy.mean, n_resamples=999, confidence_level=confidence, method="BCa", rng=rng)
    low, high = result.confidence_interval
    return {"values": values.tolist(), "confidence": confidence, "replicates": result.bootstrap_distribution.tolist(), "low": low, "high": high}


def quantile(rng, n, q, confidence):
    values = rng.lognormal(0, 1, n)
    interval = stats.quantile_test(values, q=0, p=q).confidence_interval(confidence)
    side = lambda x: None if numpy.isnan(x) else float(x)
    return {"values": values.tolist(), "q": q, "confidence": confidence, "value": float(numpy.quantile(values, q)), "low": side(interval.low), "high": side(interval.high)}


def write(name, vectors):
    made = {"python": platform.python_version(), **{package: version(package) for package in PACKAGES}}
    lines = [f"  {json.dumps('madeWith')}: {json.dumps(made)}"]
    for group, cases in vectors.items():
        rows = ",\n".join(f"    {json.dumps(case, ensure_ascii=False)}" for case in cases)
        lines.append(f"  {json.dumps(group)}: [\n{rows}\n  ]")
    (FOLDER / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


write("metrics.json", metric_vectors())
write("statistics.json", statistic_vectors())
