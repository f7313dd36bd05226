#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The layout of the C files is clang-format 14's.
set -u
cd "${CODING_SOURCE:-.}"
for tool in clang-format-14 clang-format; do
    command -v $tool >/dev/null && break
    tool=
done
case $([ -n "$tool" ] && $tool --version) in
*'version 14'*) ;;
*) echo "skipped: clang-format 14 is not there"; exit 77 ;;
esac
$tool --dry-run -Werror $(find libcoding include tools tests -name '*.[ch]')
