// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/retention/tieredstore.h"

#include <utility>
#include <vector>

namespace wf::store {

// What stores with tiers and backups share about folders.

// The folder of a store: its parts in blocks/, warm/ and cold/, what is newest in log/. A part's file keeps its name in
// every tier but for what follows the first dot: "202611280000-00000042.block".
class TierFolders {
public:
    explicit TierFolders(QString directory) : m_directory(std::move(directory)) {}

    [[nodiscard]] base::Status make() const;
    [[nodiscard]] QString log() const { return m_directory + QStringLiteral("/log"); }
    [[nodiscard]] QString of(Tier tier) const;
    // For a hot part that begins then.
    [[nodiscard]] QString newPath(qint64 startMs, qint64 number, QLatin1String suffix) const;
    // The parts of a tier, by name; what a write that was killed has left is deleted.
    [[nodiscard]] QStringList parts(Tier tier, const QStringList &patterns) const;
    // Parts of this shape and the first bytes of log files also here, where a folder of the same shape is made.
    using Beginning = std::pair<QString, qint64>; // of a file that may go on growing
    [[nodiscard]] base::Status take(const QStringList &parts, const std::vector<Beginning> &files) const;

private:
    QString m_directory;
};
[[nodiscard]] QString partId(const QString &path);    // "202611280000-00000042"
[[nodiscard]] qint64 partNumber(const QString &path); // 42
[[nodiscard]] Tier tierOf(const QString &path);
[[nodiscard]] base::Error noSuchPart(const QString &id);
[[nodiscard]] base::Error isThereAlready(const QString &id, Tier tier); // where it should be moved to

// A second name for a file that never changes; a copy where the file system has no links.
[[nodiscard]] base::Status linkOrCopy(const QString &from, const QString &to);
// The first bytes of a file that may go on growing, to the disk.
[[nodiscard]] base::Status copyBytes(const QString &from, const QString &to, qint64 bytes);

} // namespace wf::store
