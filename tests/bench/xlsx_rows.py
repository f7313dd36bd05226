# SPDX-License-Identifier: GPL-2.0-or-later
"""xlsx_rows.py xlsxwriter|openpyxl STREAM.tsv OUT.xlsx: the coding rows of a
stream as a sheet of 18 columns, in the library's constant-memory mode."""
import sys

columns = ['document', 'unit', 'speaker', 'role', 'respondent',
           'attr.organisation', 'attr.side', 'question', 'start', 'end', 'code',
           'pattern', 'polarity', 'counted', 'counted_rank', 'text']
numbers = {'unit', 'start', 'end', 'counted_rank'}


def rows(path):
    """As the sheet Mentions has them, the context left and right included."""
    unit = ''
    with open(path, encoding='utf-8', newline='\n') as file:
        names = file.readline().rstrip('\n').split('\t')
        at = {name: i for i, name in enumerate(names)}
        places = [(at[c], c in numbers) for c in columns]
        number = 0
        for line in file:
            cells = line.rstrip('\n').split('\t')
            if cells[0] == 'unit':
                unit, start = cells[at['text']], int(cells[at['start']])
            if cells[0] != 'coding':
                continue
            number += 1
            row = [number]
            row.extend(int(cells[p]) if n and cells[p] else cells[p]
                       for p, n in places)
            begin = int(cells[at['start']]) - start
            row.append(unit[max(0, begin - 40):begin])
            row.append(unit[begin + len(cells[at['text']]):][:40])
            yield row


kind, source, target = sys.argv[1:]
if kind == 'xlsxwriter':
    import xlsxwriter
    book = xlsxwriter.Workbook(target, {'constant_memory': True})
    page = book.add_worksheet()
    for r, row in enumerate(rows(source)):
        for c, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(r, c, value)
            else:
                page.write_string(r, c, value)
    book.close()
else:
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    for row in rows(source):
        page.append(row)
    book.save(target)
