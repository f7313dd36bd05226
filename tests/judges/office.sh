#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# office.sh FILE FORMAT FOLDER: converts FILE with headless LibreOffice, every
# formula computed again whatever is stored.
set -eu
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
mkdir -p "$profile/user" "$3"
cat >"$profile/user/registrymodifications.xcu" <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
X
HOME=$profile soffice -env:UserInstallation="file://$profile" --headless \
    --convert-to "$2" --outdir "$3" "$1" >/dev/null 2>&1
[ -s "$3/$(basename "${1%.*}").${2%%:*}" ]
