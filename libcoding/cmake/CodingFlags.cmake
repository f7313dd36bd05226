# SPDX-License-Identifier: GPL-2.0-or-later
# One interface target, coding_flags, carries every compiler flag.
include(CheckPIESupported)
check_pie_supported()
add_library(coding_flags INTERFACE)
target_compile_definitions(coding_flags INTERFACE _POSIX_C_SOURCE=200809L
    _XOPEN_SOURCE=700)
if(NOT CODING_SANITIZE)
    target_compile_definitions(coding_flags INTERFACE
        $<$<CONFIG:Release,RelWithDebInfo>:_FORTIFY_SOURCE=2>)
endif()
target_compile_options(coding_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
    -Wcast-qual -Wcast-align -Wwrite-strings -Wpointer-arith -Wformat=2
    -Wundef -Wvla -Wnull-dereference -Wdouble-promotion -Wfloat-equal
    -Wswitch-enum -Wstrict-prototypes -Wmissing-prototypes
    -Wold-style-definition -Wredundant-decls -Wimplicit-fallthrough
    -fno-common -fstack-protector-strong -ffp-contract=off
    $<$<C_COMPILER_ID:GNU>:-Wlogical-op> $<$<C_COMPILER_ID:GNU>:-Wduplicated-cond>
    $<$<C_COMPILER_ID:GNU>:-Wduplicated-branches>
    $<$<C_COMPILER_ID:GNU>:-Wjump-misses-init>
    $<$<C_COMPILER_ID:GNU>:-Warith-conversion>
    $<$<C_COMPILER_ID:Clang>:-Wmissing-variable-declarations>
    $<$<C_COMPILER_ID:Clang>:-Wcomma> $<$<C_COMPILER_ID:Clang>:-Wassign-enum>
    $<$<C_COMPILER_ID:Clang>:-Wconditional-uninitialized>)
if(CODING_WERROR)
    target_compile_options(coding_flags INTERFACE -Werror)
endif()
if(CODING_SANITIZE)
    target_compile_options(coding_flags INTERFACE
        -fsanitize=${CODING_SANITIZE} -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    target_link_options(coding_flags INTERFACE -fsanitize=${CODING_SANITIZE})
else()
    target_link_options(coding_flags INTERFACE -Wl,-z,relro -Wl,-z,now)
endif()
if(CODING_FUZZ)
    if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "CODING_FUZZ needs clang: -DCMAKE_C_COMPILER=clang")
    endif()
    target_compile_options(coding_flags INTERFACE
        -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer)
    target_link_options(coding_flags INTERFACE -fsanitize=address,undefined)
endif()
