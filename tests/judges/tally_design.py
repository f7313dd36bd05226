#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every figure of tests/golden/tally worked out again from the design table
that tests/streams/top3.sh holds, by another program: counts by every unit,
Wilson's limits, first mentions, mean rank, Smith's S, families, levels,
answers, and the chance figures in exact fractions."""
import csv
import math
import subprocess
from fractions import Fraction
from math import comb

CODES = ("governance measurement scope transition escalation trust openness "
         "communication culture continuity sponsorship delivery goals "
         "innovation cost").split()
FAMILY = dict(zip(CODES, ["process"] * 5 + ["people"] * 6 + ["outcome"] * 4))
Z = 1.959963984540054  # normal quantile of .975


def golden(case):
    with open("tests/golden/tally/" + case + "/stdout") as table:
        return list(csv.DictReader(table))


def read_design():
    """id -> organisation, side, dyads, kind, codes as named (with repeats)."""
    people = {}
    for line in open("tests/streams/top3.sh"):
        f = line.split()
        if len(f) > 6 and f[2] in ("supplier", "client"):
            people[f[0]] = (f[1], f[2], f[3].split(";"), f[5], f[6:])
    return people


def distinct(items):
    return list(dict.fromkeys(items))


def wilson(k, n):
    p = k / n
    centre = (p + Z * Z / 2 / n) / (1 + Z * Z / n)
    half = (Z * math.sqrt(p * (1 - p) / n + Z * Z / 4 / n / n)
            / (1 + Z * Z / n))
    return 100 * (centre - half), 100 * (centre + half)


def count(people, lists):
    result = {}
    for code in CODES:
        named = [p for p in people if code in lists[p]]
        dyads = {}
        for p in named:
            for dyad in people[p][2]:
                dyads.setdefault(dyad, set()).add(people[p][1])
        low, high = wilson(len(named), len(people))
        ranks = [lists[p].index(code) + 1 for p in named]
        result[code] = {
            "mentions": sum(people[p][4].count(code) for p in named),
            "units": len(named), "respondents": len(named),
            "organisations": len({people[p][0] for p in named}),
            "dyads": len(dyads),
            "dyads_both": sum(len(sides) == 2 for sides in dyads.values()),
            "documents": len(named), "base": len(people),
            "percent": 100 * len(named) / len(people),
            "ci_low": low, "ci_high": high, "first": ranks.count(1),
            "mean_rank": sum(ranks) / len(named) if named else None,
            "salience": sum((len(lists[p]) - lists[p].index(code))
                            / len(lists[p]) for p in named) / len(people),
            "dominant": int(len(named) >= 4)}
    return result


def same(cell, value):
    if value is None:
        return cell == ""
    return abs(float(cell) - value) <= 1e-11 * max(1, abs(value))


def passing(named, codes, threshold):
    """P(exactly k codes are named by threshold or more), k = 0..codes: codes
    are exchangeable, so it is enough to follow how many were named how often."""
    states = {(codes,) + (0,) * threshold: 1}  # ways to get there
    everything = 1
    for n in named:
        after = {}

        def draw(state, level, left, moved, ways):
            if level == len(state):
                if left == 0:
                    new = list(state)
                    for at, m in enumerate(moved[:-1]):
                        new[at] -= m
                        new[at + 1] += m
                    key = tuple(new)
                    after[key] = after.get(key, 0) + ways
                return
            for m in range(min(left, state[level]) + 1):
                draw(state, level + 1, left - m, moved + [m],
                     ways * comb(state[level], m))

        for state, ways in states.items():
            draw(state, 0, n, [], ways)
        states = after
        everything *= comb(codes, n)
    result = [0] * (codes + 1)
    for state, ways in states.items():
        result[state[threshold]] += ways
    return [Fraction(ways, everything) for ways in result]


def check_counts(people, lists):
    wanted = count(people, lists)
    rows = golden("top3")
    assert [r["code"] for r in rows] == sorted(
        CODES, key=lambda c: (-wanted[c]["respondents"], CODES.index(c)))
    for row in rows:
        assert row["family"] == FAMILY[row["code"]]
        for column, value in wanted[row["code"]].items():
            assert same(row[column], value), (row["code"], column)
    for row in golden("by-side"):
        side = {p: v for p, v in people.items() if v[1] == row["group"]}
        assert same(row["respondents"],
                    count(side, lists)[row["code"]]["respondents"])
        assert same(row["base"], len(side))
    spoken = {p: v for p, v in people.items() if v[3] == "transcript"}
    for row in golden("transcripts-only"):
        assert same(row["respondents"],
                    count(spoken, lists)[row["code"]]["respondents"])
        assert same(row["base"], len(spoken))
    for row in golden("by-organisation"):
        assert same(row["organisations"], wanted[row["code"]]["organisations"])
        assert same(row["percent"], 10 * wanted[row["code"]]["organisations"])


def check_families(people, lists):
    for row in golden("families"):
        children = [[FAMILY[c] for c in lists[p]].count(row["family"])
                    for p in people]
        named = [p for p, n in zip(people, children) if n > 0]
        low, high = wilson(len(named), len(people))
        assert same(row["respondents"], len(named))
        assert same(row["organisations"], len({people[p][0] for p in named}))
        assert same(row["children_sum"], sum(children))
        assert same(row["ci_low"], low) and same(row["ci_high"], high)


def check_answers(people):
    wanted = [(p, code, str(at + 1), str(people[p][4].count(code)),
               "1" if at < 3 else "beyond-top")
              for p in sorted(people)
              for at, code in enumerate(distinct(people[p][4]))]
    assert wanted == [(r["respondent"], r["code"], r["rank"], r["mentions"],
                       r["counted"]) for r in golden("answers")]


def check_chance(people, lists):
    exactly = [3] * len(people)
    really = [len(lists[p]) for p in people]
    wanted = count(people, lists)
    for row in golden("sensitivity"):
        t = int(row["threshold"])
        codes = sum(c["respondents"] >= t for c in wanted.values())
        assert int(row["codes"]) == codes
        one = sum(comb(16, k) * Fraction(1, 5) ** k * Fraction(4, 5) ** (16 - k)
                  for k in range(t, 17))
        assert same(row["expected"], float(15 * one))
        if t <= 6:  # 7 and 8 hold too, but take a minute
            assert same(row["p_at_least"],
                        float(sum(passing(exactly, 15, t)[codes:])))
    rows = {(r["model"], r["figure"]): r["value"] for r in golden("chance")}
    for model, named in (("exactly 3 each", exactly),
                         ("as many as really named", really)):
        spread = passing(named, 15, 4)
        expected = sum(k * p for k, p in enumerate(spread))
        assert same(rows[model, "p_at_least"], float(sum(spread[7:])))
        assert same(rows[model, "expected"], float(expected))
        assert same(rows[model, "p_code"], float(expected / 15))


def main():
    people = read_design()
    assert len(people) == 16
    lists = {p: distinct(v[4])[:3] for p, v in people.items()}
    check_counts(people, lists)
    check_families(people, lists)
    check_answers(people)
    check_chance(people, lists)
    print("every figure of tests/golden/tally is reproduced")


main()
