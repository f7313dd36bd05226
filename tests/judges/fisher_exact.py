# SPDX-License-Identifier: GPL-2.0-or-later
"""Freeman and Halton's p of r x c tables in whole numbers, beside chisq's.
usage: fisher_exact.py TABLE.tsv ...

With the totals of rows and columns fixed, a table has the probability
W / N, W = product over the columns of c! / (x1! x2! ...), N = n! / (r1! r2! ...).
The p is the sum over all tables with W 10^7 <= W(observed) (10^7 + 1), which is
R's rule for ties. Columns are dealt in two halves: for every way in which the
first half may use up the rows, its products and how often each occurs; then
each meets those of the other half that fit, summed by order. No number here is
rounded before the last division, and the sum over all tables must be N."""
import csv
import subprocess
import sys
from bisect import bisect_right
from fractions import Fraction
from math import factorial


def load(path):
    lines = open(path, encoding='utf-8').read().splitlines()[1:]
    rows = [[int(x) for x in line.split('\t')[1:]] for line in lines if line]
    rows = [row for row in rows if sum(row)]
    columns = [column for column in zip(*rows) if sum(column)]
    table = [list(row) for row in zip(*columns)]
    return table if len(table) <= len(table[0]) else [
        list(column) for column in zip(*table)]


def deals(total, caps):
    if len(caps) == 1:
        if total <= caps[0]:
            yield (total,)
        return
    for x in range(max(0, total - sum(caps[1:])), min(total, caps[0]) + 1):
        for rest in deals(total - x, caps[1:]):
            yield (x,) + rest


def weight(column):
    product = factorial(sum(column))
    for x in column:
        product //= factorial(x)
    return product


def half(columns, rows):
    """{what is used of the rows: {product: how often}}"""
    state = {(0,) * len(rows): {1: 1}}
    for column in columns:
        after = {}
        for used, products in state.items():
            left = [r - u for r, u in zip(rows, used)]
            for x in deals(column, left):
                w = weight(x)
                to = after.setdefault(
                    tuple(u + v for u, v in zip(used, x)), {})
                for product, times in products.items():
                    to[product * w] = to.get(product * w, 0) + times
        state = after
    return state


def freeman_halton(table):
    rows = [sum(row) for row in table]
    columns = [list(column) for column in zip(*table)]
    observed = 1
    for column in columns:
        observed *= weight(column)
    sums = sorted(sum(column) for column in columns)
    first = half(sums[::3], rows)
    second = half([c for i, c in enumerate(sums) if i % 3], rows)
    limit = observed * (10**7 + 1)
    likely, every = 0, 0
    for used, products in first.items():
        other = second.get(tuple(r - u for r, u in zip(rows, used)))
        if other is None:
            continue
        keys = sorted(other)
        sums_to = [0]
        for key in keys:
            sums_to.append(sums_to[-1] + key * other[key])
        for product, times in products.items():
            upto = bisect_right(keys, limit // (product * 10**7))
            likely += product * times * sums_to[upto]
            every += product * times * sums_to[-1]
    whole = weight(rows)
    assert every == whole, 'not all tables were dealt'
    return Fraction(likely, whole)


bad = 0
for path in sys.argv[1:]:
    exact = freeman_halton(load(path))
    out = subprocess.run(['chisq', '--quiet', '--exact', '--format=csv', path],
                         capture_output=True, text=True, check=True).stdout
    ours = [row['value'] for row in csv.DictReader(out.splitlines())
            if row['statistic'] == 'fisher_p'][0]
    off = abs(Fraction(float(ours)) / exact - 1)
    bad += off > Fraction(1, 10**13)
    print(f'{path.split("/")[-1]}: {ours}, exactly {float(exact):.17g}, '
          f'off by {float(off):.1e}')
sys.exit(bad > 0)
