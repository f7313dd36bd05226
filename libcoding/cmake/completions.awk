# SPDX-License-Identifier: GPL-2.0-or-later
# The --help of a tool, which is made from its option table, as completions.
# usage: TOOL --help | awk -v shell=bash|zsh|fish -v command=NAME -f this
#        coding --help | awk ... -v tools='NAME ...' -v prefix=PREFIX -f this
function quoted(text) { gsub(/'/, "'\\''", text); return "'" text "'" }
function is_choice(text) { return text ~ /^[a-z0-9-]+(\|[a-z0-9-]+)+$/ }
function is_file(text) { return text ~ /FILE|FOLDER|DIR/ }
function words(text) { gsub(/\|/, " ", text); return text }

{ match($0, /^ */); indent = RLENGTH } # no {n}: not every awk has it
indent >= 2 && indent < 20 && /^ *-/ {
    option = $0
    sub(/^ +/, "", option)
    text = ""
    if (match(option, /  +/)) {
        text = substr(option, RSTART + RLENGTH)
        option = substr(option, 1, RSTART - 1)
    }
    n++
    letter[n] = ""
    if (match(option, /^-[A-Za-z], /)) {
        letter[n] = substr(option, 2, 1)
        option = substr(option, 5)
    }
    sub(/^--/, "", option)
    argument[n] = ""
    if (match(option, / /)) {
        argument[n] = substr(option, RSTART + 1)
        option = substr(option, 1, RSTART - 1)
    }
    name[n] = option
    help[n] = text
    next
}
indent == 26 && n > 0 { # the sentence goes on
    sub(/^ +/, "")
    help[n] = help[n] (help[n] == "" ? "" : " ") $0
}
/^tables: / { tables = substr($0, 9) }

END {
    for (i = 1; i <= n; i++)
        if (name[i] == "table" && tables != "") {
            argument[i] = tables
            gsub(/ /, "|", argument[i])
        }
    if (shell == "bash") bash()
    else if (shell == "zsh") zsh()
    else fish()
}

function bash(    i, all, id) {
    id = command
    gsub(/[^A-Za-z0-9_]/, "_", id)
    print "# bash completion of " command "(1); made by the build (coding tools)"
    print "_coding_tools_" id "()"
    print "{"
    print "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}"
    print "    if [[ $cur == = ]]; then"
    print "        cur="
    print "    elif [[ $prev == = ]]; then"
    print "        prev=${COMP_WORDS[COMP_CWORD - 2]}"
    print "    fi"
    if (tools != "") {
        print "    if ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then"
        print "        COMPREPLY=($(compgen -W " quoted(tools " new doctor") " -- \"$cur\"))"
        print "        return"
        print "    fi"
        print "    if ((COMP_CWORD > 1)) && [[ \" " tools " \" == *\" ${COMP_WORDS[1]} \"* ]]; then"
        print "        local tool=" prefix "${COMP_WORDS[1]}"
        print "        local id=_coding_tools_${tool//[^A-Za-z0-9_]/_}"
        print "        declare -F \"$id\" >/dev/null || . \"${BASH_SOURCE[0]%/*}/$tool\""
        print "        \"$id\""
        print "        return"
        print "    fi"
    }
    print "    case $prev in"
    for (i = 1; i <= n; i++) {
        all = all (i > 1 ? " " : "") "--" name[i]
        if (is_choice(argument[i]))
            print "    --" name[i] (letter[i] != "" ? " | -" letter[i] : "") ")\n" \
                "        COMPREPLY=($(compgen -W " quoted(words(argument[i])) " -- \"$cur\"))\n" \
                "        return\n        ;;"
    }
    print "    esac"
    print "    if [[ $cur == -* ]]; then"
    print "        COMPREPLY=($(compgen -W " quoted(all) " -- \"$cur\"))"
    print "    fi"
    print "}"
    print "complete -o bashdefault -o default -F _coding_tools_" id " " command
}

function zsh_text(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/\[/, "\\[", text)
    gsub(/\]/, "\\]", text)
    gsub(/:/, "\\:", text)
    return text
}
function zsh(    i, value, spec) {
    print "#compdef " command
    print "# zsh completion of " command "(1); made by the build (coding tools)"
    if (tools != "") {
        print "if ((CURRENT == 2)); then"
        print "    compadd " tools " new doctor"
        print "    return"
        print "fi"
        print "if [[ \" " tools " \" == *\" $words[2] \"* ]]; then"
        print "    shift words"
        print "    ((CURRENT--))"
        print "    _" prefix "$words[1]"
        print "    return"
        print "fi"
    }
    print "_arguments -s -S \\"
    for (i = 1; i <= n; i++) {
        value = ""
        if (is_choice(argument[i]))
            value = ":" name[i] ":(" words(argument[i]) ")"
        else if (argument[i] != "")
            value = ":" zsh_text(argument[i]) ":" (is_file(argument[i]) ? "_files" : " ")
        spec = "[" zsh_text(help[i]) "]" value
        print "    " quoted("*--" name[i] (value != "" ? "=" : "") spec) " \\"
        if (letter[i] != "")
            print "    " quoted("*-" letter[i] (value != "" ? "+" : "") spec) " \\"
    }
    print "    '*:file:_files'"
}

function fish(    i, condition) {
    print "# fish completion of " command "(1); made by the build (coding tools)"
    if (tools != "")
        print "complete -c " command " -n __fish_use_subcommand -f -a " \
            quoted(tools " new doctor")
    for (i = 1; i <= n; i++)
        print "complete -c " command (letter[i] != "" ? " -s " letter[i] : "") \
            " -l " name[i] \
            (is_choice(argument[i]) ? " -x -a " quoted(words(argument[i])) : \
             is_file(argument[i]) ? " -r -F" : \
             argument[i] != "" ? " -x" : "") " -d " quoted(help[i])
}
