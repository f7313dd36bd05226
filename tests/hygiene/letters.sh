#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One letter means one thing in every tool (tally(1) has most of them): the
# long name of each letter is the one below, wherever the letter is taken. A
# letter that is not below is a fault, too.
set -u
cd "${CODING_SOURCE:-.}"
bin=${CODING_BIN:-build/release/bin}
for file in tools/*.c; do
    tool=$(basename "$file" .c)
    "$bin/$tool" --help | sed -n "s/^  -\([a-zA-Z]\), --\([a-z-]*\).*/\1 \2 $tool/p"
done | awk '
    BEGIN { n = split("b codebook g guide p participants u unit q question " \
                      "n top t threshold r rows c columns s stratum w weight " \
                      "d dictionary j threads i input o output h screen " \
                      "e pattern l list", word, " ")
            for (i = 1; i < n; i += 2) name[word[i]] = word[i + 1] }
    { seen++
      if (name[$1] != $2) {
          print $3 ": -" $1 " is --" $2 ", expected --" name[$1]; bad = 1 } }
    END { if (seen < 60) { print "only " seen " letters seen"; bad = 1 }
          exit bad }'
