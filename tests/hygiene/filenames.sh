#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# No two C sources and no two headers of the tree have one name, so that a
# name in a message, a debugger or a search means one file.
set -eu
cd "${CODING_SOURCE:-.}"
find include libcoding tools tests -name '*.[ch]' | sort | awk '
    { name = $0; sub(/.*\//, "", name); files++
      if (name in first) { print $0 ": named like " first[name]; bad = 1 }
      else first[name] = $0 }
    END { if (files < 300) { print "only " files " files seen"; bad = 1 }
          exit bad }'
