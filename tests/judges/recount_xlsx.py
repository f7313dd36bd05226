# SPDX-License-Identifier: GPL-2.0-or-later
"""recount_xlsx.py BOOK.xlsx ...: every figure of Crosstab, Chi-square, Tests,
Groups, Families, Sensitivity and Frequencies computed again from the cells of
Grid and Participants, by nothing but this file: no function of the tools, none
of a statistics library."""
import math
import sys
from itertools import product

import openpyxl

Z = 1.959963984540054
faults = figures = 0


def check(where, got, wanted):
    """Numbers to 9 digits, texts exactly; an empty cell is None or ''."""
    global faults, figures
    figures += 1
    got = None if got == '' else got
    if isinstance(got, (int, float)) and isinstance(wanted, (int, float)):
        same = abs(got - wanted) <= 1e-9 * (1 + abs(wanted))
    else:
        same = got == wanted
    if not same:
        faults += 1
        print(f'{where}: {got!r}, computed again {wanted!r}')


# ---- statistics, from their definitions ----

def gamma_upper(a, x):
    """Regularized upper incomplete gamma function."""
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:  # power series
        term = total = 1 / a
        n = a
        while abs(term) > 1e-17 * abs(total):
            n += 1
            term *= x / n
            total += term
        return 1 - total * scale
    b, c = x + 1 - a, 1e300  # continued fraction, Lentz
    d = h = 1 / b
    for i in range(1, 10000):
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        h *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return scale * h


def chisq_upper(x, df):
    return gamma_upper(df / 2, x / 2)


def expected(t):
    n = sum(map(sum, t))
    down = [sum(c) for c in zip(*t)]
    return [[sum(r) * d / n for d in down] for r in t]


def pearson(t, correction=0.0):
    return sum(max(0, abs(o - e) - correction) ** 2 / e
               for r, s in zip(t, expected(t)) for o, e in zip(r, s))


def exact(t):
    """Fisher, Freeman and Halton: tables of these margins that are not likelier;
    one side has two lines."""
    if len(t) != 2:
        t = list(zip(*t))
    down = [sum(c) for c in zip(*t)]
    first = sum(t[0])

    def weight(cells):
        return math.prod(math.comb(d, x) for d, x in zip(down, cells))
    seen, total = weight(t[0]), 0
    for cells in product(*(range(d + 1) for d in down[:-1])):
        rest = first - sum(cells)
        if 0 <= rest <= down[-1]:
            w = weight(cells + (rest,))
            total += w if w <= seen else 0
    return total / math.comb(sum(down), first)


def wilson(k, n):
    p = k / n
    middle = p + Z * Z / (2 * n)
    reach = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (max(0, (middle - reach) / (1 + Z * Z / n)),
            min(1, (middle + reach) / (1 + Z * Z / n)))


def holm(ps):
    order = sorted(range(len(ps)), key=lambda i: ps[i])
    out, worst = [0] * len(ps), 0
    for place, i in enumerate(order):
        worst = max(worst, min(1, ps[i] * (len(ps) - place)))
        out[i] = worst
    return out


def bh(ps):
    order = sorted(range(len(ps)), key=lambda i: -ps[i])
    out, best = [0] * len(ps), 1
    for place, i in enumerate(order):
        best = min(best, ps[i] * len(ps) / (len(ps) - place))
        out[i] = best
    return out


def odds(t):
    """Ratio and Woolf's limits; None where they are not finite."""
    (a, b), (c, d) = t
    if b * c == 0:
        return None, None, None
    ratio = a * d / (b * c)
    if ratio == 0:
        return 0, None, None
    reach = Z * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return ratio, ratio * math.exp(-reach), ratio * math.exp(reach)


def dense(t):
    """Without empty rows and columns."""
    t = [r for r in t if sum(r) > 0]
    keep = [i for i, c in enumerate(zip(*t)) if sum(c) > 0]
    return [[r[i] for i in keep] for r in t]


# ---- sheets ----

def table(book, sheet, head):
    if sheet not in book.sheetnames:
        return []
    names = [cell.value for cell in book[sheet][head]]
    rows = []
    for row in book[sheet].iter_rows(min_row=head + 1, values_only=True):
        if row[0] is None:
            break
        rows.append(list(row))
    return [names] + rows


def blocks(book):
    """The tables of Crosstab: name, columns, rows {label: counts}."""
    rows = list(book['Crosstab'].iter_rows(values_only=True))
    for at, row in enumerate(rows):
        if at == 0 or row[0] is not None or 'Total' not in row:
            continue
        last = row.index('Total')
        body, end = {}, at + 1
        while rows[end][0] != 'Total':
            body[rows[end][0]] = list(rows[end][1:last])
            end += 1
        yield rows[at - 1][0], list(row[1:last]), body, rows, at, end, last


def people_of(book):
    """Each respondent's cells of Participants and Grid."""
    out = {}
    for sheet in ('Participants', 'Grid'):
        got = table(book, sheet, 3)
        for row in got[1:]:
            if row[0] == 'Sum':
                continue
            mine = out.setdefault(row[0], {})
            for name, cell in zip(got[0][1:], row[1:]):
                mine.setdefault(name, cell)
    return out


class Variables:
    def __init__(self, book):
        self.people = people_of(book)
        self.levels, self.members = {}, {}
        for row in table(book, 'Dictionary', 3)[1:]:
            name, kind, _, what, code, label = row[:6]
            if what == 'level':
                self.levels.setdefault(name, {})[code] = label
            if what == 'member':
                self.members.setdefault(label, []).append((name, code))
        self.labels = {}
        for row in table(book, 'Codebook', 3)[1:]:
            self.labels[row[0]] = row[0]
            self.labels.setdefault(row[1], row[0])
        grid = table(book, 'Grid', 3)
        self.grid = {r[0] for r in grid[1:] if r[0] != 'Sum'} if grid else set()
        self.columns = set().union(*(p.keys() for p in self.people.values()))

    def sets(self, name):
        """Of the sets that have such a member, or None: no member."""
        return [s for s, _ in self.members.get(name, [])] or [None]

    def values(self, name, of=None):
        """{respondent: label}; a member of a set or a code is yes or no."""
        code = self.labels.get(name)
        if of is not None:
            column = dict(self.members[name])[of]
            return {p: 'yes' if c[column] == 1 else 'no'
                    for p, c in self.people.items() if c.get(column) is not None}
        if code in self.columns and name not in self.levels:
            return {p: 'yes' if self.people[p][code] == 1 else 'no'
                    for p in self.grid}
        if name not in self.columns:
            return None
        levels = self.levels.get(name, {})
        return {p: levels.get(c[name], c[name]) for p, c in self.people.items()
                if c.get(name) is not None}


def recount_crosstab(book, where):
    """Counts from the people; {name: counts} for the other sheets."""
    variables, known = Variables(book), {}
    for name, columns, body, rows, at, end, last in blocks(book):
        left, _, right = name.rpartition(' x ')
        known[name] = list(body.values())
        two = variables.values(right)
        tries = []
        for of in variables.sets(left):  # two sets may name an item alike
            one = variables.values(left, of)
            if one is not None and two is not None:
                tries.append([[sum(one[p] == label and two.get(p) == column
                                   for p in one) for column in columns]
                              for label in body])
        if not tries:
            check(f'{where} Crosstab {name}', 'nobody', 'a known variable')
            continue
        mine = next((t for t in tries if t == known[name]), tries[0])
        for label, counts, again in zip(body, known[name], mine):
            for column, got, wanted in zip(columns, counts, again):
                check(f'{where} Crosstab {name} {label} {column}', got, wanted)
        for row in range(at + 1, end + 1):  # margins and percentages
            counts = [sum(c) for c in zip(*body.values())] if row == end \
                else body[rows[row][0]]
            check(f'{where} Crosstab {name} total', rows[row][last], sum(counts))
            for i, c in enumerate(counts):
                check(f'{where} Crosstab {name} count', rows[row][1 + i], c)
                if len(columns) <= 30 and sum(counts) > 0:
                    check(f'{where} Crosstab {name} %', rows[row][last + 1 + i],
                          c / sum(counts))
    return known


def recount_chisq(book, where, known):
    rows = list(book['Chi-square'].iter_rows(values_only=True))
    alpha = rows[2][1]
    for at, row in enumerate(rows):
        if row[0] != 'Observed':
            continue
        name = rows[at - 1][0] or rows[at - 2][0]
        t = dense(known[name])
        e, n = expected(t), sum(map(sum, t))
        down = [sum(c) for c in zip(*t)]
        parts = [t, e,
                 [[(o - x) ** 2 / x for o, x in zip(r, s)] for r, s in zip(t, e)],
                 [[(o - x) / math.sqrt(x * (1 - sum(r) / n) * (1 - d / n))
                   for o, x, d in zip(r, s, down)] for r, s in zip(t, e)]]
        place = at
        for k, part in enumerate(parts):
            for r in part:
                place += 1
                for got, wanted in zip(rows[place][1:], r):
                    check(f'{where} Chi-square {name} part {k}', got, wanted)
            place += 1
        x2, df = pearson(t), (len(t) - 1) * (len(down) - 1)
        p = chisq_upper(x2, df)
        low = min(len(t), len(down)) - 1
        wanted = [x2, df, p, p, math.sqrt(x2 / n / low), n, min(map(min, e)),
                  sum(x < 5 for r in e for x in r),
                  'differs from independence' if p < alpha
                  else 'no evidence against it']
        place = next(i for i in range(at, len(rows)) if rows[i][0] == '\u03c7\u00b2')
        for i, value in enumerate(wanted):
            check(f'{where} Chi-square {name} {rows[place + i][0]}',
                  rows[place + i][1], value)


def recount_tests(book, where, known):
    got = table(book, 'Tests', 3)
    names, families = got[0], {}
    variables = Variables(book)
    for row in got[1:]:
        cell = dict(zip(names[::-1], row[::-1]))
        t = dense(known[row[0]])
        n, e = sum(map(sum, t)), expected(t)
        r, c = len(t), len(t[0])
        low = sum(x < 5 for s in e for x in s)
        wanted = {'N': n, 'Rows': r, 'Columns': c, 'df': (r - 1) * (c - 1),
                  'Smallest expected': min(map(min, e)), 'Cells with E < 5': low}
        if r > 1 and c > 1:
            x2, df = pearson(t), (r - 1) * (c - 1)
            g = 2 * sum(o * math.log(o / x) for s, u in zip(t, e)
                        for o, x in zip(s, u) if o > 0)
            wanted.update({'\u03c7\u00b2': x2, 'p': chisq_upper(x2, df),
                           'p (G)': chisq_upper(g, df),
                           'V': math.sqrt(x2 / n / (min(r, c) - 1))})
            if min(r, c) == 2:
                wanted['p (exact)'] = exact(t)
            cochran = min(map(min, e)) >= 1 and low <= 0.2 * r * c
            wanted['Test chosen'] = "Pearson's chi-square" if cochran else \
                "Fisher's exact test"
            wanted['p chosen'] = wanted['p' if cochran else 'p (exact)']
        if (r, c) == (2, 2):
            d = abs(t[0][0] * t[1][1] - t[0][1] * t[1][0]) / n
            wanted['p (N-1)'] = chisq_upper(x2 * (n - 1) / n, 1)
            wanted['p (Yates)'] = chisq_upper(pearson(t, min(0.5, d)), 1)
            ratio = odds(t)
            if 'Odds ratio' in names:
                at = names.index('Odds ratio')
                for i in range(3):
                    check(f'{where} Tests {row[0]} odds {i}', row[at + i], ratio[i])
        for name, value in wanted.items():
            if name in names:
                check(f'{where} Tests {row[0]} {name}', cell[name], value)
        left, _, right = row[0].rpartition(' x ')
        if cell.get('p (Holm)') is not None:
            key = tuple(variables.sets(left)), right
            families.setdefault(key, []).append((row[0], cell, wanted['p chosen']))
    for key, items in families.items():
        ps = [p for _, _, p in items]
        for (name, cell, _), h, b in zip(items, holm(ps), bh(ps)):
            check(f'{where} Tests {name} Holm', cell['p (Holm)'], h)
            check(f'{where} Tests {name} BH', cell['p (BH)'], b)


def recount_groups(book, where):
    got = table(book, 'Groups', 4)
    names = got[0]
    levels = names[1:names.index(f'{names[1]} %')]
    title = book['Groups']['A2'].value.removeprefix('Codes by ')
    people = people_of(book)
    grid = [r[0] for r in table(book, 'Grid', 3)[1:] if r[0] != 'Sum']
    size = [sum(people[p].get(title) == v for p in grid) for v in levels]
    for at, v in enumerate(levels):
        check(f'{where} Groups base {v}', book['Groups'].cell(3, 2 + at).value, size[at])
    tested = []
    for row in got[1:]:
        at = {name: i for i, name in reversed(list(enumerate(names)))}
        say = f'{where} Groups {row[0]}'
        k = [sum(people[p].get(title) == v and people[p][row[0]] == 1 for p in grid)
             for v in levels]
        for i, v in enumerate(levels):
            check(f'{say} {v}', row[1 + i], k[i])
            check(f'{say} {v} %', row[1 + len(levels) + i], k[i] / size[i])
        t = [[a, n - a] for a, n in zip(k, size)]
        none = sum(k) in (0, sum(size))
        pair = len(levels) == 2
        wanted = {name: None for name in ('\u03c7\u00b2', 'p', 'V', 'p (Fisher)',
                                          'Smallest expected', 'p (N-1)')}
        low = high = None
        ratio = None, None, None
        note = 'all or nobody: no test'
        if not none:
            x2, n = pearson(t), sum(size)
            e = min(map(min, expected(t)))
            wanted = {'\u03c7\u00b2': x2, 'p': chisq_upper(x2, len(levels) - 1),
                      'V': math.sqrt(x2 / n), 'Smallest expected': e,
                      'p (Fisher)': exact(t),
                      'p (N-1)': chisq_upper(x2 * (n - 1) / n, 1)}
            note = "expected < 5: read Fisher's p" if e < 5 else None
            if pair:
                p, q = k[0] / size[0], k[1] / size[1]
                (l, u), (m, w) = wilson(k[0], size[0]), wilson(k[1], size[1])
                low = p - q - math.hypot(p - l, w - q)
                high = p - q + math.hypot(u - p, q - m)
                ratio = odds(t)
            tested.append((say, row, wanted['p (Fisher)']))
        for name, value in wanted.items():
            if name in at:
                check(f'{say} {name}', row[at[name]], value)
        check(f'{say} note', row[at['Note']], note)
        if pair:
            d = at['Difference']
            check(f'{say} difference', row[d], k[0] / size[0] - k[1] / size[1])
            check(f'{say} Newcombe low', row[d + 1], low)
            check(f'{say} Newcombe high', row[d + 2], high)
            for i in range(3):
                check(f'{say} odds {i}', row[at['Odds ratio'] + i], ratio[i])
    ps = [p for _, _, p in tested]
    for (say, row, _), h, b in zip(tested, holm(ps), bh(ps)):
        check(f'{say} Holm', row[names.index('p (Holm)')], h)
        check(f'{say} BH', row[names.index('p (BH)')], b)


def recount_families(book, where):
    got = table(book, 'Families', 3)
    names = got[0]
    tally = table(book, 'Tally', 4)
    column = tally[0].index('Family')
    family = {r[0]: r[column] for r in tally[1:]}
    people = people_of(book)
    grid = [r[0] for r in table(book, 'Grid', 3)[1:] if r[0] != 'Sum']
    for row in got[1:]:
        codes = [c for c, f in family.items() if f == row[0]]
        who = [p for p in grid if any(people[p][c] == 1 for c in codes)]
        low, high = wilson(len(who), len(grid))
        wanted = [len(codes), len(who), len(who) / len(grid), low, high,
                  sum(people[p][c] == 1 for p in grid for c in codes)]
        wanted += [sum(people[p].get('side') == s for p in who) for s in names[7:] if s]
        for name, value, cell in zip(names[1:], wanted, row[1:]):
            check(f'{where} Families {row[0]} {name}', cell, value)


def recount_sensitivity(book, where):
    tally = table(book, 'Tally', 4)
    counts = [r[tally[0].index('Respondents')] for r in tally[1:]]
    base = len(table(book, 'Grid', 3)) - 2
    top = [n for n in book.sheetnames if n.startswith('Top')]
    cap = 3 if top == ['TopThree'] else int(top[0].split()[1]) if top else 0
    got = table(book, 'Sensitivity', 3)
    for row in got[1:]:
        t = row[0]
        check(f'{where} Sensitivity {t}', row[1], sum(k >= t for k in counts))
        share = cap / len(counts)
        if 0 < share <= 1:
            tail = sum(math.comb(base, i) * share ** i * (1 - share) ** (base - i)
                       for i in range(t, base + 1))
            check(f'{where} Sensitivity {t} chance', row[2], len(counts) * tail)
        at = [r[0] for r in tally[1:] if r[tally[0].index('Respondents')] == t]
        check(f'{where} Sensitivity {t} codes', row[4], ', '.join(at) or None)


def recount_frequencies(book, where):
    variables = Variables(book)
    answered = {}
    for name, kind, code, label, n, share, base in table(book, 'Frequencies', 3)[1:]:
        say = f'{where} Frequencies {name} {code or label}'
        cells = [p.get(code if kind in ('multi', 'ranked') else name)
                 for p in variables.people.values()]
        filled = [c for c in cells if c is not None]
        if kind in ('multi', 'ranked'):
            count, of = sum(c != 0 for c in filled), len(filled)
        elif label == 'written answers':
            count, of = len(filled), len(cells)
        elif label == 'no answer':
            count, of = len(cells) - len(filled), None
        else:
            count, of = sum(str(c) == str(code) for c in filled), len(filled)
        if base is None and label != 'no answer':
            continue  # a code of a missing answer: in no base
        check(say, n, count)
        check(f'{say} N', base, of)
        if of:
            check(f'{say} %', share, count / of)


for path in sys.argv[1:]:
    workbook = openpyxl.load_workbook(path, data_only=True)
    short = path.rsplit('/', 1)[-1]
    before = figures
    if 'Crosstab' in workbook.sheetnames:
        counts = recount_crosstab(workbook, short)
        recount_chisq(workbook, short, counts)
        recount_tests(workbook, short, counts)
    for wanted, recount in (('Groups', recount_groups),
                            ('Families', recount_families),
                            ('Sensitivity', recount_sensitivity),
                            ('Frequencies', recount_frequencies)):
        if wanted in workbook.sheetnames:
            recount(workbook, short)
    print(f'{short}: {figures - before} figures')
    faults += figures == before
print(f'{figures} figures, {faults} differ')
sys.exit(faults > 0)
