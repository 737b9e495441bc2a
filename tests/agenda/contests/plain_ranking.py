"""The rule of a ranking once more, as plainly as it can be written: it imports nothing of the product."""

import decimal
from fractions import Fraction

decimal.getcontext().prec = 50


def plain_rank(rule, criteria, scores, recused, carried=None):
    """Places with entries, who waits, which scores are refused; `carried`: weight and totals of the round before."""
    totals, waiting, refused, given, means = plain_totals(rule, criteria, scores, recused, carried)
    return places(totals, rule, given, means), waiting, refused


def printed(total, decimals):
    """Half up, away from zero."""
    shifted = abs(total) * 10**decimals + Fraction(1, 2)
    whole = f"{shifted.numerator // shifted.denominator:0{decimals + 1}d}"
    sign = "-" if total < 0 and int(whole) else ""
    return f"{sign}{whole[:-decimals]}.{whole[-decimals:]}" if decimals else sign + whole


def plain_totals(rule, criteria, scores, recused, carried=None):
    weights = {row["id"]: Fraction(row["weight"]) for row in criteria}
    bounds = {row["id"]: (Fraction(row["low"]), Fraction(row["high"])) for row in criteria}
    given, refused = {}, []
    for index, row in enumerate(scores):
        key = (row["entry"], row["judge"], row["criterion"])
        low, high = bounds.get(row["criterion"], (1, 0))
        bad = not low <= Fraction(row["value"]) <= high or key in given
        if bad or {"judge": row["judge"], "entry": row["entry"]} in recused:
            refused.append(index)
        else:
            given[key] = Fraction(row["value"])
    if carried and carried[1]:
        weights["carried"] = Fraction(carried[0])
        carry_over(given, carried[1], scores, recused)
    used, means, gaps = average(rule, weights, given)
    totals, waiting = {}, set()
    for entry in {row["entry"] for row in scores}:
        row = sorted(value for (of, _judge), value in used.items() if of == entry)
        trim = rule["trim"] if rule["aggregate"] == "trimmed" else 0
        if (entry in gaps and rule["missing"] == "wait") or len(row) < rule["min_judges"] or len(row) <= 2 * trim:
            waiting.add(entry)
        else:
            kept = row[trim : len(row) - trim]
            totals[entry] = sum(kept) / len(kept)
    return totals, sorted(waiting), refused, given, means


def carry_over(given, totals, scores, recused):
    """Every judge who was asked about an entry gives it the total of the round before."""
    for entry, judge in {(row["entry"], row["judge"]) for row in scores}:
        if entry in totals and {"judge": judge, "entry": entry} not in recused:
            given[entry, judge, "carried"] = Fraction(totals[entry])


def average(rule, weights, given):
    """Means as they are used, as they were before normalising, and the entries that a judge left something out of."""
    means, gaps = {}, set()
    for entry, judge in {(entry, judge) for entry, judge, _criterion in given}:
        mine = {name: given[entry, judge, name] for name in weights if (entry, judge, name) in given}
        if len(mine) < len(weights):
            gaps.add(entry)
            if rule["missing"] == "wait":
                continue
        means[entry, judge] = sum(weights[name] * mine[name] for name in mine) / sum(weights[name] for name in mine)
    return normalise(means) if rule["normalise"] == "zscore" else means, means, gaps


def normalise(means):
    result = {}
    for judge in {judge for _entry, judge in means}:
        mine = {entry: value for (entry, of), value in means.items() if of == judge}
        average = sum(mine.values()) / len(mine)
        variance = sum((value - average) ** 2 for value in mine.values()) / len(mine)
        deviation = (decimal.Decimal(variance.numerator) / variance.denominator).sqrt()
        for entry, value in mine.items():
            off = value - average
            exact = decimal.Decimal(off.numerator) / off.denominator
            result[entry, judge] = Fraction(exact / deviation) if deviation else Fraction(0)
    return result


def stands_before(one, other, totals, rule, given, means, tied):
    """1, -1 or 0, as one stands before the other, behind it or beside it."""
    gap = totals[one] - totals[other]
    if abs(gap) > (Fraction(1, 10**30) if rule["normalise"] == "zscore" else 0):
        return 1 if gap > 0 else -1
    for tie in rule["ties"]:
        if tie == "shared":
            return 0
        if tie == "head_to_head":
            if len(tied) != 2:
                continue
            judges = {judge for _entry, judge in means if (one, judge) in means and (other, judge) in means}
            lead = sum((means[one, j] > means[other, j]) - (means[one, j] < means[other, j]) for j in judges)
        else:
            lead = by_criterion(one, tie[10:], given, means) - by_criterion(other, tie[10:], given, means)
            tied = [
                each
                for each in tied
                if by_criterion(each, tie[10:], given, means) == by_criterion(one, tie[10:], given, means)
            ]
        if lead:
            return 1 if lead > 0 else -1
    return 0


def by_criterion(entry, criterion, given, means):
    values = [
        value for (of, judge, name), value in given.items() if (of, name) == (entry, criterion) and (of, judge) in means
    ]
    return sum(values) / len(values) if values else -(10**100)


def places(totals, rule, given, means):
    near = Fraction(1, 10**30) if rule["normalise"] == "zscore" else 0
    rows = []
    for entry in sorted(totals):
        tied = [each for each in totals if abs(totals[each] - totals[entry]) <= near]
        before = sum(
            stands_before(entry, each, totals, rule, given, means, tied) < 0 for each in totals if each != entry
        )
        rows.append((before + 1, entry))
    return sorted(rows)


def plain_advance(places, tracks, quota, count, ties):
    """Of entries with places those that go on: as many of each track, then of the others until so many do in all."""
    going = set()
    for track in set(tracks.values()):
        going |= above_the_line([row for row in places if tracks[row[1]] == track], quota or 0, ties)
    others = [row for row in places if row[1] not in going]
    return going | above_the_line(others, (count or 0) - len(going), ties)


def above_the_line(places, count, ties):
    """Of those tied at the line all, as long as fewer stand before them; or none that would make them more."""
    kept = set()
    for place, entry in places:
        before = sum(other < place for other, _entry in places)
        beside = sum(other == place for other, _entry in places)
        if before < count if ties == "all" else before + beside <= count:
            kept.add(entry)
    return kept
