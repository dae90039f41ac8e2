"""What SciPy, NumPy and statsmodels compute, for statistics.json; make-golden.py writes it."""

import math

import numpy
from scipy import integrate, optimize, special, stats
from scipy.stats.mstats import hdquantiles
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import normal_sample_size_one_tail
from statsmodels.stats.proportion import proportion_confint


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
        "interpolated": [interpolated(rng, n, q, c) for n, q, c in [(6, 0.5, 0.95), (25, 0.5, 0.95), (40, 0.25, 0.9), (100, 0.95, 0.95), (500, 0.99, 0.9), (501, 0.5, 0.99)]],
        "binomial": [{"n": n, "p": p, "cdf": stats.binom.cdf(range(n + 1), n, p).tolist()} for n, p in [(1, 0.5), (7, 0.02), (20, 0.5), (60, 0.95), (150, 0.3)]],
        "pairedShares": [paired_shares(b, c, n, q) for b, c, n in [(0, 0, 10), (0, 1, 10), (1, 14, 50), (3, 0, 12), (0, 12, 12), (20, 20, 40), (321, 250, 2000)] for q in [0.9, 0.95]],
        "scoreMeans": [score_mean(rng, n, kind, c) for n, kind, c in [(2, "uniform", 0.95), (12, "f1", 0.95), (20, "ties", 0.9), (50, "f1", 0.99), (400, "uniform", 0.95)]],
        "pairedMeans": [paired_mean(rng, n, kind, c) for n, kind, c in [(5, "uniform", 0.95), (12, "f1", 0.95), (20, "ties", 0.9), (200, "f1", 0.99)]],
        "abc": [abc(rng, n, kind, c) for n, kind, c in [(12, "uniform", 0.95), (50, "skewed", 0.9), (300, "f1", 0.95)]],
        "harrellDavis": [harrell_davis(rng, n, q) for n, q in [(2, 0.05), (5, 0.5), (20, 0.5), (80, 0.95), (400, 0.99), (1000, 0.5)]],
        "pairedQuantiles": [paired_quantiles(rng, n, q, c) for n, q, c in [(12, 0.5, 0.95), (20, 0.9, 0.9)]],
        "rowsToSettle": [
            {"effect": e, "deviationUnderNull": s0, "deviation": s1, "alpha": alpha, "rows": normal_sample_size_one_tail(e, 0.8, alpha / 2, s0, s1)}
            for e, s0, s1 in [(0.05, 0.3464, 0.3428), (-0.02, 0.41, 0.409), (3.2, 40.0, 40.0), (0.5, 0.7, 0.5)]
            for alpha in [0.05, 0.01]
        ],
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


def interpolated(rng, n, q, confidence):
    """Nyblom's ends from SciPy's binomial distribution."""
    values = numpy.sort(rng.lognormal(0, 1, n))
    tail = (1 - confidence) / 2

    def end(ordered, share):
        cdf = stats.binom.cdf(range(n + 1), n, share)
        rank = int(numpy.searchsorted(cdf, tail, side="right"))
        if rank == 0:
            return None
        weight = 1 + rank * (1 - share) * (cdf[rank] - tail) / ((n - rank) * share * (tail - cdf[rank - 1]))
        return float(ordered[rank - 1] + (ordered[rank] - ordered[rank - 1]) / weight)

    high = end(-values[::-1], 1 - q)
    return {"values": rng.permutation(values).tolist(), "q": q, "confidence": confidence, "low": end(values, q), "high": None if high is None else -high}


def weighted_mean(values, weights):
    mean = numpy.average(values, weights=weights)
    return mean, numpy.sqrt(numpy.cov(values, aweights=weights, ddof=0) / numpy.sum(weights))


def paired_shares(b, c, n, confidence):
    """Highest density of the difference d = won - lost of two Dirichlet shares: integrals over the share x that is lost, beta itself.

    Of what is not lost, a beta share is won. Both integrals run over the probability of x, so that an infinite density does not matter.
    """
    lost, won, same = b + 1 / 3, c + 1 / 3, n - b - c + 1 / 3

    def over_lost(d, value):
        least, most = [special.betainc(lost, won + same, x) for x in (max(0, -d), (1 - d) / 2)]
        inverse = lambda p: value(special.betaincinv(lost, won + same, p))
        return integrate.quad(inverse, least, most, epsabs=1e-12, epsrel=1e-11, limit=500)[0]

    needed = lambda x, d: (x + d) / (1 - x)
    never = lambda d: special.betainc(lost, won + same, max(0, -d))
    above = lambda d: never(d) + over_lost(d, lambda x: special.betaincc(won, same, needed(x, d)))
    density = lambda d: over_lost(d, lambda x: stats.beta.pdf(needed(x, d), won, same) / (1 - x))
    mean = (won - lost) / (n + 1)
    far = 8 * math.sqrt(((won + lost) / (n + 1) - mean**2) / (n + 2))
    least, most = max(mean - far, -0.9), min(mean + far, 1 - 1e-9)
    place = lambda share: optimize.brentq(lambda d: above(d) - share, least, most, xtol=1e-13)
    if b == c:
        high = place((1 - confidence) / 2)
        return {"b": b, "c": c, "n": n, "confidence": confidence, "low": -high, "high": high}
    if c == n:
        return {"b": b, "c": c, "n": n, "confidence": confidence, "low": place(confidence), "high": 1.0}
    other = lambda low: place(above(low) - confidence)
    # The tail below is less than all that is left out, and not none of it.
    start, end = [place(1 - share * (1 - confidence)) for share in (0.02, 0.98)]
    low = optimize.brentq(lambda low: density(low) - density(other(low)), start, end, xtol=1e-12)
    return {"b": b, "c": c, "n": n, "confidence": confidence, "low": low, "high": other(low)}


def score_mean(rng, n, kind, confidence):
    values = draw(rng, n, kind)
    mean, variance = values.mean(), values.var(ddof=1)
    off_median = numpy.count_nonzero(values != numpy.sort(values)[n // 2])
    size = min(max(n, n * mean * (1 - mean) / variance), n * (1 + off_median / 2))
    low, high = proportion_confint(mean * size, size, 1 - confidence, method="wilson")
    return {"values": values.tolist(), "confidence": confidence, "low": low, "high": high}


def paired_mean(rng, n, kind, confidence):
    differences = draw(rng, n, kind) - draw(rng, n, kind)
    differing = differences[differences != 0]
    size = numpy.sqrt(numpy.mean(differing**2))
    mean, error = weighted_mean([*differences, -size, 0, size], [*numpy.ones(n), 0.5, 1, 0.5])
    low, high = stats.t.interval(confidence, n + 1, mean, error)
    return {"values": differences.tolist(), "confidence": confidence, "low": low, "high": high}


def abc(rng, n, kind, confidence):
    """The general algorithm of DiCiccio and Efron with numeric derivatives, for the mean as a function of the weights of its values."""
    values = draw(rng, n, kind)
    step, even, mean = 1e-3, numpy.full(n, 1 / n), lambda weights: weights @ values
    towards = (numpy.eye(n) - even) * step
    up, down = [numpy.array([mean(even + sign * one) for one in towards]) for sign in (1, -1)]
    first, second = (up - down) / (2 * step), (up - 2 * mean(even) + down) / step**2
    sigma = numpy.sqrt(numpy.sum(first**2)) / n
    a = numpy.sum(first**3) / (6 * n**3 * sigma**3)
    delta = first / (n**2 * sigma)
    quadratic = (mean(even + step * delta) - 2 * mean(even) + mean(even - step * delta)) / (2 * sigma * step**2)
    curvature = numpy.sum(second) / (2 * n**2) / sigma - quadratic
    bias = stats.norm.ppf(2 * stats.norm.cdf(a) * stats.norm.cdf(-curvature))
    w = bias + stats.norm.ppf([(1 - confidence) / 2, (1 + confidence) / 2])
    low, high = [mean(even + reach * delta) for reach in w / (1 - a * w) ** 2]
    return {"values": values.tolist(), "confidence": confidence, "low": low, "high": high}


def harrell_davis(rng, n, q):
    values = rng.lognormal(0, 1, n)
    return {"values": values.tolist(), "q": q, "value": float(hdquantiles(values, [q])[0])}


def paired_quantiles(rng, n, q, confidence):
    """The resampled rows travel with what SciPy and NumPy make of them."""
    baseline = rng.lognormal(0, 1, n)
    variant = baseline * rng.lognormal(-0.1, 0.2, n)
    rows = rng.integers(0, n, (199, n))
    difference = lambda chosen: float(hdquantiles(variant[chosen], [q])[0] - hdquantiles(baseline[chosen], [q])[0])
    replicates = numpy.array([difference(chosen) for chosen in rows])
    value, error = difference(numpy.arange(n)), replicates.std(ddof=1)
    low, high = stats.norm.interval(confidence, value, error)
    beyond = min(1, 2 * (min(numpy.sum(replicates <= 0), numpy.sum(replicates >= 0)) + 1) / (len(rows) + 1))
    p = max(beyond, 2 * stats.norm.sf(abs(value) / error))
    return {
        "baseline": baseline.tolist(), "variant": variant.tolist(), "q": q, "confidence": confidence, "rows": rows.tolist(),
        "value": value, "low": low, "high": high, "p": p, "standardError": error,
    }  # fmt: skip
