// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <vector>

// Zip files (PKWARE's APPNOTE 6.3) in memory, on libzip. Pure, any thread.
namespace wf::wire::zip {

struct Part {
    QString name; // "logs/0001.bin"
    std::string bytes;
};

// The same parts at the same moment give the same bytes. Errors: Storage (no memory).
[[nodiscard]] base::Result<QByteArray> write(const std::vector<Part> &parts, qint64 modifiedNs);

// What a file may hold at most. Bytes are counted as they are unpacked, whatever the file says about itself.
struct Bounds {
    std::size_t parts = 1000;
    qint64 bytes = qint64(256) << 20; // of all parts, unpacked
};
// All parts in the order of the file; folders are left out. Errors: NotUnderstood (no zip file, cut off, checksums that
// do not hold, encrypted), TooLarge (which bound).
[[nodiscard]] base::Result<std::vector<Part>> read(QByteArrayView file, const Bounds &bounds = {});

} // namespace wf::wire::zip
