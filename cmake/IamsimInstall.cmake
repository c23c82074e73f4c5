# What an installation consists of: the program, its manual page, the library of scenarios, and
# completion for the shells.

include(GNUInstallDirs)

install(TARGETS iamsim RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_SOURCE_DIR}/docs/man/iamsim.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/scenarios
  DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/iamsim)

foreach(completion
    bash:bash-completion/completions/iamsim zsh:zsh/site-functions/_iamsim
    fish:fish/vendor_completions.d/iamsim.fish)
  string(REGEX MATCH "^([a-z]+):(.*)/([^/]+)$" matched ${completion})
  set(script ${CMAKE_BINARY_DIR}/completion/${CMAKE_MATCH_3})
  add_custom_command(OUTPUT ${script}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/completion
    COMMAND iamsim completion ${CMAKE_MATCH_1} > ${script}
    DEPENDS iamsim VERBATIM)
  list(APPEND completion_scripts ${script})
  install(FILES ${script} DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/${CMAKE_MATCH_2})
endforeach()
add_custom_target(completion_scripts ALL DEPENDS ${completion_scripts})
