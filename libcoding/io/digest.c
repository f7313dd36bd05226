/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 (FIPS 180-4). libmd keeps state, padding and what is left of a
   block; whole blocks go through the SHA extensions of x86-64 where they are
   there, seven times as fast. See io/digest.h. */
#include "io/digest.h"

#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define DIGEST_X86 1
#include <cpuid.h>
#include <immintrin.h>
#else
#define DIGEST_X86 0
#endif

#if DIGEST_X86

/* FIPS 180-4, 4.2.2. */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#define SHA_TARGET __attribute__((target("sha,sse4.1")))

static bool
has_instructions(void)
{
    const unsigned sse41 = 1U << 19, sha = 1U << 29;
    unsigned a, b, c, d;

    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & sse41) == 0)
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

/* The state as the instructions want it: {a, b, e, f} and {c, d, g, h}, high
   to low. */
typedef struct {
    __m128i abef, cdgh;
} halves;

/* Four rounds, from the nth constant on. */
static inline SHA_TARGET void
four_rounds(halves *now, __m128i words, size_t n)
{
    __m128i sum = _mm_add_epi32(
        words, _mm_loadu_si128((const __m128i *)(const void *)&constants[n]));

    now->cdgh = _mm_sha256rnds2_epu32(now->cdgh, now->abef, sum);
    now->abef = _mm_sha256rnds2_epu32(now->abef, now->cdgh,
                                      _mm_shuffle_epi32(sum, 0x0E));
}

/* The four words of the schedule behind sixteen of them. */
static inline SHA_TARGET __m128i
next_words(const __m128i *w)
{
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w[0], w[1]),
                                _mm_alignr_epi8(w[3], w[2], 4));

    return _mm_sha256msg2_epu32(sum, w[3]);
}

static inline SHA_TARGET void
one_block(halves *state, const unsigned char *at)
{
    const __m128i swap = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
    halves now = *state;
    __m128i w[4];

    for (size_t i = 0; i < 4; i++) {
        w[i] = _mm_shuffle_epi8(
            _mm_loadu_si128((const __m128i *)(const void *)(at + 16 * i)),
            swap);
        four_rounds(&now, w[i], 4 * i);
    }
    for (size_t i = 4; i < 16; i++) {
        __m128i fresh = next_words(w);

        w[0] = w[1];
        w[1] = w[2];
        w[2] = w[3];
        w[3] = fresh;
        four_rounds(&now, fresh, 4 * i);
    }
    state->abef = _mm_add_epi32(state->abef, now.abef);
    state->cdgh = _mm_add_epi32(state->cdgh, now.cdgh);
}

static SHA_TARGET void
add_blocks(uint32_t *state, const unsigned char *at, size_t count)
{
    __m128i *const low = (__m128i *)(void *)state;
    __m128i *const high = (__m128i *)(void *)(state + 4);
    __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128(low), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(high), 0x1B);
    halves now = {_mm_alignr_epi8(badc, hgfe, 8),
                  _mm_blend_epi16(hgfe, badc, 0xF0)};

    for (size_t i = 0; i < count; i++)
        one_block(&now, at + 64 * i);
    badc = _mm_shuffle_epi32(now.abef, 0x1B);
    hgfe = _mm_shuffle_epi32(now.cdgh, 0xB1);
    _mm_storeu_si128(low, _mm_blend_epi16(badc, hgfe, 0xF0));
    _mm_storeu_si128(high, _mm_alignr_epi8(hgfe, badc, 8));
}

#else

static bool
has_instructions(void)
{
    return false;
}

static void
add_blocks(uint32_t *state, const unsigned char *at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        SHA256Transform(state, at + 64 * i);
}

#endif

void
digest_begin(digest *of, bool plain)
{
    SHA256Init(&of->sha);
    of->plain = plain || !has_instructions();
}

void
digest_add(digest *of, coding_span bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t left = bytes.length;
    size_t begun = (size_t)(of->sha.bitcount[0] >> 3) % 64;

    if (of->plain || begun + left < 64) {
        if (left > 0)
            SHA256Update(&of->sha, at, left);
        return;
    }
    if (begun > 0) {
        SHA256Update(&of->sha, at, 64 - begun);
        at += 64 - begun;
        left -= 64 - begun;
    }
    add_blocks(of->sha.state.st32, at, left / 64);
    of->sha.bitcount[0] += (uint64_t)(left / 64) * 512;
    if (left % 64 > 0)
        SHA256Update(&of->sha, at + left / 64 * 64, left % 64);
}

void
digest_end(const digest *of, char hex[DIGEST_HEX_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[SHA256_DIGEST_LENGTH];
    SHA2_CTX sha = of->sha;

    SHA256Final(bytes, &sha);
    for (size_t i = 0; i < sizeof bytes; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[DIGEST_HEX_BYTES - 1] = '\0';
}
