/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The matching copy and its map back to the original. See pattern/fold.h. */
#include "pattern/fold.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "pattern/fold_points.h"

enum {
    RUN_BYTES = 256,    /* composed at once */
    CLUSTER_POINTS = 32 /* a letter and its marks; more are another cluster */
};

/* A stretch of the copy. With a width every character has that many bytes and
   stands for one code point from `from` on; without, the whole stretch stands
   for all of from..to. */
typedef struct {
    size_t at, width;
    fold_place from, to;
} segment;

typedef struct {
    buffer text;
    segment *segments;
    size_t count, capacity;
} variant;

struct fold {
    coding_context *context;
    fold_kind kind;
    coding_span *pieces;
    size_t *begins; /* of each piece in variant 0, bytes */
    size_t count, capacity, begin_capacity;
    variant variants[2]; /* line-end hyphens kept, and dropped */
    size_t variants_n;
    size_t *hyphens; /* where variant 1 has dropped one, its bytes */
    size_t hyphen_count, hyphen_capacity;
};

/* White space met and not yet written: in the first piece that has some, and
   in the last one. */
typedef struct {
    bool open;
    fold_place first, first_end, last, last_end;
} blank;

/* One pass over the pieces into one variant. */
typedef struct {
    fold *copy;
    variant *out;
    bool keep_hyphens;
    bool saw_hyphen; /* a word was cut by a line end */
    blank space;
    coding_span text;    /* the piece */
    size_t piece, point; /* the place of text.at[at] */
    size_t at;
    size_t stable_to;   /* up to here NFC changes nothing */
    size_t unstable_to; /* up to here clusters are composed one by one */
    uint32_t before;    /* the last code point that was written */
    coding_status status;
} pass;

coding_status
fold_new(coding_context *context, fold_kind kind, fold **out)
{
    fold *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->kind = kind;
    buffer_init(&made->variants[0].text, context);
    buffer_init(&made->variants[1].text, context);
    *out = made;
    return CODING_OK;
}

void
fold_free(fold *copy)
{
    if (copy == NULL)
        return;
    for (size_t i = 0; i < 2; i++) {
        buffer_free(&copy->variants[i].text);
        base_free(copy->context, copy->variants[i].segments);
    }
    base_free(copy->context, copy->hyphens);
    base_free(copy->context, copy->pieces);
    base_free(copy->context, copy->begins);
    base_free(copy->context, copy);
}

void
fold_reset(fold *copy)
{
    copy->count = 0;
    copy->variants_n = 0;
    copy->hyphen_count = 0;
    for (size_t i = 0; i < 2; i++) {
        buffer_reset(&copy->variants[i].text);
        copy->variants[i].count = 0;
    }
}

coding_status
fold_add(fold *copy, coding_span text)
{
    coding_status status = BASE_GROW(copy->context, &copy->pieces,
                                     &copy->capacity, copy->count + 1);

    if (status == CODING_OK)
        status = BASE_GROW(copy->context, &copy->begins, &copy->begin_capacity,
                           copy->count + 1);
    if (status == CODING_OK)
        copy->pieces[copy->count++] = text;
    return status;
}

static fold_place
place(const pass *walk, size_t points)
{
    return (fold_place){walk->piece, walk->point + points};
}

/* Adds a stretch for the bytes that are about to be appended. */
static void
add_segment(pass *walk, size_t width, fold_place from, fold_place to)
{
    variant *out = walk->out;
    segment *last = out->count > 0 ? &out->segments[out->count - 1] : NULL;

    if (last != NULL && width > 0 && last->width == width &&
        last->to.piece == from.piece && last->to.point == from.point) {
        last->to = to;
        return;
    }
    if (walk->status == CODING_OK)
        walk->status = BASE_GROW(out->text.context, &out->segments,
                                 &out->capacity, out->count + 1);
    if (walk->status == CODING_OK)
        out->segments[out->count++] =
            (segment){out->text.length, width, from, to};
}

/* A run of white space becomes one space when something follows it and
   something stands before it. */
static void
flush_space(pass *walk)
{
    const blank *space = &walk->space;
    bool joins = space->first.piece != space->last.piece;

    if (space->open && walk->out->text.length > 0) {
        /* What begins with the join begins in the later piece, what ends with
           it ends in the earlier one. */
        add_segment(walk, 0, joins ? space->last : space->first,
                    joins ? space->first_end : space->last_end);
        buffer_add_byte(&walk->out->text, ' ');
    }
    walk->space.open = false;
}

static void
add_space(pass *walk, size_t points)
{
    blank *space = &walk->space;

    if (!space->open) {
        *space = (blank){true, place(walk, 0), place(walk, points),
                         place(walk, 0), place(walk, points)};
        return;
    }
    if (space->last.piece != walk->piece)
        space->last = place(walk, 0);
    else if (space->first.piece == walk->piece)
        space->first_end = place(walk, points);
    space->last_end = place(walk, points);
}

/* Writes one folded code point that stands for `points` original ones; exact
   says that it stands for exactly the next one. */
static void
add_point(pass *walk, uint32_t point, size_t points, bool exact)
{
    char bytes[4];
    size_t length = utf8_encode(point, bytes);

    flush_space(walk);
    add_segment(walk, exact ? length : 0, place(walk, 0), place(walk, points));
    buffer_add(&walk->out->text, (coding_span){bytes, length});
    walk->before = point;
}

static coding_span
rest(const pass *walk)
{
    return (coding_span){walk->text.at + walk->at,
                         walk->text.length - walk->at};
}

/* After a hyphen of length bytes: bytes up to the small letter that goes on
   with the word on the next line; 0: no word is cut here. */
static size_t
line_end(const pass *walk, size_t length)
{
    coding_span text = rest(walk);
    size_t at = length, lines = 0;
    uint32_t point = 0;

    if (walk->space.open || !utf8_is_lower(walk->before))
        return 0;
    while (at < text.length) {
        char byte = text.at[at];

        if (byte == '\n')
            lines++;
        else if (byte != ' ' && byte != '\t' && byte != '\r')
            break;
        at++;
    }
    if (lines != 1 || at >= text.length)
        return 0;
    (void)utf8_decode((coding_span){text.at + at, text.length - at}, &point);
    return utf8_is_lower(point) ? at - length : 0;
}

/* Notes where a hyphen is left out. */
static void
drop_hyphen(pass *walk)
{
    fold *copy = walk->copy;

    if (walk->status == CODING_OK)
        walk->status =
            BASE_GROW(copy->context, &copy->hyphens, &copy->hyphen_capacity,
                      copy->hyphen_count + 1);
    if (walk->status == CODING_OK)
        copy->hyphens[copy->hyphen_count++] = walk->out->text.length;
}

static void
advance(pass *walk, size_t bytes)
{
    walk->point += utf8_length((coding_span){walk->text.at + walk->at, bytes});
    walk->at += bytes;
}

/* Folds one code point, the next one of the original, of length bytes. */
static void
fold_one(pass *walk, uint32_t point, size_t length)
{
    bool hyphen = fold_is_hyphen(point);
    uint32_t folded = fold_point(point);
    size_t cut = 0;

    if (hyphen || point == FOLD_SOFT_HYPHEN)
        cut = line_end(walk, length);
    if (hyphen && cut > 0)
        walk->saw_hyphen = true;
    if (folded == ' ')
        add_space(walk, 1);
    else if (cut > 0 && hyphen && !walk->keep_hyphens)
        drop_hyphen(walk);
    else if (folded != 0)
        add_point(walk, folded, 1, true);
    advance(walk, length + cut);
}

/* Conjoining vowels and finals of Hangul compose like marks. */
static bool
joins_before(uint32_t point)
{
    return (point >= 0x300 && utf8_is_mark(point)) ||
           (point >= 0x1161 && point <= 0x11FF);
}

/* Bytes of the character and the marks that belong to it. */
static size_t
cluster(coding_span text)
{
    size_t points = 1;
    uint32_t point = 0;
    size_t at = utf8_decode(text, &point);

    while (at < text.length && (unsigned char)text.at[at] >= 0x80 &&
           points < CLUSTER_POINTS) {
        size_t length =
            utf8_decode((coding_span){text.at + at, text.length - at}, &point);

        if (!joins_before(point))
            break;
        at += length;
        points++;
    }
    return at;
}

/* Letters below U+0300 and general punctuation are NFC as they stand. */
static bool
is_settled(uint32_t point)
{
    return point < 0x300 || (point >= 0x2002 && point < 0x2070);
}

/* Finds out whether NFC leaves the run of clusters from here on alone. */
static void
look_ahead(pass *walk)
{
    coding_span text = rest(walk);
    size_t end = 0;
    buffer composed;

    while (end < text.length && end < RUN_BYTES &&
           (end == 0 || (unsigned char)text.at[end] >= 0x80))
        end += cluster((coding_span){text.at + end, text.length - end});
    text.length = end;
    buffer_init(&composed, walk->out->text.context);
    utf8_compose(text, &composed);
    if (walk->status == CODING_OK)
        walk->status = buffer_status(&composed);
    if (coding_span_equal(buffer_span(&composed), text))
        walk->stable_to = walk->at + end;
    else
        walk->unstable_to = walk->at + end;
    buffer_free(&composed);
}

static void
fold_cluster(pass *walk, size_t length)
{
    coding_span text = {walk->text.at + walk->at, length};
    size_t points = utf8_length(text);
    coding_span whole;
    buffer composed;

    buffer_init(&composed, walk->out->text.context);
    utf8_compose(text, &composed);
    if (walk->status == CODING_OK)
        walk->status = buffer_status(&composed);
    whole = buffer_span(&composed);
    for (size_t i = 0; i < whole.length;) {
        uint32_t point = 0;
        uint32_t folded;

        i += utf8_decode((coding_span){whole.at + i, whole.length - i}, &point);
        folded = fold_point(point);
        if (folded == ' ')
            add_space(walk, points);
        else if (folded != 0)
            add_point(walk, folded, points, false);
    }
    buffer_free(&composed);
    advance(walk, length);
}

static void
fold_next(pass *walk)
{
    coding_span text = rest(walk);
    size_t length, gap = 0, whole;
    uint32_t point = 0;

    if (text.at[0] == '[' || text.at[0] == '(')
        gap = fold_gap(text);
    if (gap > 0) {
        add_space(walk, utf8_length((coding_span){text.at, gap}));
        advance(walk, gap);
        return;
    }
    length = utf8_decode(text, &point);
    whole = length;
    if (walk->at >= walk->stable_to && walk->at >= walk->unstable_to) {
        if (text.length > length && (unsigned char)text.at[length] >= 0x80)
            whole = cluster(text);
        if (whole > length || !is_settled(point))
            look_ahead(walk);
    }
    if (walk->at < walk->unstable_to)
        fold_cluster(walk, cluster(text));
    else
        fold_one(walk, point, length);
}

/* A piece of plain letters, the common case, goes in long runs. */
static size_t
plain_run(coding_span text)
{
    size_t at = 0;

    while (at < text.length) {
        char byte = text.at[at];

        if ((byte < 'a' || byte > 'z') && (byte < 'A' || byte > 'Z') &&
            byte != ',' && byte != '.')
            break;
        at++;
    }
    /* A mark may belong to the last one. */
    if (at < text.length && (unsigned char)text.at[at] >= 0x80 && at > 0)
        at--;
    return at;
}

static void
fold_piece(pass *walk)
{
    while (walk->at < walk->text.length && walk->status == CODING_OK) {
        size_t plain = plain_run(rest(walk));

        if (plain > 0) {
            flush_space(walk);
            add_segment(walk, 1, place(walk, 0), place(walk, plain));
            buffer_add(&walk->out->text,
                       (coding_span){walk->text.at + walk->at, plain});
            walk->at += plain;
            walk->point += plain;
            walk->before = (unsigned char)walk->text.at[walk->at - 1];
        } else {
            fold_next(walk);
        }
    }
}

/* Exact: every character of the piece as it stands. */
static void
copy_piece(pass *walk)
{
    while (walk->at < walk->text.length && walk->status == CODING_OK) {
        uint32_t point = 0;
        size_t length = utf8_decode(rest(walk), &point);

        add_point(walk, point, 1, true);
        walk->at += length;
        walk->point++;
    }
}

static coding_status
make(fold *copy, size_t number, bool *saw_hyphen)
{
    pass walk = {.copy = copy,
                 .out = &copy->variants[number],
                 .keep_hyphens = number == 0};

    for (size_t i = 0; i < copy->count && walk.status == CODING_OK; i++) {
        walk.text = copy->pieces[i];
        walk.piece = i;
        walk.point = 0;
        walk.at = 0;
        walk.stable_to = 0;
        walk.unstable_to = 0;
        if (number == 0)
            copy->begins[i] = walk.out->text.length;
        if (i > 0) /* the join: nothing of the next piece */
            add_space(&walk, 0);
        if (copy->kind == FOLD_EXACT)
            copy_piece(&walk);
        else
            fold_piece(&walk);
        if (!walk.space.open && i + 1 < copy->count)
            add_space(&walk, 0);
    }
    *saw_hyphen = walk.saw_hyphen;
    if (walk.status == CODING_OK)
        walk.status = buffer_status(&walk.out->text);
    return walk.status;
}

coding_status
fold_finish(fold *copy)
{
    bool saw_hyphen = false;
    coding_status status = make(copy, 0, &saw_hyphen);

    copy->variants_n = 1;
    if (status == CODING_OK && saw_hyphen) {
        status = make(copy, 1, &saw_hyphen);
        copy->variants_n = 2;
    }
    return status;
}

size_t
fold_variants(const fold *copy)
{
    return copy->variants_n;
}

coding_span
fold_text(const fold *copy, size_t variant_number)
{
    return buffer_span(&copy->variants[variant_number].text);
}

size_t
fold_piece_at(const fold *copy, size_t piece)
{
    return copy->begins[piece];
}

/* How many of the places in the sorted list lie before a byte. */
static size_t
count_before(const size_t *places, size_t count, size_t byte)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (places[middle] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t
fold_first(const fold *copy, size_t variant_number, size_t start)
{
    if (variant_number == 0)
        return start;
    return start + count_before(copy->hyphens, copy->hyphen_count, start + 1);
}

size_t
fold_past(const fold *copy, size_t variant_number, size_t end)
{
    if (variant_number == 0)
        return end;
    return end + count_before(copy->hyphens, copy->hyphen_count, end);
}

/* The stretch that byte stands in. */
static const segment *
find(const variant *in, size_t byte)
{
    size_t low = 0, high = in->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (in->segments[middle].at <= byte)
            low = middle;
        else
            high = middle;
    }
    return &in->segments[low];
}

fold_range
fold_origin(const fold *copy, size_t variant_number, size_t start, size_t end)
{
    const variant *in = &copy->variants[variant_number];
    const segment *first = find(in, start);
    const segment *last = find(in, end - 1);
    fold_range range = {first->from, last->to};

    if (first->width > 0)
        range.start.point += (start - first->at) / first->width;
    if (last->width > 0)
        range.end.point =
            last->from.point + (end - 1 - last->at) / last->width + 1;
    /* Nothing but the join of two pieces: what lies between them. */
    if (range.end.piece < range.start.piece)
        range = (fold_range){range.end, range.start};
    return range;
}
