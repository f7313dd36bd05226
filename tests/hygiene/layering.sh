#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every #include "room/..." of libcoding points to a lower layer or the own
# room, and every outside library is included in its one room only
# (docs/design/rooms.tsv). Tools include <coding/...> and "cli/cli.h" only.
set -eu
cd "${CODING_SOURCE:-.}"
awk -F '\t' '
    FNR == NR {
        if (FNR > 1) { layer[$2] = $1; n = split($3, l, " ")
                       for (i = 1; i <= n; i++) owner[l[i]] = $2 }
        next
    }
    FNR == 1 { files++
               part = FILENAME; sub(/^libcoding\//, "", part)
               room = part; sub(/\/.*/, "", room)
               tool = FILENAME ~ /^tools\// }
    /^#include "/ {
        split($0, q, "\""); target = q[2]; sub(/\/.*/, "", target)
        if (tool) {
            if (q[2] != "cli/cli.h" && q[2] !~ /^tool(s|_table)[.]h$/) {
                print FILENAME ":" FNR ": a tool includes " q[2]; bad = 1 }
        } else if (!(target in layer)) {
            print FILENAME ":" FNR ": no room " target; bad = 1
        } else if (target != room && layer[target] >= layer[room]) {
            print FILENAME ":" FNR ": " room " (layer " layer[room] \
                  ") includes " target " (layer " layer[target] ")"; bad = 1 }
    }
    /^#include </ {
        split($0, q, /[<>]/); name = q[2]; lib = ""
        if (name ~ /^utf8proc/) lib = "utf8proc"
        if (name == "zlib.h") lib = "zlib"
        if (name ~ /unzip\.h|minizip|ioapi/) lib = "minizip"
        if (name == "expat.h") lib = "expat"
        if (name ~ /^nettle\//) lib = "nettle"
        if (name == "pcre2.h") lib = "pcre2"
        if (name == "Rmath.h") lib = "Rmath"
        if (name == "yaml.h") lib = "yaml"
        if (name == "readstat.h") lib = "readstat"
        if (name == "xlsxwriter.h") lib = "xlsxwriter"
        if (lib != "" && owner[lib] != room) {
            print FILENAME ":" FNR ": " lib " belongs to room " owner[lib]
            bad = 1 }
    }
    END { if (files < 20) { print "only " files " files seen"; bad = 1 }
          print files " files, " (bad ? "faults" : "every include points down")
          exit bad }
' docs/design/rooms.tsv $(find libcoding -name '*.[ch]' | sort) \
  $(find tools -name '*.c' | sort)
