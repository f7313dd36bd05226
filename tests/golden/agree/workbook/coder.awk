# A stream of one document of 200 units; units first..last have code x.
BEGIN {
    OFS = "\t"
    print "record", "document", "unit", "role", "respondent", "start", "end",
        "facet", "code", "polarity", "value", "text"
    print "meta", "", "", "", "", "", "", "", "", "", "", "stream=1"
    print "code", "", "", "", "", "", "", "f", "x", "", "", ""
    print "respondent", "", "", "", "R", "", "", "", "", "", "", ""
    print "document", "d.txt", "", "", "", "", "", "", "", "", "", ""
    rows = 5
    for (i = 1; i <= 200; i++) {
        print "unit", "d.txt", i, "respondent", "R", 10 * i, 10 * i + 5, "", "",
            "", "", "words"
        rows++
        if (i >= first && i <= last) {
            print "coding", "d.txt", i, "respondent", "R", 10 * i, 10 * i + 5,
                "f", "x", "affirmed", "", "words"
            rows++
        }
    }
    print "end", "d.txt", "", "", "", "", "", "", "", "", "", ""
    print "end", "", "", "", "", "", "", "", "", "", rows, ""
}
