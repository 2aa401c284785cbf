# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# wf_bench(bench_name [GUI] [SOURCES extra.cpp] [LINK …]): a measuring program beside its CMakeLists.txt. It prints one
# JSON object a line: {"name","value","unit","peer","peer_value","ratio"}. Other builds than optimised ones make it only
# when asked: their figures do not count.
if(WF_BUILD_TESTS AND NOT TARGET benches)
  add_custom_target(benches)
endif()

function(wf_bench name)
  if(NOT WF_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "GUI" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} "${name}.cpp" ${ARG_SOURCES})
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Release")
    set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
  add_dependencies(benches ${name})
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE Qt6::Core Threads::Threads ${ARG_LINK})
  if(ARG_GUI)
    target_link_libraries(${name} PRIVATE Qt6::Widgets)
  endif()
endfunction()
