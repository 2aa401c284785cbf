# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What an installed Watchfloor consists of, and the .deb made of it (./dev package).
include(GNUInstallDirs)
if(NOT TARGET watchfloor)
  return()
endif()

set(wf_linux "${CMAKE_SOURCE_DIR}/packaging/linux")
install(TARGETS watchfloor RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES "${wf_linux}/org.watchfloor.Watchfloor.desktop" DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES "${wf_linux}/org.watchfloor.Watchfloor.metainfo.xml" DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES "${CMAKE_SOURCE_DIR}/resources/icons/app.svg" RENAME watchfloor.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES "${CMAKE_SOURCE_DIR}/resources/icons/app-256.png" RENAME watchfloor.png
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/256x256/apps)
install(FILES "${CMAKE_SOURCE_DIR}/packaging/deb/copyright" DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/watchfloor)

# Debian wants manual pages and changelogs compressed; without a time stamp, so that a build can be repeated.
find_program(WF_GZIP gzip)
function(wf_install_compressed file name place)
  if(WF_GZIP)
    install(CODE "execute_process(COMMAND \"${WF_GZIP}\" -9nc \"${CMAKE_SOURCE_DIR}/${file}\"
                  OUTPUT_FILE \"${CMAKE_BINARY_DIR}/${name}.gz\" COMMAND_ERROR_IS_FATAL ANY)")
    install(FILES "${CMAKE_BINARY_DIR}/${name}.gz" DESTINATION "${place}")
  endif()
endfunction()
wf_install_compressed(packaging/linux/watchfloor.1 watchfloor.1 ${CMAKE_INSTALL_MANDIR}/man1)
wf_install_compressed(CHANGELOG.md changelog ${CMAKE_INSTALL_DATADIR}/doc/watchfloor)

set(CPACK_PACKAGE_NAME watchfloor)
set(CPACK_PACKAGE_VENDOR "The Watchfloor authors")
set(CPACK_PACKAGE_CONTACT "The Watchfloor authors <watchfloor@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "operations console on Prometheus, Alertmanager, Loki and Jaeger")
set(CPACK_PACKAGE_DESCRIPTION "Watchfloor ties what the servers say into one thread: this alert, that deploy, those log
lines, this trace, that error budget. It needs no server of its own; everything it
computes, it computes on the operator's machine.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Plugins that no library dependency names: the database driver and the icons.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, libqt6svg6")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, gnome-keyring | kwalletmanager | keepassxc")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "prometheus, prometheus-alertmanager")
include(CPack)
