# SPDX-License-Identifier: GPL-2.0-or-later
# A data file as a C function that returns its bytes (none without a file):
# cmake -DINPUT=FILE -DOUTPUT=FILE.c -DHEADER=... -DFUNCTION=... -P this
set(hex "")
if(INPUT)
    file(READ ${INPUT} hex HEX)
endif()
string(REGEX REPLACE "(..)" "0x\\1, " bytes "${hex}")
string(REGEX REPLACE "((0x.., ){12})" "    \\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT}
"/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Made by the build from a data file. */
#include \"${HEADER}\"

/* The file, and a NUL. */
static const unsigned char bytes[] = {
${bytes}0
};

coding_span
${FUNCTION}(void)
{
    return (coding_span){(const char *)bytes, sizeof bytes - 1};
}
")
