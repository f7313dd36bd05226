# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by run and check: installs what is missing on Debian and Ubuntu.
# The packages, by what they are for.
packages_build='gcc g++ make cmake pkg-config libxlsxwriter-dev libpcre2-dev
    zlib1g-dev libexpat1-dev libminizip-dev libutf8proc-dev nettle-dev
    r-mathlib libreadstat-dev libyaml-dev'
packages_test='libcmocka-dev mandoc unzip gzip binutils git'
packages_full='clang clang-format clang-tidy libclang-rt-dev valgrind
    libxml2-utils libreoffice-calc-nogui libreoffice-writer-nogui python3
    python3-openpyxl poppler-utils r-base-core locales chromium'

# Node.js and npm from Debian, unless others are there already.
command -v npm >/dev/null || packages_full="$packages_full nodejs npm"

# install_packages NAME ...: those that dpkg does not know as installed.
install_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "note: this is not Debian or Ubuntu; the README names the packages for dnf and brew"
        return 0
    fi
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null |
            grep -q '^install ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || {
            echo "missing:$missing"
            echo "install them as root: apt-get install -y$missing"
            return 1
        }
        as_root=sudo
        [ -t 0 ] || as_root='sudo -n'
    fi
    echo "+ apt-get install -y$missing"
    log=$(mktemp)
    # shellcheck disable=SC2086
    if ! { $as_root apt-get update -q &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
            --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
        tail -20 "$log"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# build PRESET: configures and builds it quietly; prints the plain command,
# and what went wrong. CMake before 3.25 cannot read the presets file, so the
# options are given plainly.
build() {
    mkdir -p build
    echo "+ cmake -S . -B build/$1 $(preset_options "$1") && cmake --build build/$1"
    # shellcheck disable=SC2046
    if ! cmake -S . -B "build/$1" $(preset_options "$1") >"build/$1.log" 2>&1; then
        cat "build/$1.log"
        return 1
    fi
    if ! cmake --build "build/$1" --parallel "$(nproc 2>/dev/null || echo 2)" >"build/$1.log" 2>&1; then
        grep -E 'error|warning|\*\*\*' "build/$1.log" || tail -40 "build/$1.log"
        return 1
    fi
}

# What the presets of CMakePresets.json set, for CMake before 3.25 too.
preset_options() {
    case $1 in
    release) echo "-DCMAKE_BUILD_TYPE=RelWithDebInfo" ;;
    asan) echo "-DCMAKE_BUILD_TYPE=Debug -DCODING_WERROR=ON -DCODING_SANITIZE=address,undefined" ;;
    clang) echo "-DCMAKE_BUILD_TYPE=Debug -DCODING_WERROR=ON -DCMAKE_C_COMPILER=clang" ;;
    esac
}
