# SPDX-License-Identifier: GPL-2.0-or-later
# The outside libraries. A missing required one stops the configure step with
# the one command that installs it on this system.
find_package(PkgConfig QUIET)

set(CODING_APT "build-essential cmake pkg-config libxlsxwriter-dev libpcre2-dev zlib1g-dev libcmocka-dev libexpat1-dev libminizip-dev libutf8proc-dev nettle-dev r-mathlib libreadstat-dev libyaml-dev")
set(CODING_DNF "gcc cmake pkgconf libxlsxwriter-devel pcre2-devel zlib-devel libcmocka-devel expat-devel minizip-compat-devel utf8proc-devel nettle-devel libRmath-devel readstat-devel libyaml-devel")
set(CODING_BREW "cmake pkgconf libxlsxwriter pcre2 cmocka expat minizip utf8proc nettle r readstat libyaml")

function(coding_missing what)
    find_program(CODING_HAS_APT apt-get)
    find_program(CODING_HAS_DNF dnf)
    if(CODING_HAS_APT)
        set(how "sudo apt-get install -y ${CODING_APT}")
    elseif(CODING_HAS_DNF)
        set(how "sudo dnf install ${CODING_DNF}")
    else()
        set(how "brew install ${CODING_BREW}")
    endif()
    message(FATAL_ERROR "missing: ${what}\n  install it with:\n  ${how}")
endfunction()

if(NOT PkgConfig_FOUND)
    coding_missing("pkg-config")
endif()

# coding_library(NAME MODULE): the imported target PkgConfig::NAME, or stop.
function(coding_library name module)
    pkg_check_modules(${name} QUIET IMPORTED_TARGET GLOBAL ${module})
    if(NOT ${name}_FOUND)
        coding_missing("${module}")
    endif()
endfunction()

coding_library(PCRE2 libpcre2-8)
coding_library(ZLIB zlib)
coding_library(XLSXWRITER xlsxwriter)
coding_library(EXPAT expat)
coding_library(MINIZIP minizip)
coding_library(UTF8PROC libutf8proc)
coding_library(NETTLE nettle)
coding_library(RMATH libRmath)

pkg_check_modules(YAML QUIET IMPORTED_TARGET GLOBAL yaml-0.1)
find_library(CODING_READSTAT_LIBRARY readstat)
find_path(CODING_READSTAT_INCLUDE readstat.h)
