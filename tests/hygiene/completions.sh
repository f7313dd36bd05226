#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Completions: each tool has them for three shells, with every option of --help
# and nothing else; bash completes what it should; zsh and fish read their files.
set -u
cd "${CODING_SOURCE:-.}"
bin=$(cd "${CODING_BIN:-build/release/bin}" && pwd)
made=${CODING_BUILD:-build/release}/tools/completions
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
wrong() { echo "$*"; bad=1; }

[ -f "$made/bash/tally" ] || { echo "skipped: no completions are made when cross-compiling"; exit 77; }
for file in tools/*.c; do
    tool=$(basename "$file" .c)
    "$bin/$tool" --help | grep -oE '^ +(-[A-Za-z], )?--[a-z-]+' |
        grep -oE -- '--[a-z-]+' | sort -u >"$work/options"
    grep -oE "'\*--[a-z-]+" "$made/zsh/_$tool" | tr -d "'*" | sort -u >"$work/zsh"
    grep -oE ' -l [a-z-]+' "$made/fish/$tool.fish" | sed 's/ -l /--/' | sort -u >"$work/fish"
    grep -oE "W '--[a-z -]+'" "$made/bash/$tool" | grep -oE -- '--[a-z-]+' | sort -u >"$work/bash"
    for shell in bash zsh fish; do
        cmp -s "$work/options" "$work/$shell" || {
            wrong "$tool: other options in $shell:"
            diff "$work/options" "$work/$shell" | head -5
        }
    done
    grep -q '\[\]' "$made/zsh/_$tool" && wrong "$tool: an option without words"
done

# complete WORD ...: what bash offers for the last word.
complete_in_bash() {
    bash -c '
        . "$1/$2"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        id=_coding_tools_$1
        "$id"
        printf "%s\n" "${COMPREPLY[@]}"' bash "$made/bash" "$@" | tr '\n' ' '
}
expect() { # WANTED WORD ...
    wanted=$1
    shift
    got=$(complete_in_bash "$@")
    [ "$got" = "$wanted" ] || wrong "$*: $got, expected $wanted"
}
if command -v bash >/dev/null; then
    for file in "$made"/bash/*; do bash -n "$file" || bad=1; done
    expect "--threshold " tally --thr
    expect "mention respondent organisation dyad document " tally --unit ""
    expect "dyad document " tally -u d
    expect "csv " tally --format = c
    expect "saturation verdict codes " saturate --table ""
    expect "--percent " crosstab --perc
    expect "saturate " coding satu
    expect "new " coding ne
    expect "--permutations " coding saturate --perm
else
    echo "bash is not there: its completions were not tried"
fi
if command -v zsh >/dev/null; then
    for file in "$made"/zsh/*; do zsh -n "$file" || bad=1; done
    got=$(zsh -f -c '
        fpath=("$1" $fpath); autoload -Uz compinit; compinit -u -d "$2/dump"
        print -r -- ${_comps[tally]} ${_comps[coding]}' zsh "$made/zsh" "$work" 2>&1)
    [ "$got" = "_tally _coding" ] || wrong "zsh does not take them: $got"
else
    echo "zsh is not there: its completions were not read"
fi
if command -v fish >/dev/null; then
    for file in "$made"/fish/*; do fish -n "$file" || bad=1; done
    got=$(HOME=$work fish -c "source $made/fish/tally.fish; complete -C 'tally --unit d'" | cut -f1 | tr '\n' ' ')
    [ "$got" = "document dyad " ] || wrong "fish offers: $got"
else
    echo "fish is not there: its completions were not read"
fi
exit $bad
