/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page's style sheet. Highlights are tint and underline, and the code's
   name stands in the margin: never colour alone. A code's check box hides its
   highlights, margin names and passages by :has() alone; a browser without
   :has() does not show the boxes. */
#include "report/study.h"

static const char screen[] =
    ":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#565656;"
    "--rule:#c9c9c9;--link:#00549e;--band:#f4f6f8}\n"
    "@media screen and (prefers-color-scheme:dark){:root{--ink:#e8e8e8;"
    "--paper:#15171a;--soft:#b4b4b4;--rule:#44484d;--link:#8ec5ff;"
    "--band:#1f2226}}\n"
    "*{box-sizing:border-box}\n"
    "html{background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"
    "\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;scroll-padding-top:4rem;"
    "-webkit-text-size-adjust:100%}\n"
    "body{margin:0 auto;max-width:66rem;padding:0 1rem 4rem}\n"
    "h1,h2,h3,p,li,td,th,dt,label,.who,.margin a,caption{overflow-wrap:"
    "break-word}\n"
    "a{color:var(--link)}\n"
    "h1{font-size:1.8rem;line-height:1.25;margin:1.6rem 0 .6rem}\n"
    "h2{font-size:1.35rem;border-bottom:2px solid;padding-bottom:.2rem;"
    "margin:3rem 0 1rem}h3{font-size:1.1rem;margin:2rem 0 .3rem}\n"
    ".note,figcaption,caption,.who,.asked{color:var(--soft)}\n"
    ".note,figcaption{font-size:.9rem;max-width:46rem}\n"
    ".finding{font-size:1.15rem;margin:1rem 0}\n"
    ".facts{display:flex;flex-wrap:wrap;gap:.6rem;margin:0}\n"
    ".facts div{background:var(--band);border-radius:.4rem;padding:.5rem "
    "1rem;display:flex;flex-direction:column}\n"
    ".facts dd{margin:0;font-size:1.5rem;line-height:1.2;"
    "font-variant-numeric:tabular-nums}.facts dt{color:var(--soft);"
    "font-size:.85rem}\n"
    ".bar{position:sticky;top:0;z-index:1;background:var(--paper);"
    "border-bottom:1px solid var(--rule);padding:.4rem 0;display:flex;"
    "flex-wrap:wrap;gap:.2rem 1.2rem;align-items:baseline}\n"
    "nav{display:flex;flex-wrap:wrap;gap:.1rem .9rem}\n"
    ".bar details{margin-left:auto}.bar summary{cursor:pointer}\n"
    ".bar form{position:absolute;left:0;right:0;top:100%;max-height:70vh;"
    "overflow:auto;background:var(--paper);border:1px solid var(--rule);"
    "padding:.6rem}\n"
    ".bar form p{margin:.6rem 0 0;display:flex;flex-wrap:wrap;gap:.4rem "
    "1rem}\n"
    "fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;"
    "gap:.2rem 1rem}legend{float:left;width:100%;color:var(--soft)}\n"
    ".key{display:inline-block;width:.8em;height:.8em;background:var(--t);"
    "border:2px solid var(--k);border-radius:2px}\n";

static const char figures[] =
    "figure{margin:1.5rem 0}svg{display:block;width:100%;max-width:46rem;"
    "min-width:27rem;height:auto}\n"
    ".lanes{overflow:hidden;max-width:38rem;margin:.3rem 0 .8rem}"
    ".lanes svg{min-width:0}\n"
    ".wide{overflow-x:auto;max-width:100%;margin:1rem 0}\n"
    "table{border-collapse:collapse;border-top:2px solid;border-bottom:2px "
    "solid;font-size:.9rem}\n"
    "caption{text-align:start;padding:.2rem 0}\n"
    "th,td{padding:.25rem .7rem;text-align:start;vertical-align:top}"
    "tbody th{font-weight:normal;min-width:7rem;max-width:22rem;"
    "overflow-wrap:anywhere}\n"
    "thead th{border-bottom:1px solid;vertical-align:bottom}"
    "tfoot th,tfoot td{border-top:1px solid}\n"
    ".n,.people td{text-align:end;font-variant-numeric:tabular-nums}\n"
    "tbody tr:hover{background:var(--band)}\n"
    ".people thead span{writing-mode:vertical-rl;transform:rotate(180deg);"
    "max-height:11rem;max-width:2.6em;overflow:hidden;font-weight:normal}\n"
    ".people td{text-align:center;padding:.25rem .5rem;border-left:1px solid "
    "var(--rule)}.people .y{background:var(--band);font-weight:bold}\n"
    ".tall{max-height:85vh;overflow:auto}.tall thead th{position:sticky;top:0;"
    "background:var(--paper);box-shadow:0 1px}\n"
    ".people tbody th,.people tfoot th{position:sticky;left:0;"
    "background:var(--paper)}\n"
    ".told p{margin:0 0 .2rem}.told td{min-width:16rem}\n"
    ".flow{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;align-items:"
    "flex-start}.flow .wide{margin:.5rem 0;width:auto;max-width:100%}"
    ".flow caption{max-width:22rem}\n"
    ".files td:last-child{font-family:monospace;font-size:.8rem;"
    "overflow-wrap:anywhere;min-width:12rem}\n"
    ".steps code{overflow-wrap:anywhere}.steps .note{overflow-wrap:anywhere}\n"
    ".kwic{width:100%;table-layout:fixed}.kwic th:nth-child(1){width:25%}"
    ".kwic th:nth-child(2){width:21%}.kwic th:nth-child(3){width:23%}"
    ".kwic th:nth-child(4){width:9%}.kwic th:nth-child(5){width:12%}"
    ".kwic th,.kwic td{padding:.25rem .4rem}\n"
    ".kwic caption,.unseen{position:absolute;clip-path:inset(50%);width:1px;"
    "height:1px;overflow:hidden;white-space:nowrap}\n"
    ".kwic th:nth-child(1),.kwic td:nth-child(1){text-align:end}\n"
    ".kwic td:nth-child(n+4){color:var(--soft);font-size:.85rem}\n";

static const char texts[] =
    ".text{margin-bottom:3rem}\n"
    ".asked{margin:1.2rem 0 .2rem;padding-left:7rem;font-size:.85rem;"
    "font-style:italic}\n"
    ".turn{display:grid;grid-template-columns:6.4rem minmax(0,38rem) "
    "minmax(0,1fr);gap:.6rem;padding:.2rem 0}\n"
    ".who{font-size:.8rem;padding-top:.15rem}.who span{opacity:.85}\n"
    ".turn p{margin:0}.turn .lines{white-space:pre-line}"
    ".turn .asks{color:var(--soft)}\n"
    ".margin{font-size:.8rem;line-height:1.35}\n"
    ".margin a{display:block;color:inherit;text-decoration:none;"
    "border-left:3px solid var(--k);padding-left:.4rem;margin-bottom:.15rem}"
    ".margin a:hover{text-decoration:underline}.margin .off{border-left-style:"
    "dashed;color:var(--soft)}\n"
    "mark{color:inherit;background:var(--t);border-bottom:2px solid "
    "var(--k);padding-bottom:1px}\n"
    "mark mark{padding-bottom:4px}mark mark mark{padding-bottom:7px}"
    "mark.off{border-bottom-style:dashed}\n"
    ":target{outline:3px solid var(--link);outline-offset:1px}"
    "h2:target,h3:target{outline:0}\n"
    "body:has(#only:checked) mark.off{background:none;border:0;padding:0}"
    "body:has(#only:checked) :is(tr,a).off{display:none}\n"
    "@supports not selector(:has(a)){.bar details{display:none}}\n";

/* A phone: turns and passages stand as blocks, nothing scrolls sideways. */
static const char narrow[] =
    "@media screen and (max-width:44rem){h1{font-size:1.4rem}"
    ".turn{grid-template-columns:minmax(0,1fr);gap:.1rem}"
    ".asked{padding-left:0}.margin a{display:inline-block;margin-right:.6rem}"
    ".margin{margin-bottom:.5rem}.bar{position:static}"
    ".bar details{margin-left:0}.bar form{position:static}"
    ".kwic thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;"
    "overflow:hidden}"
    ".kwic,.kwic tbody{display:block}"
    ".kwic tr{display:block;padding:.5rem 0;border-bottom:1px solid "
    "var(--rule)}.kwic td,.kwic td:nth-child(1){display:inline;padding:0 "
    ".15rem;text-align:start}.kwic td:nth-child(4)::before{content:\"\\a\";"
    "white-space:pre}.kwic td:nth-child(n+5)::before{content:\"\\b7  "
    "\"}th,td{padding:.25rem .45rem}}\n"
    "@media print{@page{margin:16mm}html{font-size:10pt;color:#000;"
    "background:#fff}body{max-width:none;padding:0}.bar{display:none}"
    "a{color:inherit;text-decoration:none}.wide{overflow:visible}"
    "h2,h3,.asked,caption,thead{break-after:avoid}tr,figure,.lanes{break-"
    "inside:"
    "avoid}thead{display:table-header-group}tfoot{display:table-row-group}"
    "svg{min-width:0;max-width:15cm}"
    ".turn{grid-template-columns:2cm minmax(0,1fr) 3.6cm}"
    ".tall{max-height:none}.people th,.tall thead th{position:static}.people "
    "td{padding:.15rem .3rem}"
    "mark,.key,.y,.facts div,svg{print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}:target{outline:0}}\n";

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

/* What an unticked box hides: tint and line of marks; names and passages. */
static void
put_box(size_t code, buffer *page)
{
    html_words(page, "body:has(#f");
    html_number(page, code);
    html_words(page, ":not(:checked)) mark.c");
    html_number(page, code);
    html_words(page, "{background:none;border:0;padding:0}body:has(#f");
    html_number(page, code);
    html_words(page, ":not(:checked)) .r");
    html_number(page, code);
    html_words(page, "{display:none}\n");
}

void
style_sheet(const coding_report *report, buffer *page)
{
    size_t count = sizeof colours / sizeof *colours;

    html_words(page, screen);
    html_words(page, figures);
    html_words(page, texts);
    for (size_t i = 0; i < count; i++)
        put_colour(i, colours[i][0], colours[i][1], page);
    html_words(page, "\n@media screen and (prefers-color-scheme:dark){");
    for (size_t i = 0; i < count; i++)
        put_colour(i, colours[i][0], colours[i][2], page);
    html_words(page, "}\n");
    for (size_t i = 0; i < report->found.code_count; i++)
        if (report->found.codes[i].shown > 0)
            put_box(i, page);
    html_words(page, narrow);
}
