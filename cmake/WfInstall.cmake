# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What an installed Watchfloor consists of; packaging/ builds on it.
include(GNUInstallDirs)
if(TARGET watchfloor)
  install(TARGETS watchfloor RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
