# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler, linker and cache settings that hold for every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set_property(GLOBAL PROPERTY AUTOGEN_TARGETS_FOLDER autogen)

option(WF_WERROR "Treat warnings as errors (set by the presets)" OFF)
option(WF_BUILD_TESTS "Build the tests" ON)
set(WF_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
option(WF_COVERAGE "Instrument for coverage" OFF)
option(WF_TIDY "Run clang-tidy while compiling" OFF)

add_compile_definitions(
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
  QT_USE_QSTRINGBUILDER QT_NO_NARROWING_CONVERSIONS_IN_CONNECT WF_VERSION="${PROJECT_VERSION}" _GLIBCXX_ASSERTIONS)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
                    -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports std::stop_source's constructor as reading itself.
  add_compile_options(-Wno-maybe-uninitialized)
endif()
if(WF_WERROR)
  add_compile_options(-Werror)
endif()
# -pthread everywhere: the shared precompiled headers need equal flags in all rooms.
add_compile_options(-pthread -Wno-error=invalid-pch -fvisibility-inlines-hidden -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

if(WF_SANITIZE)
  add_compile_options(-fsanitize=${WF_SANITIZE} -fno-omit-frame-pointer)
  if(WF_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined) # a finding fails its test, not only prints a line
  endif()
  add_link_options(-fsanitize=${WF_SANITIZE})
endif()
if(WF_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
if(WF_TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy-16 --quiet)
endif()

find_program(WF_MOLD mold)
if(WF_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()

find_program(WF_CCACHE ccache)
if(WF_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers need the relaxed checks; the base folder makes hits shared between checkouts.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 "${WF_CCACHE}")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  endif()
endif()
