# Helpers that keep the per-folder CMake files to a line or two.

add_library(iamsim_options INTERFACE)
target_include_directories(iamsim_options INTERFACE
  ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/policy_engine/include)
target_compile_options(iamsim_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror
  # Designated initializers leave the rest at its defaults on purpose.
  -Wno-missing-field-initializers
  # False alarms of g++ 12: inside std::optional, std::variant and the date library; of string +.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict>)
if(IAMSIM_SANITIZE)
  target_compile_options(iamsim_options INTERFACE
    -fsanitize=${IAMSIM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(iamsim_options INTERFACE -fsanitize=${IAMSIM_SANITIZE})
endif()
if(IAMSIM_FUZZ)
  target_compile_options(iamsim_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(iamsim_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# iamsim_module(FOLDER [DEPENDS...]): the sources of one folder (not of those below it) as the
# static library FOLDER with slashes made underscores.
function(iamsim_module folder)
  string(REPLACE "/" "_" target ${folder})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cc
    ${CMAKE_SOURCE_DIR}/${folder}/*.h)
  add_library(${target} STATIC ${sources})
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(${target} PUBLIC iamsim_options ${ARGN})
endfunction()

# iamsim_embed(TARGET SYMBOL FILE): FILE's bytes as `extern const unsigned char SYMBOL[]` up to
# SYMBOL_end, read-only and paged in on use.
function(iamsim_embed target symbol file)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.S)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"    .section .rodata
    .global @symbol@
    .global @symbol@_end
    .balign 16
@symbol@:
    .incbin \"@file@\"
@symbol@_end:
    .byte 0
    .section .note.GNU-stack,\"\",%progbits
")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${file})
  target_sources(${target} PRIVATE ${source})
endfunction()
