#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Files as LibreOffice writes them: stage 1 as paragraphs and as two-column
# tables, saved by it as .docx, .odt and .html, and the plain texts opened in
# it. Tally, answers and turns must be those of the plain text.
[ "${CODING_FULL:-no}" = yes ] || {
    echo 'skipped: only in ./check --full'
    exit 77
}
command -v soffice >/dev/null || {
    echo 'skipped: LibreOffice is not installed'
    exit 77
}
# shellcheck source=tests/pipeline/study.sh
. "$(dirname "$0")/study.sh"
# shellcheck source=tests/pipeline/formats_figures.sh
. "$here/formats_figures.sh"

# save FOLDER FORMAT OPTION... FILE...: opened and saved by LibreOffice.
save() {
    folder=$1
    format=$2
    shift 2
    soffice "-env:UserInstallation=file://$work/profile" --headless \
        --convert-to "$format" --outdir "$folder" "$@" >"$work/log" 2>&1
    if [ -z "$(ls "$folder")" ]; then
        sed 's/^/      /' "$work/log"
        echo 'skipped: this LibreOffice has no Writer'
        exit 77
    fi
}

# saved MADE ENDING: the files of a format of formats.py, saved with ENDING.
saved() {
    made=$1-$2
    mkdir "$work/$made"
    case $2 in
    html) save "$work/$made" 'html:HTML (StarWriter)' "$work/$1"/*.docx ;;
    *) save "$work/$made" "$2" "$work/$1"/*.docx ;;
    esac
    # The notes of a format that is none for notes stay as they are.
    for file in "$work/$1"/*.txt; do
        [ -f "$file" ] && cp "$file" "$work/$made"
    done
    sed "s/\\.docx	/.$2	/" "$work/$1.tsv" >"$work/$made.tsv"
    run "$made" "$work/$made.tsv" "$work/$made"/*
    compare "$made"
}

# The paragraphs hold deleted words, which it shows in a page like others.
for source_format in docx docx-table; do
    python3 "$here/formats.py" "$stage" "$work/$source_format" \
        "$source_format" || exit 1
    saved "$source_format" docx
    saved "$source_format" odt
done
saved docx-table html

# Lines of a text are paragraphs there: of notes they would be turns.
python3 "$here/formats.py" "$stage" "$work/colon" colon || exit 1
for ending in docx odt html; do
    mkdir "$work/text-$ending"
    save "$work/text-$ending" "$ending" --infilter='Text (encoded):UTF8' \
        "$work/colon"/*.txt
    for notes in OS3-R1 C2-R2; do
        rm "$work/text-$ending/$notes.$ending"
        cp "$work/colon/$notes.txt" "$work/text-$ending"
    done
    sed "/notes/!s/\\.txt	/.$ending	/" "$work/colon.tsv" \
        >"$work/text-$ending.tsv"
    run "text-$ending" "$work/text-$ending.tsv" "$work/text-$ending"/*
    compare "text-$ending"
done
exit $failed
