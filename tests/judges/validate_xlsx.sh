#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every part of every workbook against the schemas of ECMA-376 (transitional).
set -u
. "$(dirname "$0")/workbooks.sh"
need xmllint
need unzip
schemas=$shared/reference/ecma376
[ -d "$schemas" ] || skip "the schemas are not there (../shared)"
make_workbooks
checked=0 bad=0

check() { # SCHEMA FILE
    [ -f "$2" ] || return 0
    checked=$((checked + 1))
    # Attributes of markup compatibility are outside the schemas.
    sed -E 's/ (mc:Ignorable|x14ac:dyDescent|xml:space)="[^"]*"//g' "$2" >"$work/part.xml"
    xmllint --noout --nonet --schema "$schemas/$1" "$work/part.xml" 2>"$work/said" && return 0
    bad=$((bad + 1))
    echo "$name: ${2#"$work/parts-$name/"} is not valid"
    grep -v 'fails to validate' "$work/said" | head -4
}
for name in $streams; do
    mkdir "$work/parts-$name" && unzip -q "$work/$name.xlsx" -d "$work/parts-$name" || exit 1
    find "$work/parts-$name" -type f >"$work/parts"
    while read -r part; do
        case ${part#"$work/parts-$name/"} in
        xl/workbook.xml | xl/styles.xml | xl/sharedStrings.xml | xl/worksheets/*.xml | \
            xl/tables/*.xml | xl/comments*.xml) check sml.xsd "$part" ;;
        xl/charts/*.xml) check dml-chart.xsd "$part" ;;
        xl/drawings/*.xml) check dml-spreadsheetDrawing.xsd "$part" ;;
        xl/theme/*.xml) check dml-main.xsd "$part" ;;
        '[Content_Types].xml') check opc-xsd/opc-contentTypes.xsd "$part" ;;
        *.rels) check opc-xsd/opc-relationships.xsd "$part" ;;
        docProps/app.xml) check shared-documentPropertiesExtended.xsd "$part" ;;
        docProps/custom.xml) check shared-documentPropertiesCustom.xsd "$part" ;;
        docProps/core.xml) ;; # its schema needs those of Dublin Core
        *) echo "$name: no schema for ${part#"$work/parts-$name/"}"; bad=$((bad + 1)) ;;
        esac
    done <"$work/parts"
done
echo "$checked parts checked, $bad not valid"
[ $bad = 0 ] && [ $checked -gt 40 ]
