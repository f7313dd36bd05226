#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The golden figures of tally, worked out again by a Python program.
set -u
cd "${CODING_SOURCE:-.}"
command -v python3 >/dev/null || { echo "skipped: needs python3"; exit 77; }
exec python3 tests/judges/tally_design.py
