// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace wf::station {

// What people call a program: its file's name; of an interpreter what it runs ("shop" of "java -jar /srv/shop.jar",
// "worker" of "python3 -m worker", "cart" of "node /srv/cart/index.js"). `comm`: its name as the kernel has it, cut at
// 15 characters. At most 64 characters of letters, digits and -_. ; empty when nothing can be said. Pure.
[[nodiscard]] QString programName(const QString &comm, const QStringList &commandLine);

// The name of the program that has this socket open (proc(5)); empty when it is another user's, or gone. Reads the
// disk: looks through all processes, some milliseconds.
[[nodiscard]] QString programOfSocket(const QString &procfs, quint64 inode);

} // namespace wf::station
