# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# wf_fuzz(NAME LINK wf_models_wire …): a libFuzzer program fuzz_NAME from tests/fuzz/fuzz_NAME.cpp, which defines
# LLVMFuzzerTestOneInput. Built by the fuzz preset only; ./dev fuzz runs them. Seeds: tests/fuzz/seeds/NAME/.

option(WF_FUZZ "Build the fuzz targets (set by the fuzz preset, which also sets the sanitizers)" OFF)
if(WF_FUZZ)
  add_custom_target(fuzz_targets)
endif()

function(wf_fuzz name)
  if(NOT WF_FUZZ)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_executable(fuzz_${name} "${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_${name}.cpp")
  target_include_directories(fuzz_${name} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(fuzz_${name} PRIVATE ${ARG_LINK})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzz_targets fuzz_${name})
endfunction()
