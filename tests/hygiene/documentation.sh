#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The commands of the documentation are run, and what stands below them is
# what they print. A block
#
#     $ command
#     expected output
#
# (indented by four spaces, or fenced by ```) in README.md and docs/tutorial
# is executed in the project's root; a line `...` stands for any lines. A
# block may hold several commands. Files are written to a scratch folder that
# is copied first: the tree itself is not touched.
set -u
cd "${CODING_SOURCE:-.}"
PATH=$(cd "${CODING_BIN:-build/release/bin}" && pwd):$PATH
export PATH
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/tree"
cp -R README.md corpora docs "$work/tree/"
cd "$work/tree" || exit 1
mkdir -p results
bad=0 count=0

run_block() { # NAME: $work/cmd holds the command, $work/want its output
    count=$((count + 1))
    sh "$work/cmd" >"$work/got" 2>&1 </dev/null
    if ! awk '
        NR == FNR { want[++n] = $0; next }
        { got[++m] = $0 }
        END { at = 1; any = 0
              for (i = 1; i <= n; i++) {
                  if (want[i] == "...") { any = 1; continue }
                  found = 0
                  for (k = at; k <= m; k++) {
                      if (got[k] == want[i]) { found = 1; break }
                      if (!any) break }
                  if (!found) { print "expected: " want[i]
                                print "got:      " got[at]; exit 1 }
                  at = k + 1; any = 0 }
              if (!any && at <= m) { print "more output: " got[at]; exit 1 } }
        ' "$work/want" "$work/got"; then
        echo "$1: $(cat "$work/cmd")"
        bad=1
    fi
}

for page in README.md docs/tutorial/*.md; do
    [ -f "$page" ] || continue
    awk -v out="$work/blocks" -v page="$page" '
        BEGIN { n = 0 }
        function flush_block() {
            if (command != "") {
                n++
                file = out "." n
                printf "%s", command >(file ".cmd"); close(file ".cmd")
                printf "%s", want >(file ".want"); close(file ".want")
            }
            command = ""; want = "" }
        /^```/ { fence = !fence; flush_block(); next }
        { text = $0; inside = fence
          if (!fence && sub(/^    /, "", text)) inside = 1
          if (!inside) { if (!fence) flush_block(); next }
          if (text ~ /^\$ /) { flush_block(); command = substr(text, 3) "\n" }
          else if (text ~ /^>( |$)/ && command != "" && want == "")
              command = command substr(text, 3) "\n"
          else if (command != "") want = want text "\n" }
        END { flush_block() }' "$page"
    for cmd in $(ls "$work"/blocks.*.cmd 2>/dev/null | sort -t. -k2 -n); do
        cp "$cmd" "$work/cmd"
        cp "${cmd%.cmd}.want" "$work/want" 2>/dev/null || : >"$work/want"
        run_block "$page"
    done
    rm -f "$work"/blocks.*
done

# The codebook that the README shows passes its own examples, and the two lines
# below it make a workbook.
awk '/^    codebook: my-study/ { on = 1 }
     on && /^[^ ]/ { exit }
     on { sub(/^    /, ""); print }' README.md >my.codebook
if ! codebook check my.codebook >"$work/got" 2>&1; then
    echo "README.md: its codebook fails its own check:"
    cat "$work/got"
    bad=1
fi
grep -q 'findings 0$' "$work/got" || { cat "$work/got"; bad=1; }
ln -s corpora/value-co-creation/stage1/interviews interviews
awk '/^    codebook check my.codebook/ { on = 1 }
     on && /^[^ ]/ { exit }
     on { print }' README.md >"$work/cmd"
if ! sh -e "$work/cmd" >"$work/got" 2>&1 || [ ! -s study.xlsx ]; then
    echo "README.md: its two lines make no workbook:"
    cat "$work/cmd" "$work/got"
    bad=1
fi

echo "$count commands of the documentation were run"
[ $count -ge 3 ] || { echo "too few commands"; bad=1; }
exit $bad
