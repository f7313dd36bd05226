# SPDX-License-Identifier: GPL-2.0-or-later
# An invented study with as many items in each cell of a 7 x 3 matrix as the
# published tables have: codebooks, guide-less interviews, participants, and the
# plan that they were made from. The words are made up: an item is "habit" and
# its letters. awk -v folder=F -f items.awk
function put(file, text) {
    printf "%s", text >(folder "/" file)
}
BEGIN {
    split("governance trust openness delivery goals measurement innovation",
          factors, " ")
    split("process tool behaviour", categories, " ")
    split("7 6 3 4 5 8 3 2 3 8 7 3 3 5 4 5 8 1 2 5 4", counts, " ")
    put("factor.codebook", "codebook: factors\nfacet: factor\n")
    put("category.codebook", "codebook: categories\nfacet: category\n")
    put("item.codebook", "codebook: items\nfacet: item\n")
    for (f = 1; f <= 7; f++)
        put("factor.codebook", "\ncode: " factors[f] "\nmatch: \\bno such word\\b\n")
    for (c = 1; c <= 3; c++)
        put("category.codebook",
            "\ncode: " categories[c] "\nmatch: \\bno such word\\b\n")
    put("participants.tsv", "document\trespondent\torganisation\tside\n")
    for (k = 0; k < 13; k++) {
        put("participants.tsv", sprintf("p%02d\tP%02d\tO%d\t%s\n", k, k, k % 5,
                                        k % 2 ? "left" : "right"))
        put(sprintf("p%02d.txt", k), "INT: What do you do?\n")
    }
    for (f = 1; f <= 7; f++)
        for (c = 1; c <= 3; c++)
            for (i = 1; i <= counts[3 * f + c - 3]; i++) {
                n++
                name = substr(factors[f], 1, 1) substr(categories[c], 1, 1) f i
                put("item.codebook",
                    "\ncode: " name "\nlabel: Habit " name "\nimplies: factor/" \
                    factors[f] "\nimplies: category/" categories[c] \
                    "\nmatch: \\bhabit " name "\\b\n")
                # Named by one, two or three people, and by one of them twice.
                for (k = 0; k <= n % 3; k++) {
                    who = (n + 4 * k) % 13
                    times = 1 + (k == 0 && n % 5 == 0)
                    for (t = 1; t <= times; t++)
                        put(sprintf("p%02d.txt", who),
                            sprintf("P%02d: We keep the habit %s here.\n", who,
                                    name))
                    printf "%s\t%s\t%s\tP%02d\tO%d\t%d\n", factors[f],
                        categories[c], name, who, who % 5,
                        times >(folder "/plan.tsv")
                }
            }
}
