/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page's style sheet. Highlights are tint and underline, and the code's
   name stands in the margin: never colour alone. A code's check box hides its
   highlights, margin names and lines by :has() alone. */
#include "report/study.h"

static const char sheet[] =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#595959;"
    "--rule:#8a8a8a;--link:#004a99;--band:#f2f2f2}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#eaeaea;--paper:#161616;"
    "--soft:#b8b8b8;--rule:#777;--link:#8ec5ff;--band:#242424}}\n"
    "*{box-sizing:border-box}\n"
    "html{background:var(--paper);color:var(--ink);"
    "font:16px/1.5 system-ui,sans-serif}\n"
    "body{margin:0 auto;max-width:62rem;padding:0 1rem;"
    "overflow-wrap:anywhere}\n"
    "a{color:var(--link)}\n"
    "h1{font-size:1.6rem}h2{font-size:1.25rem;border-top:1px solid "
    "var(--rule);padding-top:1rem;margin-top:2rem}h3{font-size:1.05rem}\n"
    "svg{width:100%;max-width:44rem;height:auto;display:block}\n"
    ".wide{overflow-x:auto;max-width:100%}\n"
    "table{border-collapse:collapse;border-top:2px solid;border-bottom:2px "
    "solid;font-size:.9rem}\n"
    "th,td{padding:.2rem .6rem;text-align:left;vertical-align:top}\n"
    "th{overflow-wrap:normal}thead th{border-bottom:1px "
    "solid}.n{text-align:right;"
    "font-variant-numeric:tabular-nums}\n"
    "caption{text-align:left;color:var(--soft);padding:.3rem 0}\n"
    ".kwic td:nth-child(2){text-align:right}\n"
    ".note,figcaption{color:var(--soft);font-size:.9rem}\n"
    "fieldset{border:1px solid var(--rule);display:flex;flex-wrap:wrap;"
    "gap:.2rem 1rem}label{white-space:normal}\n"
    ".turn{display:grid;grid-template-columns:6rem minmax(0,1fr) 9rem;"
    "gap:.6rem;padding:.25rem 0}\n"
    ".who{color:var(--soft);font-size:.85rem}.asks p{color:var(--soft)}\n"
    ".turn p{margin:0;white-space:pre-line}.margin{font-size:.8rem}\n"
    ".margin a{display:block}\n"
    "mark{color:inherit;background:var(--t);border-bottom:2px solid "
    "var(--k);padding-bottom:1px}\n"
    "mark mark{padding-bottom:4px}mark.off{border-bottom-style:dashed}\n"
    "mark:target,mark.at:target{outline:3px solid var(--link)}"
    "tr:target{outline:2px solid var(--link)}\n"
    "@media(max-width:40rem){.turn{grid-template-columns:minmax(0,1fr)}}\n"
    "@media print{html{color:#000;background:#fff;font-size:10pt}nav,"
    "fieldset{display:none}.turn,tr{break-inside:avoid}a{color:inherit;"
    "text-decoration:none}}\n";

/* Okabe and Ito's colours as line, light tint and dark tint. */
static const char *const colours[][3] = {
    {"#0072B2", "#d6ebf7", "#0b3550"}, {"#D55E00", "#fbe3d3", "#57290a"},
    {"#009E73", "#d3f0e7", "#0a4635"}, {"#CC79A7", "#f6e2ed", "#522a41"},
    {"#56B4E9", "#e2f2fc", "#1d4459"}, {"#E69F00", "#fcefd2", "#574007"},
    {"#8A7A00", "#f7f3c8", "#464007"}, {"#6E6E6E", "#e8e8e8", "#3d3d3d"}};

static void
put_colour(size_t index, const char *line, const char *tint, buffer *page)
{
    html_words(page, ".t");
    html_number(page, index);
    html_words(page, "{--k:");
    html_words(page, line);
    html_words(page, ";--t:");
    html_words(page, tint);
    html_words(page, "}");
}

void
style_sheet(const coding_report *report, buffer *page)
{
    size_t count = sizeof colours / sizeof *colours;

    html_words(page, sheet);
    for (size_t i = 0; i < count; i++)
        put_colour(i, colours[i][0], colours[i][1], page);
    html_words(page, "\n@media screen and (prefers-color-scheme:dark){");
    for (size_t i = 0; i < count; i++)
        put_colour(i, colours[i][0], colours[i][2], page);
    html_words(page, "}\n");
    for (size_t i = 0; i < report->found.code_count; i++) {
        html_words(page, "body:has(#f");
        html_number(page, i);
        html_words(page, ":not(:checked)) mark.c");
        html_number(page, i);
        html_words(page, "{background:none;border:0;padding:0}");
        html_words(page, "body:has(#f");
        html_number(page, i);
        html_words(page, ":not(:checked)) .r");
        html_number(page, i);
        html_words(page, "{display:none}\n");
    }
}
