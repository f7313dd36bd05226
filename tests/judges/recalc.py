# SPDX-License-Identifier: GPL-2.0-or-later
"""recalc.py spoil IN.xlsx OUT.xlsx | compare TOOL.xlsx RECALCULATED.xlsx

spoil writes -999 (or WRONG) as the cached value of every formula cell;
compare holds what another program computed from that against the values
that the tool stored."""
import re
import sys
import zipfile

import openpyxl


def spoil(source, target):
    cells = 0
    with zipfile.ZipFile(source) as old, \
            zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith('xl/worksheets/sheet'):
                text = data.decode('utf-8')

                def wrong(match):
                    nonlocal cells
                    cells += 1
                    value = 'WRONG' if 't="str"' in match.group(1) else '-999'
                    return (match.group(1) + match.group(2) + '<v>' + value +
                            '</v></c>')
                text = re.sub(r'(<c [^>]*>)(<f>[^<]*</f>)<v>[^<]*</v></c>',
                              wrong, text)
                data = text.encode('utf-8')
            new.writestr(name, data)
    print(f'{cells} cached values spoiled')
    return 0 if cells > 0 else 1


def compare(tool, judge):
    formulas = openpyxl.load_workbook(tool)
    stored = openpyxl.load_workbook(tool, data_only=True)
    computed = openpyxl.load_workbook(judge, data_only=True)
    count = bad = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != 'f':
                    continue
                count += 1
                mine = stored[sheet.title][cell.coordinate].value
                theirs = computed[sheet.title][cell.coordinate].value
                same = (mine or '') == (theirs or '')
                if isinstance(mine, (int, float)) and \
                        isinstance(theirs, (int, float)):
                    same = abs(mine - theirs) <= 1e-9 * (1 + abs(mine))
                if not same:
                    bad += 1
                    if bad < 20:
                        print(f'{sheet.title}!{cell.coordinate} {cell.value}: '
                              f'stored {mine!r}, computed {theirs!r}')
    print(f'{count} formula cells, {bad} differ')
    return 0 if bad == 0 and count > 0 else 1


if __name__ == '__main__':
    command = {'spoil': spoil, 'compare': compare}[sys.argv[1]]
    sys.exit(command(*sys.argv[2:]))
