#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Completions of one program for bash, zsh and fish, from its --help.
# usage: completions.sh PROGRAM COMMAND FOLDER PREFIX TOOLS
#        TOOLS: of the front of all of them, else empty
set -eu
here=$(dirname "$0")
mkdir -p "$3/bash" "$3/zsh" "$3/fish"
help=$3/$2.help
"$1" --help >"$help"
for file in "bash/$2" "zsh/_$2" "fish/$2.fish"; do
    awk -v shell="${file%%/*}" -v command="$2" -v prefix="$4" -v tools="$5" \
        -f "$here/completions.awk" "$help" >"$3/$file.new"
    mv "$3/$file.new" "$3/$file"
done
rm "$help"
