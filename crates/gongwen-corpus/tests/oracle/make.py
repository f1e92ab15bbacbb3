"""Computes the expected values of the measures with other people's programs, and with mpmath where those are odd or imprecise.

    python3 -m venv venv
    venv/bin/pip install association-measures corpus-dispersion lexicalrichness lexical-diversity scipy \
        pymannkendall ruptures burst_detection statsmodels mpmath
    venv/bin/python make.py

Run beside the fixtures, which it overwrites. The tests need no Python.
"""

import json
import math
import random
import types
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from mpmath import erfc, log, mp, mpf, power, sqrt

mp.dps = 60
HERE = Path(__file__).parent
COMMAND = "venv/bin/python make.py"


def number(x):
    """A float as JSON can hold it: what is not finite is null."""
    x = float(x)
    return x if math.isfinite(x) else None


def write(name, packages, cases, note=""):
    fixture = {
        "packages": {package: version(package) for package in packages},
        "command": COMMAND,
        "note": note,
        "cases": cases,
    }
    text = json.dumps(fixture, ensure_ascii=False, indent=1)
    (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def near(a, b, error=1e-9):
    assert abs(a - b) <= error * max(abs(b), 1e-300), (a, b)


# Association

TABLES = [
    (30, 100, 300, 100_000),
    (0, 100, 300, 100_000),
    (0, 500, 400, 1_000),
    (1, 1, 1, 1_000_000),
    (1, 1_000, 2_000, 50_000),
    (5, 50, 100, 1_000),
    (6, 50, 100, 1_000),
    (2, 50, 100, 1_000),
    (50, 50, 100, 1_000),
    (700, 800, 900, 5_000),
    (160, 800, 900, 5_000),
    (10_000, 20_000, 30_000, 1_000_000),
    (100_001, 10_000_000, 10_000_000, 1_000_000_000),
    (99_000, 10_000_000, 10_000_000, 1_000_000_000),
    (1_000_000, 5_000_000, 3_000_000, 1_000_000_000),
    (123_456, 1_000_000, 100_000_000, 1_000_000_000),
    (3, 1_000_000, 7, 1_000_000_000),
]


def ln_factorial(x):
    return mp.loggamma(mpf(x) + 1)


def fisher(o11, r1, c1, n):
    """-log10 P(X >= o11), summed over the shorter tail with 60 digits."""
    expected = mpf(r1) * c1 / n

    def ln_mass(k):
        parts = [k, r1 - k, c1 - k, n - r1 - c1 + k]
        return sum(ln_factorial(m) for m in (r1, n - r1, c1, n - c1)) - ln_factorial(n) - sum(map(ln_factorial, parts))

    if o11 >= expected:
        total, term, k = mpf(1), mpf(1), o11
        while k < min(r1, c1) and term > mpf(10) ** -40 * total:
            term *= mpf(r1 - k) * (c1 - k) / (mpf(k + 1) * (n - r1 - c1 + k + 1))
            total += term
            k += 1
        return -(ln_mass(o11) + log(total)) / log(10)
    if o11 == 0:
        return mpf(0)
    k = o11 - 1
    total, term = mpf(1), mpf(1)
    start = k
    while k > 0 and n - r1 - c1 + k > 0 and term > mpf(10) ** -40 * total:
        term *= mpf(k) * (n - r1 - c1 + k) / (mpf(r1 - k + 1) * (c1 - k + 1))
        total += term
        k -= 1
    return -log(1 - mp.exp(ln_mass(start)) * total) / log(10)


def association():
    from association_measures.measures import score
    from scipy.stats import hypergeom

    frame = pd.DataFrame(TABLES, columns=["f", "f1", "f2", "N"])
    theirs = score(frame, digits=None, disc=0.5)
    cases = []
    for index, (o11, r1, c1, n) in enumerate(TABLES):
        o = [mpf(o11), mpf(r1 - o11), mpf(c1 - o11), mpf(n - r1 - c1 + o11)]
        e = [mpf(a) * b / n for a in (r1, n - r1) for b in (c1, n - c1)]
        sign = 1 if o[0] >= e[0] else -1
        ll = sign * 2 * sum(x * log(x / y) for x, y in zip(o, e) if x > 0)
        mi = log(o[0] / e[0], 2) if o11 else mpf("-inf")
        simple = 2 * ((o[0] * log(o[0] / e[0]) if o11 else 0) - (o[0] - e[0])) * sign
        t = (o[0] - e[0]) / sqrt(o[0]) if o11 else mpf("-inf")
        z = (o[0] - e[0]) / sqrt(e[0])
        dice = 2 * o[0] / (r1 + c1)
        half = mpf("0.5") if 0 in o else mpf(0)
        p = fisher(o11, r1, c1, n)
        case = {
            "o11": o11, "r1": r1, "c1": c1, "n": n,
            "ll": ll, "mi": mi, "mi2": mi + log(o[0], 2) if o11 else mi, "mi3": mi + 2 * log(o[0], 2) if o11 else mi,
            "t": t, "z": z, "simple_ll": simple, "dice": dice,
            "log_dice": 14 + log(dice, 2) if o11 else mpf("-inf"),
            "min_sens": min(o[0] / r1, o[0] / c1),
            "mi_log_f": mi * log(o[0] + 1) if o11 else mpf("nan"),
            "delta_p": o[0] / r1 - o[2] / (n - r1), "delta_p_back": o[0] / c1 - o[1] / (n - c1),
            "odds_ratio": (o[0] + half) * (o[3] + half) / ((o[1] + half) * (o[2] + half)),
            "chi_squared": sum((x - y) ** 2 / y for x, y in zip(o, e)), "fisher": p,
        }
        row = theirs.iloc[index]
        if o11:
            near(row.z_score, z)
            near(row.t_score, t)
            near(row.dice, dice)
            near(row.min_sensitivity, case["min_sens"])
            # association-measures gives log10 and subtracts large logarithms: fewer digits.
            if abs(row.log_likelihood) > 1:
                near(row.log_likelihood, ll, 1e-5)
                near(row.simple_ll, simple, 1e-5)
            near(row.mutual_information * math.log2(10), mi, 1e-6) if abs(mi) > 1e-3 else None
        if n <= 1_000_000:
            near(-hypergeom.logsf(o11 - 1, n, r1, c1) / math.log(10) + 1e-300, p + mpf("1e-300"), 1e-6) if p > 1e-6 else None
        cases.append({key: x if isinstance(x, int) else number(x) for key, x in case.items()})
    write(
        "association", ["mpmath", "association-measures", "scipy"], cases,
        "Values by mpmath from the definitions, checked against association-measures (z, t, Dice, minimum sensitivity, G2, simple LL, "
        "MI, which it gives as log10) and scipy.stats.hypergeom, which lose digits by subtracting large logarithms.",
    )


# Keyness

PAIRS = [
    (100, 100_000, 50, 200_000), (20, 100_000, 20, 200_000), (5, 100_000, 0, 200_000), (0, 100_000, 7, 200_000),
    (1, 1_000_000, 0, 10_000_000), (0, 1_000_000, 1, 10_000_000), (40, 1_000_000, 0, 1_000_000),
    (12, 50_000, 3, 70_000), (300, 1_000_000, 1_000, 10_000_000), (5_000, 1_000_000, 61_000, 10_000_000),
    (200_000, 2_000_000, 150_000, 3_000_000), (1_000_000, 100_000_000, 3_000_000, 200_000_000),
    (100_000_000, 1_000_000_000, 99_000_000, 1_000_000_000), (1_000_000_000, 4_000_000_000, 1_000, 4_000_000_000),
    (7, 700, 14, 1_400), (600, 1_000, 2, 1_000),
]


def beta_quantile(p, a, b):
    """scipy.stats.beta.ppf, which is wrong for very unequal a and b (seen at 1e3 and 1e9): there the root of its own cdf."""
    from scipy.optimize import brentq
    from scipy.stats import beta as distribution

    x = distribution.ppf(p, a, b)
    if abs(distribution.cdf(x, a, b) / p - 1) < 1e-7:
        return x
    mean = a / (a + b)
    return mean * brentq(lambda part: distribution.logcdf(part * mean, a, b) - math.log(p), 1e-3, 1, xtol=1e-15)


def keyness():
    from association_measures.measures import score

    cases = []
    for f1, n1, f2, n2 in PAIRS:
        o = [mpf(f1), mpf(n1 - f1), mpf(f2), mpf(n2 - f2)]
        c1, n = f1 + f2, n1 + n2
        e = [mpf(a) * b / n for a in (n1, n2) for b in (c1, n - c1)]
        sign = 1 if o[0] >= e[0] else -1
        ll = sign * 2 * sum(x * log(x / y) for x, y in zip(o, e) if x > 0)
        two = sign * 2 * sum(x * log(x / y) for x, y in zip((o[0], o[2]), (e[0], e[2])) if x > 0)
        p = erfc(sqrt(abs(ll) / 2))
        half = mpf("0.5") if 0 in o else mpf(0)
        case = {
            "f1": f1, "n1": n1, "f2": f2, "n2": n2, "ll": ll, "ll_two_cell": two, "p": p, "ln_p": log(p),
            "bic": abs(ll) - log(n),
            "diff_percent": 100 * (mpf(f1) / n1 - mpf(f2) / n2) / (mpf(f2) / n2) if f2 else mpf("inf"),
            "log_ratio_hardie": log(max(o[0], mpf("0.5")) * n2 / (max(o[2], mpf("0.5")) * n1), 2),
            "log_ratio_walter": log((o[0] + 0.5) / (n1 + mpf("0.5")) / ((o[2] + 0.5) / (n2 + mpf("0.5"))), 2),
            "odds_ratio": (o[0] + half) * (o[3] + half) / ((o[1] + half) * (o[2] + half)),
            "simple_maths": (mpf(f1) * 10**6 / n1 + 1) / (mpf(f2) * 10**6 / n2 + 1),
        }
        case = {key: x if isinstance(x, int) else number(x) for key, x in case.items()}
        case["intervals"] = []
        for family in (1, 4, 300_000):
            alpha = 0.05 / family
            low = beta_quantile(alpha / 2, f1, f2 + 1) if f1 else 0.0
            # The upper bound by the other tail, which keeps its digits.
            rest = beta_quantile(alpha / 2, f2, f1 + 1) if f2 else 0.0
            low = math.log2(n2 / n1 * low / (1 - low)) if f1 else -math.inf
            high = -math.log2(n1 / n2 * rest / (1 - rest)) if f2 else math.inf
            lrc = low if low > 0 else high if high < 0 else 0.0
            frame = pd.DataFrame({"f1": [f1], "N1": [n1], "f2": [f2], "N2": [n2]})
            clr = score(frame, measures=["conservative_log_ratio"], alpha=alpha, correct=None, digits=None)
            theirs = float(clr.conservative_log_ratio.iloc[0])
            case["intervals"].append(
                {"alpha": alpha, "low": number(low), "high": number(high), "lrc": lrc, "association_measures": number(theirs)}
            )
        cases.append(case)
    write(
        "keyness", ["mpmath", "scipy", "association-measures"], cases,
        "Values by mpmath from the definitions; intervals by scipy.stats.beta. The column association_measures is that package's "
        "conservative_log_ratio (correct=None) of the same alpha.",
    )


# Dispersion

def dispersion():
    import corpus_dispersion as cd

    generator = random.Random(7)
    spreads = [
        ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]),
        ([0, 0, 7, 0], [10, 20, 30, 40]),
        ([3, 0, 0, 3, 1, 0, 9], [100, 1, 50, 60, 70, 80, 90]),
        ([5, 5], [1_000_000_000, 3_000_000_000]),
        ([2, 4, 6], [10, 20, 30]),
        ([generator.randrange(0, 4) for _ in range(200)], [generator.randrange(50, 5000) for _ in range(200)]),
        ([1] + [0] * 99, [generator.randrange(50, 5000) for _ in range(100)]),
    ]
    cases = []
    for v, sizes in spreads:
        total, f, n = sum(sizes), sum(v), len(v)
        s = [mpf(size) / total for size in sizes]
        p = [mpf(x) / size for x, size in zip(v, sizes)]
        mean = sum(p) / n
        deviation = sqrt(sum((x - mean) ** 2 for x in p) / n)
        dp = sum(abs(mpf(x) / f - share) for x, share in zip(v, s)) / 2
        case = {
            "dp": dp, "dp_norm": dp / (1 - min(s)),
            "kld": sum(mpf(x) / f * log(mpf(x) / f / share, 2) for x, share in zip(v, s) if x),
            "juilland_d": 1 - deviation / mean / sqrt(n - 1),
            "carroll_d2": -sum(x / sum(p) * log(x / sum(p)) for x in p if x) / log(n),
            "rosengren_s": sum(sqrt(share * x) for share, x in zip(s, v)) ** 2 / f,
        }
        theirs = cd.CorpusWordAnalyzer(v, sizes, total).calculate_all_metrics()
        names = {"dp": "dp", "dp_norm": "dp_norm", "kld": "kl_divergence", "juilland_d": "juilland_d",
                 "carroll_d2": "carroll_d2", "rosengren_s": "roschengren_s_adj"}
        package = {}
        for key, attribute in names.items():
            value = getattr(theirs, attribute, None)
            package[key] = None if value is None else number(value)
        cases.append({"counts": v, "sizes": sizes, "range": sum(x > 0 for x in v),
                      **{key: number(x) for key, x in case.items()}, "corpus_dispersion": package})
    rings = [([0], 1), ([5], 40), ([0, 1, 2, 3], 40), ([0, 10, 20, 30], 40),
             (sorted(generator.sample(range(100_000), 500)), 100_000), ([3, 500_000_000, 999_999_999], 1_000_000_000)]
    positions = []
    for places, total in rings:
        d = [b - a for a, b in zip(places, places[1:])] + [places[0] + total - places[-1]]
        v = mpf(total) / len(places)
        ald = sum(x * log(x, 10) for x in d) / total
        awt = (1 + mpf(sum(x * x for x in d)) / total) / 2
        positions.append({
            "positions": places, "total": total, "arf": number(sum(min(mpf(x), v) for x in d) / v), "ald": number(ald),
            "awt": number(awt), "ald_frequency": number(total / power(10, ald)), "awt_frequency": number(total / (2 * awt - 1)),
        })
    write(
        "dispersion", ["mpmath", "corpus-dispersion"], {"parts": cases, "positions": positions},
        "Values by mpmath from the definitions (corpus-dispersion's own beside them). No package computes ARF, ALD and AWT.",
    )


# Diversity

def diversity():
    from lexical_diversity import lex_div
    from lexicalrichness import LexicalRichness

    generator = random.Random(11)
    texts = [
        [int(generator.paretovariate(0.9)) % 400 for _ in range(1000)],
        [generator.randrange(60) for _ in range(137)],
        [1, 2, 1, 2, 1, 2, 3, 4, 5, 6] * 30 + [7, 8],
    ]
    cases = []
    for words in texts:
        strings = [f"w{word}" for word in words]
        theirs = LexicalRichness(strings, preprocessor=None, tokenizer=None)
        cases.append({
            "words": words, "ttr": theirs.ttr, "sttr_50": theirs.msttr(segment_window=50, discard=len(words) % 50 != 0),
            "mattr_50": theirs.mattr(window_size=50), "mtld_at_or_below": theirs.mtld(threshold=0.72),
            "mtld_below": lex_div.mtld(strings, min=0), "hdd": theirs.hdd(draws=42), "yule_k": theirs.yulek,
        })
    write(
        "diversity", ["lexicalrichness", "lexical-diversity"], cases,
        "mtld_below is lexical-diversity (<, min=0), which takes the last word for a part of a stretch even when it ends one (not so in these texts); "
        "everything else lexicalrichness, whose MTLD ends a stretch at <= and whose MSTTR with discard=True drops the last window even when it is whole.",
    )


# Trend

def trend():
    import pymannkendall as mk
    from scipy.stats import norm

    generator = random.Random(5)
    series = [
        [1, 3, 2, 4, 5], [1, 1, 2, 2, 2, 3, 1, 4], [5, 4, 3, 2, 1, 0], [2, 2, 2, 1],
        [round(generator.gauss(0.1 * t, 1), 3) for t in range(60)],
        [round(math.sin(t / 4) + generator.gauss(0, 0.2), 3) for t in range(48)],
        [0] * 20 + [generator.randrange(5) for _ in range(30)],
    ]
    cases = []
    for values in series:
        case = {"values": values}
        for name, test in (("plain", mk.original_test), ("hamed_rao", mk.hamed_rao_modification_test),
                           ("yue_wang", mk.yue_wang_modification_test)):
            with np.errstate(invalid="ignore"):
                result = test(values)
            case[name] = {"score": int(result.s), "variance": number(result.var_s), "z": number(result.z),
                          "p": number(2 * norm.sf(abs(result.z))), "tau": number(result.Tau)}
            case["slope"], case["intercept"] = number(result.slope), number(result.intercept)
        cases.append(case)
    write("trend", ["pymannkendall", "scipy"], cases,
          "p by scipy.stats.norm.sf from pymannkendall's z: its own 2(1 - cdf) loses digits when p is small.")


# Change points and bursts

def change():
    import ruptures

    generator = random.Random(3)
    cases = []
    for levels, sigma in (((0, 5, 1), 1.0), ((2, 2, 2), 1.0), ((0, 1, 0, 3, 0), 0.5), ((1, 40), 3.0)):
        values = [round(generator.gauss(level, sigma), 4) for level in levels for _ in range(20)]
        for penalty in (0.5, 5.0, 50.0):
            found = ruptures.Pelt(model="l2", min_size=1, jump=1).fit(np.array(values)).predict(pen=penalty)
            # Binseg with a penalty cuts the best place anywhere first, which comes to the same set.
            binary = ruptures.Binseg(model="l2", min_size=1, jump=1).fit(np.array(values)).predict(pen=penalty)
            cases.append({"values": values, "penalty": penalty, "pelt": found[:-1], "binary": binary[:-1]})
    write("change", ["ruptures"], cases, "min_size=1, jump=1.")


def burst():
    import burst_detection

    # The package needs a numpy that has np.float and that takes a nested array of one number for a number.
    old, tau = types.SimpleNamespace(**vars(np)), burst_detection.tau
    old.float, old.where = float, lambda mask: np.where(mask)[0][0]
    burst_detection.np = old
    burst_detection.tau = lambda i1, i2, gamma, n: tau(np.max(i1), i2, gamma, n)

    series = [
        [(1, 100)] * 5 + [(9, 100)] * 4 + [(1, 100)] * 6,
        [(2, 50), (1, 60), (0, 40), (14, 50), (16, 70), (3, 60), (1, 50), (2, 80), (20, 60), (1, 50)],
        [(1, 10)] * 12,
    ]
    cases = []
    for periods in series:
        r, d = pd.Series([p[0] for p in periods]), pd.Series([p[1] for p in periods])
        q, *_ = burst_detection.burst_detection(r, d, len(periods), s=2, gamma=1, smooth_win=1)
        cases.append({"periods": periods, "states": [int(x[0]) for x in q]})
    write("burst", ["burst_detection"], cases,
          "The package chooses each state greedily, given the one before, and runs on numpy before 1.24 alone (make.py mends that); these are series on which "
          "the greedy choice is the best one. The slow reference in tests/measures.rs tries every sequence.")


# Documents, corrections, shares

def documents():
    from scipy.stats import mannwhitneyu

    generator = random.Random(2)
    groups = [
        ([1.5, 2.5, 9.0], [0.5, 2.0, 3.0, 4.0]), ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]), ([0.0, 0.0, 1.0], [0.0, 2.0, 2.0, 3.0]),
        ([generator.random() for _ in range(20)], [generator.random() + 0.2 for _ in range(25)]),
        ([generator.randrange(5) for _ in range(80)], [generator.randrange(6) for _ in range(90)]),
        ([generator.random() for _ in range(50)], [generator.random() for _ in range(40)]),
    ]
    cases = []
    for first, second in groups:
        tied = len(set(first) | set(second)) < len(first) + len(second)
        method = "exact" if not tied and max(len(first), len(second)) <= 30 else "asymptotic"
        result = mannwhitneyu(first, second, alternative="two-sided", method=method)
        cases.append({"first": first, "second": second, "method": method, "u": result.statistic, "p": result.pvalue})
    write("documents", ["scipy"], cases)


def corrections():
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import proportion_confint

    generator = random.Random(1)
    families = [[0.01, 0.04, 0.03, 0.005], [0.5], [0.01, 0.01, 0.2, 1.0, 0.0], [generator.random() ** 4 for _ in range(40)],
                [1e-300, 1e-20, 0.5]]
    methods = {"p_bonferroni": "bonferroni", "p_holm": "holm", "p_sidak": "sidak", "p_bh": "fdr_bh"}
    cases = [{"p": family, **{key: list(multipletests(family, method=name)[1]) for key, name in methods.items()}}
             for family in families]
    shares = [{"part": part, "whole": whole, "interval": [number(x) for x in proportion_confint(part, whole, 0.05, "wilson")]}
              for part, whole in ((0, 10), (10, 10), (8, 10), (1, 1000), (499_999_999, 1_000_000_000), (0, 1))]
    write("corrections", ["statsmodels"], {"families": cases, "shares": shares},
          "statsmodels' Sidak of 1e-20 and less is right since it uses expm1.")


if __name__ == "__main__":
    for make in (association, keyness, dispersion, diversity, trend, change, burst, documents, corrections):
        make()
