#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every figure of Crosstab, Chi-square, Tests, Groups, Families, Sensitivity and
# Frequencies computed again by another program from Grid and Participants.
set -u
. "$(dirname "$0")/workbooks.sh"
here=$(cd "$(dirname "$0")" && pwd)
need_openpyxl
make_workbooks
set --
for name in study tests survey nasty; do
    case " $streams " in *" $name "*) set -- "$@" "$work/$name.xlsx" ;; esac
done
"$python" "$here/recount_xlsx.py" "$@"
