#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The project speaks in its own words: no run of six words of a published
# source stands in any text of the tree (../shared/study/six_word_hashes.txt),
# and no path of one machine or unfinished work is named.
set -u
cd "${CODING_SOURCE:-.}"
shared=${CODING_SHARED:-../shared}
bad=0
if git rev-parse --git-dir >/dev/null 2>&1; then
    if git grep -nIE '(^|[^A-Za-z0-9_./-])/(work|farm|root)/' -- . ':!tests/hygiene/words.sh'; then
        echo "a path of one machine"
        bad=1
    fi
    if git grep -nIwE 'TODO|FIXME|XXX' -- libcoding tools include docs; then
        echo "unfinished work"
        bad=1
    fi
fi
if [ ! -f "$shared/study/six_word_hashes.txt" ]; then
    echo "skipped: the six-word test needs ../shared"
    [ $bad = 0 ] && exit 77
    exit 1
fi
if ! command -v python3 >/dev/null; then
    echo "skipped: the six-word test needs python3"
    [ $bad = 0 ] && exit 77
    exit 1
fi
python3 - "$shared/study/six_word_hashes.txt" <<'P' || bad=1
import hashlib, re, subprocess, sys
known = set(open(sys.argv[1]).read().split())
files = subprocess.run(['git', 'ls-files', '-z'], capture_output=True).stdout
hits = checked = 0
for name in files.decode().split('\0'):
    if not name or name == 'LICENSE':
        continue
    try:
        raw = open(name, 'rb').read()
    except OSError:
        continue
    try:
        text = raw.decode('utf-16' if raw[:2] in (b'\xff\xfe', b'\xfe\xff') else 'utf-8')
    except UnicodeDecodeError:
        text = raw.decode('cp1252', 'ignore')
    words = re.findall('[a-z0-9]+', text.lower())
    for i in range(len(words) - 5):
        run = ' '.join(words[i:i + 6])
        checked += 1
        if hashlib.sha256(run.encode()).hexdigest()[:12] in known:
            print(f'{name}: "{run}"')
            hits += 1
print(f'{checked} runs of six words, {hits} found in a source')
sys.exit(hits > 0 or checked < 1000)
P
exit $bad
