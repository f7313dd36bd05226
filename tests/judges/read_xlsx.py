# SPDX-License-Identifier: GPL-2.0-or-later
"""read_xlsx.py STUDY.xlsx STREAM.tsv: another reader's view of the workbook
of the bundled study, held against the stream. Every number of Tally, Families
and Sensitivity is counted again from Mentions and Grid; links are followed."""
import csv
import math
import re
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1], data_only=True)
formulas = openpyxl.load_workbook(sys.argv[1])
faults = 0


def check(condition, what):
    global faults
    if not condition:
        faults += 1
        print(what)


def near(a, b):
    return abs(a - b) <= 1e-9 * (1 + abs(b))


def table(sheet, head):
    """Rows below the headings in row `head`, up to an empty first cell."""
    page = book[sheet]
    names = [cell.value for cell in page[head]]
    rows = []
    for row in page.iter_rows(min_row=head + 1, values_only=True):
        if row[0] is None:
            break
        rows.append(dict(zip(names, row)))
    return rows


wanted = ['Summary', 'Participants', 'Codebook', 'Rules', 'TopThree', 'Grid',
          'Tally', 'Sensitivity', 'Families']
check(book.sheetnames[:9] == wanted, f'sheets: {book.sheetnames}')
check([n for n in book.sheetnames if n != 'Figures'][-5:] ==
      ['Evidence', 'Mentions', 'Units', 'Methods', 'ChartData'],
      f'last sheets: {book.sheetnames}')
for sheet in book:
    check(sheet.page_setup.orientation == 'landscape' and
          int(sheet.page_setup.paperSize) == 9, f'{sheet.title}: no A4 landscape')
    check(sheet.sheet_properties.pageSetUpPr.fitToPage, f'{sheet.title}: no fit')
    if sheet.title != 'ChartData':
        check(sheet.freeze_panes is not None, f'{sheet.title}: not frozen')
        check(sheet.print_title_rows, f'{sheet.title}: no repeated rows')

# ---- the stream against Mentions ----
csv.field_size_limit(1 << 24)
with open(sys.argv[2], encoding='utf-8', newline='') as file:
    lines = [line.rstrip('\n').split('\t') for line in file]
stream = [dict(zip(lines[0], line)) for line in lines[1:]]
codings = [row for row in stream if row['record'] == 'coding']
mentions = table('Mentions', 3)
check(len(mentions) == len(codings), 'not every coding stands in Mentions')
key = lambda r, names: tuple('' if r[n] is None else str(r[n]) for n in names)
ours = sorted(key(r, ['Document', 'Start', 'End', 'Code', 'Rule', 'Counted'])
              for r in mentions)
theirs = sorted(key(r, ['document', 'start', 'end', 'code', 'pattern', 'counted'])
                for r in codings)
check(ours == theirs, 'Mentions does not hold the codings of the stream')

# ---- the stream against Units ----
units = table('Units', 3)
pairs = [('Document', 'document'), ('Unit', 'unit'), ('Turn', 'turn'),
         ('Speaker', 'speaker'), ('Role', 'role'), ('Respondent', 'respondent'),
         ('Question', 'question'), ('Start', 'start'), ('End', 'end')]
escapes = {'\\t': '\t', '\\n': '\n', '\\r': '\r', '\\\\': '\\'}


def spoken(cell):
    """A cell's text without the escapes of the stream."""
    return re.sub(r'\\[tnr\\]', lambda m: escapes[m[0]], cell)


ours = sorted(key(r, [p[0] for p in pairs] + ['Text']) for r in units)
theirs = sorted(key(dict(r, text=spoken(r['text'])),
                    [p[1] for p in pairs] + ['text'])
                for r in stream if r['record'] == 'unit')
check(ours == theirs, 'Units does not hold the units of the stream')

# ---- Tally from Mentions ----
tally = table('Tally', 4)
counted = [m for m in mentions if m['Counted'] in ('1', 'repeat')]
base = len(table('Grid', 3)) - 1  # less the row of sums
dyads = {p['Respondent']: set(filter(None, (p['dyad'] or '').split(';')))
         for p in table('Participants', 3)}
sides = {p['Respondent']: p['side'] for p in table('Participants', 3)}
z = 1.959963984540054
for row in tally:
    mine = [m for m in counted if m['Code'] == row['Code']]
    people = {m['Respondent'] for m in mine}
    share = len(people) / base
    pairs = set().union(set(), *(dyads[p] for p in people))
    both = [d for d in pairs
            if len({sides[p] for p in people if d in dyads[p]}) == 2]
    middle = share + z * z / (2 * base)
    spread = z * math.sqrt(share * (1 - share) / base + z * z / (4 * base ** 2))
    ranks = [m['Rank'] for m in mine if m['Counted'] == '1']
    named = {p: len({m['Code'] for m in counted if m['Respondent'] == p})
             for p in people}
    salience = sum((named[m['Respondent']] - m['Rank'] + 1) /
                   named[m['Respondent']]
                   for m in mine if m['Counted'] == '1') / base
    figures = {
        'Respondents': len(people),
        '%': share,
        '95% CI from': max(0, (middle - spread) / (1 + z * z / base)),
        'to': (middle + spread) / (1 + z * z / base),
        'Organisations': len({m['Organisation'] for m in mine}),
        'Dyads': len(pairs),
        'Dyads, both sides': len(both),
        'Documents': len({m['Document'] for m in mine}),
        'Units': len({(m['Document'], m['Unit']) for m in mine}),
        'Mentions': len(mine),
        'Named first': sum(r == 1 for r in ranks),
        'Mean rank': sum(ranks) / len(ranks) if ranks else None,
        'S': salience,
    }
    for name, value in figures.items():
        got = row[name]
        check(got == value if None in (got, value) else near(got, value),
              f'Tally {row["Code"]} {name}: {got}, counted again {value}')
    check((row['Dominant'] == 'dominant') == (len(people) >= 4),
          f'Tally {row["Code"]}: dominant')
check([row['Respondents'] for row in tally] ==
      [8, 7, 6, 6, 6, 4, 4, 3, 1, 1, 0, 0, 0, 0, 0], 'the counts of the study')

# ---- Grid, TopThree, Families, Sensitivity ----
grid = table('Grid', 3)[:-1]
codes = [row['Code'] for row in tally]
for row in grid:
    mine = {m['Code'] for m in counted if m['Respondent'] == row['Respondent']}
    check({c for c in codes if row[c] == 1} == mine, f'Grid {row["Respondent"]}')
for row in table('TopThree', 3):
    mine = {m['Rank']: m['Code'] for m in counted
            if m['Respondent'] == row['Respondent']}
    got = {i: row[f'Rank {i}'] for i in (1, 2, 3) if row[f'Rank {i}']}
    check(got == mine, f'TopThree {row["Respondent"]}: {got}, {mine}')
family = {row['Code']: row['Family'] for row in tally}
for row in table('Families', 3):
    people = {m['Respondent'] for m in counted if family[m['Code']] == row['Family']}
    check(row['Respondents'] == len(people), f'Families {row["Family"]}')
    for side in ('supplier', 'client'):
        check(row[side] == sum(sides[p] == side for p in people),
              f'Families {row["Family"]} {side}')
check([r['Codes that reach it'] for r in table('Sensitivity', 3)] ==
      [10, 8, 8, 7, 5, 5, 2, 1, 0], 'Sensitivity')



# ---- Groups and Dyads ----
def fisher(a, b, c, d):
    """Two-sided, summing the tables that are not likelier."""
    row, col, n = a + b, a + c, a + b + c + d

    def weight(x):
        return math.comb(row, x) * math.comb(n - row, col - x)
    low, high = max(0, col - (n - row)), min(row, col)
    total = math.comb(n, col)
    seen = weight(a)
    return sum(weight(x) for x in range(low, high + 1)
               if weight(x) <= seen) / total


levels = ['client', 'supplier']
size = {s: sum(v == s for v in sides.values()) for s in levels}
exact = {}
for row in table('Groups', 4):
    k = {s: len({m['Respondent'] for m in counted
                 if m['Code'] == row['Code'] and sides[m['Respondent']] == s})
         for s in levels}
    total, n = sum(k.values()), sum(size.values())
    for s in levels:
        check(row[s] == k[s], f'Groups {row["Code"]} {s}')
        check(near(row[f'{s} %'], k[s] / size[s]), f'Groups {row["Code"]} {s} %')
    if total in (0, n):
        check(row['\u03c7\u00b2'] is None, f'Groups {row["Code"]}: no test')
        continue
    x2 = sum((k[s] - size[s] * total / n) ** 2 / (size[s] * total / n) +
             (size[s] - k[s] - size[s] * (n - total) / n) ** 2 /
             (size[s] * (n - total) / n) for s in levels)
    check(near(row['\u03c7\u00b2'], x2), f'Groups {row["Code"]} chi-square')
    check(near(row['p'], math.erfc(math.sqrt(x2 / 2))), f'Groups {row["Code"]} p')
    check(near(row['V'], math.sqrt(x2 / n)), f'Groups {row["Code"]} V')
    exact[row['Code']] = (fisher(k['client'], size['client'] - k['client'],
                                 k['supplier'], size['supplier'] - k['supplier']),
                          row)
worst = 0
for place, (p, row) in enumerate(sorted(exact.values(), key=lambda e: e[0])):
    worst = max(worst, min(1, p * (len(exact) - place)))
    check(near(row['p (Fisher)'], p), f'Groups {row["Code"]} Fisher')
    check(near(row['p (Holm)'], worst), f'Groups {row["Code"]} Holm')
wanted = {'governance': (4, 1), 'delivery': (0, .625), 'goals': (0, .21875),
          'measurement': (0, .125)}
for row in table('Dyads', 3):
    named = {p for p in sides if any(m['Code'] == row['Code'] and
                                     m['Respondent'] == p for m in counted)}
    states = []
    for dyad in sorted(set().union(*dyads.values())):
        on = {sides[p] for p in named if dyad in dyads[p]}
        states.append('both' if len(on) == 2 else
                      f'{on.pop()} only' if on else '\u2013')
        check(row[dyad] == states[-1], f'Dyads {row["Code"]} {dyad}')
    b, c = states.count('supplier only'), states.count('client only')
    p = min(1, 2 * sum(math.comb(b + c, i) for i in range(min(b, c) + 1)) /
            2 ** (b + c)) if b + c else 1
    check(row['Both'] == states.count('both'), f'Dyads {row["Code"]} both')
    check(near(row['p (McNemar, exact)'], p), f'Dyads {row["Code"]} McNemar')
    if row['Code'] in wanted:  # of the study's design
        check(row['Both'] == wanted[row['Code']][0], f'{row["Code"]} both sides')

# ---- Chi-square: each block from its observed counts ----
if 'Chi-square' in book.sheetnames:
    page = book['Chi-square']
    blocks = 0
    rows = list(page.iter_rows(values_only=True))
    for at, row in enumerate(rows):
        if row[0] != 'Observed':
            continue
        blocks += 1
        counts = []
        while rows[at + 1 + len(counts)][0] != 'Expected':
            counts.append([v for v in rows[at + 1 + len(counts)][1:]
                           if v is not None])
        n = sum(map(sum, counts))
        down = [sum(r[c] for r in counts) for c in range(len(counts[0]))]
        x2 = sum((v - sum(r) * down[c] / n) ** 2 / (sum(r) * down[c] / n)
                 for r in counts for c, v in enumerate(r))
        found = next(r[1] for r in rows[at:] if r[0] == '\u03c7\u00b2')
        check(near(found, x2), f'Chi-square row {at + 1}: {found}, {x2}')
    check(blocks > 0, 'Chi-square has no block')

# ---- links: from counts to quotations, and back ----
evidence = table('Evidence', 3)
check(len(evidence) == len(counted), 'Evidence is not the counted mentions')

def leads_to(cell):
    """The place of a link: SHEET!A1, by a defined name or directly."""
    name = book.defined_names.get(cell.hyperlink.location)
    if name is None:
        return cell.hyperlink.location
    return name.attr_text.replace('$', '')

links = 0
for sheet in formulas:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink is None:
                continue
            links += 1
            target = re.fullmatch(r"'?([^'!]+)'?!([A-Z]+)(\d+)",
                                  leads_to(cell))
            check(target is not None and target[1] in book.sheetnames,
                  f'{sheet.title}!{cell.coordinate} leads nowhere')
for row in range(5, 5 + len(tally)):
    cell = formulas['Tally'][f'D{row}']
    code = formulas['Tally'][f'A{row}'].value
    if book['Tally'][f'D{row}'].value > 0:
        to = leads_to(cell).split('!')[1]
        check(book['Evidence'][to].value == code, f'Tally {code}: other quotation')
for row in range(4, 4 + len(evidence)):
    cell = formulas['Evidence'][f'A{row}']
    to = leads_to(cell).split('!')[1]
    check(book['Tally'][to].value == cell.value, f'Evidence row {row}: back')
print(f'{len(book.sheetnames)} sheets, {len(mentions)} mentions, '
      f'{links} links, {faults} faults')
sys.exit(faults > 0)
