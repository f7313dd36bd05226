#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Stage 1 in the files that people have, made from the plain text by
# formats.py: all interviews in each of its formats in turn, then each in
# another. The tally, the answers of each respondent, and the turns must be
# those of the plain text, to the last byte.
# shellcheck source=tests/pipeline/study.sh
. "$(dirname "$0")/study.sh"
# shellcheck source=tests/pipeline/formats_figures.sh
. "$here/formats_figures.sh"

for format in $(python3 "$here/formats.py" --formats) mixed; do
    python3 "$here/formats.py" "$stage" "$work/$format" "$format" || exit 1
    run "$format" "$work/$format.tsv" "$work/$format"/*
    compare "$format"
done
expect 'mixed: read as Windows-1252' 1 \
    "$(grep -c 'read-as-windows-1252' "$work/mixed-said")"
sed "s,$work/,," "$work/mixed-said"
exit $failed
