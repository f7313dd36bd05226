# SPDX-License-Identifier: GPL-2.0-or-later
# Installing programs whose plain names others may use too (VS Code's launcher
# is called `code`): a file that is not ours is never overwritten.

# coding_install_tools(NAME ...): the programs tool_NAME as PREFIX + NAME, and
# plain-name links in libexec/coding/bin for people who put that first in PATH.
function(coding_install_tools)
    set(names ${ARGN})
    # The guard runs before anything is written, whatever the component.
    string(REPLACE ";" " " spaced "${names}")
    install(CODE "
        set(bin \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
        foreach(name ${spaced})
            set(file \"\${bin}/${PROGRAM_PREFIX}\${name}\")
            set(ours FALSE)
            if(NOT EXISTS \"\${file}\" AND NOT IS_SYMLINK \"\${file}\")
                continue()
            endif()
            if(NOT IS_SYMLINK \"\${file}\" AND NOT IS_DIRECTORY \"\${file}\")
                file(STRINGS \"\${file}\" found REGEX \"\\\\(coding tools\\\\)\")
                if(found)
                    set(ours TRUE)
                endif()
            endif()
            if(NOT ours)
                message(FATAL_ERROR \"\${file} exists and is not ours; nothing was installed.\\n\"
                    \"  choose another place:  cmake --install BUILD --prefix DIR\\n\"
                    \"  or names with a prefix: cmake -B BUILD -DPROGRAM_PREFIX=cd- && cmake --build BUILD\")
            endif()
        endforeach()
        " ALL_COMPONENTS)
    foreach(name IN LISTS names)
        install(PROGRAMS $<TARGET_FILE:tool_${name}>
                DESTINATION ${CMAKE_INSTALL_BINDIR}
                RENAME ${PROGRAM_PREFIX}${name} COMPONENT tools)
    endforeach()
    if(PROGRAM_PREFIX)
        install(CODE "
            set(dir \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBEXECDIR}/coding/bin\")
            file(MAKE_DIRECTORY \"\${dir}\")
            foreach(name ${spaced})
                file(CREATE_LINK \"../../../${CMAKE_INSTALL_BINDIR}/${PROGRAM_PREFIX}\${name}\"
                     \"\${dir}/\${name}\" SYMBOLIC)
            endforeach()
            " COMPONENT tools)
    endif()
endfunction()

# coding_install_completions(NAME ...): what bash, zsh and fish complete, made
# from --help, which is made from the option tables.
function(coding_install_completions)
    if(CMAKE_CROSSCOMPILING)
        return()
    endif()
    set(folder ${PROJECT_SOURCE_DIR}/libcoding/cmake)
    set(made ${CMAKE_CURRENT_BINARY_DIR}/completions)
    set(all "")
    foreach(name ${ARGN})
        set(command ${PROGRAM_PREFIX}${name})
        set(tools "")
        if(name STREQUAL coding)
            list(REMOVE_ITEM ARGN coding)
            string(REPLACE ";" " " tools "${ARGN}")
        endif()
        set(files ${made}/bash/${command} ${made}/zsh/_${command}
                  ${made}/fish/${command}.fish)
        add_custom_command(OUTPUT ${files}
            COMMAND sh ${folder}/completions.sh $<TARGET_FILE:tool_${name}>
                    ${command} ${made} "${PROGRAM_PREFIX}" "${tools}"
            DEPENDS tool_${name} ${folder}/completions.sh
                    ${folder}/completions.awk VERBATIM)
        list(APPEND all ${files})
        install(FILES ${made}/bash/${command} COMPONENT tools DESTINATION
                ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
        install(FILES ${made}/zsh/_${command} COMPONENT tools DESTINATION
                ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
        install(FILES ${made}/fish/${command}.fish COMPONENT tools DESTINATION
                ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
    endforeach()
    add_custom_target(coding_completions ALL DEPENDS ${all})
endfunction()
