# SPDX-License-Identifier: GPL-2.0-or-later
"""offsets.py FOLDER SEED: writes an interview of random words in which phrases
are planted, and where they stand. offsets.py FOLDER: compares the streams.

Places are code points of the decoded text, counted here as the text is put
together; nothing of the tools is used for that."""
import random
import sys

EMOJI = ["\U0001F600", "\U0001F469\u200D\U0001F4BB", "\U0001F1E9\U0001F1EA",
         "\u2764\uFE0F"]
PLAIN = ["we", "met", "na\u00EFve", "nai\u0308ve", "\u00C5ngstro\u0308m", "2.5m",
         "R&D", "it\u2019s", "Stra\u00DFe", "\u65E5\u672C", "\u05E9\u05DC\u05D5\u05DD",
         "co\u00ADop", "zero\u200Bwidth", "[laughs]", "[inaudible 00:12:03]",
         "(pause)", "\u201Cso\u201D", "\u2026", "e\u0301te\u0301", "well,",
         "fine.", "Anna", "O\u2019Neil"]
INVISIBLE = ["", "", "\u00AD", "\u200B", "\u2060"]


def plant(rng, line_end):
    """A phrase as it may be written, and the code that finds it."""
    kind = rng.choice(["trust", "cafe", "dont", "vision", "win"])
    if kind == "trust":
        words = "".join(c + rng.choice(INVISIBLE) for c in "trus") + "t"
    elif kind == "cafe":
        words = rng.choice(["caf\u00E9", "cafe\u0301", "CAFE\u0301"])
    elif kind == "dont":
        words = "don" + rng.choice("'\u2019\u02BC\u2018") + "t"
    elif kind == "vision":
        gap = rng.choice([" ", "\u00A0", "  ", "\u2009", "\t", line_end, " " + line_end])
        words = "shared" + gap + rng.choice(["vision", "Vision"])
    else:
        words = "win" + rng.choice("-\u2010\u2011\u2013") + "win"
    return kind, words


def make(folder, seed):
    rng = random.Random(seed)
    text, planted = [], []
    at = 0

    def add(words):
        nonlocal at
        text.append(words)
        at += len(words)

    for turn in range(rng.randint(4, 12)):
        speaker = "INT" if turn % 2 == 0 else "R1"
        add(speaker + ": ")
        for _ in range(rng.randint(3, 25)):
            if rng.random() < 0.3:
                kind, words = plant(rng, "\n")
                if speaker == "R1":
                    planted.append((at, at + len(words), kind))
                add(words)
            else:
                add(rng.choice(PLAIN + EMOJI))
            add(rng.choice([" ", " ", " ", "\n"]))
        add("end.\n")
    whole = "".join(text)
    encoding, mark = rng.choice([("utf-8", ""), ("utf-8", "\uFEFF"),
                                 ("utf-16-le", "\uFEFF"), ("utf-16-be", "\uFEFF")])
    line_end = rng.choice(["\n", "\r\n", "\r"])
    with open(folder + "/talk.txt", "wb") as out:
        out.write((mark + whole.replace("\n", line_end)).encode(encoding))
    with open(folder + "/planted", "w", encoding="utf-8", newline="") as out:
        for start, end, kind in sorted(planted):
            out.write("%d\t%d\t%s\n" % (start, end, kind))
    with open(folder + "/whole", "w", encoding="utf-8", newline="") as out:
        out.write(whole)


def rows(path):
    def plain(cell):
        out, i = [], 0
        while i < len(cell):
            if cell[i] == "\\":
                out.append({"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[cell[i + 1]])
                i += 2
            else:
                out.append(cell[i])
                i += 1
        return "".join(out)

    with open(path, encoding="utf-8", newline="") as lines:
        head = None
        for line in lines.read().split("\n"):
            cells = [plain(c) for c in line.split("\t")]
            if head is None:
                head = cells
            elif line:
                yield dict(zip(head, cells))


def read(path):
    with open(path, encoding="utf-8", newline="") as text:
        return text.read()


def compare(folder):
    whole, masked = read(folder + "/whole"), read(folder + "/masked.txt")
    found = []
    for stream, text in (("coded.tsv", whole), ("masked.tsv", masked)):
        for row in rows(folder + "/" + stream):
            if row["record"] not in ("unit", "coding"):
                continue
            start, end = int(row["start"]), int(row["end"])
            if text[start:end] != row["text"]:
                print("%s: %d-%d is %r, not %r" % (stream, start, end,
                                                   text[start:end], row["text"]))
                return 1
            if row["record"] == "coding" and stream == "coded.tsv":
                found.append((start, end, row["code"]))
    wanted = [(int(a), int(b), c) for a, b, c in
              (line.split("\t") for line in read(folder + "/planted").splitlines())]
    if sorted(found) != wanted:
        print("more:", sorted(set(found) - set(wanted)))
        print("less:", sorted(set(wanted) - set(found)))
        return 1
    print(len(found), end=" ")
    return 0


if len(sys.argv) > 2:
    make(sys.argv[1], int(sys.argv[2]))
else:
    sys.exit(compare(sys.argv[1]))
