// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::store {

// A file that only holds room on the disk. On a full disk SQLite cannot even delete; giving the reserve up lets the
// ledger go on writing until there is room again (reliability.md 4).
class Ballast {
public:
    Ballast(QString path, qint64 bytes) : m_path(std::move(path)), m_bytes(bytes) {}

    // Makes it when it is missing and there is room for it and as much again. True when it is there.
    bool ensure() const;
    // True when there was something to give up.
    bool release() const;
    [[nodiscard]] bool exists() const;

private:
    QString m_path;
    qint64 m_bytes;
};

} // namespace wf::store
