// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <stop_token>
#include <vector>

namespace wf::store {

// Where a part lies. Every tier can be searched; the later ones are slower.
//   Hot   as written, fully indexed
//   Warm  compressed
//   Cold  archive files (zstd, large frames)
enum class Tier { Hot, Warm, Cold };
[[nodiscard]] QString tierName(Tier tier); // "hot"

// How much of a part belongs to whom. Empty texts: nobody said. Outside text.
struct PartShare {
    QString service;
    QString level; // logs only: "debug" … "critical"
    qint64 bytes = 0;
    friend bool operator==(const PartShare &, const PartShare &) = default;
};

// A sealed piece of a store, moved and deleted as one. What is still being written (append log, head) is no part.
struct StoredPart {
    QString id; // names the same data as long as it is kept: moves do not change it, a rewrite may
    Tier tier = Tier::Hot;
    base::TimeRange range;
    qint64 bytes = 0;              // on the disk
    std::vector<PartShare> shares; // empty: not known; need not add up to bytes
};

// What a damaged file cost.
struct DamagedFile {
    QString path;
    QString problem;
};
struct VerifyReport {
    qint64 files = 0;
    qint64 chunks = 0; // checksums compared
    std::vector<DamagedFile> damaged;
    [[nodiscard]] bool intact() const { return damaged.empty(); }
};

// A store whose parts grow old: series, logs, spans. Thread-safe; calls block on the disk. Errors are Storage, or
// NotFound for an id that is gone. After an error the part is as it was before.
class TieredStore {
public:
    virtual ~TieredStore() = default;
    // "series", "logs", "spans": also the name of its folder in a station's directory.
    [[nodiscard]] virtual QString kind() const = 0;
    // Oldest first.
    [[nodiscard]] virtual base::Result<std::vector<StoredPart>> parts() const = 0;
    // Only to a later tier. Readable all the time. Answers with the part as it is afterwards.
    [[nodiscard]] virtual base::Result<StoredPart> move(const QString &id, Tier to, std::stop_token stop) = 0;
    [[nodiscard]] virtual base::Status remove(const QString &id) = 0;
    // Rewrites the part without what belongs to `share.service` and `share.level` (an empty text: any). Answers with
    // the bytes won; Unsupported when the store cannot tell.
    [[nodiscard]] virtual base::Result<qint64> removeShare(const QString &id, const PartShare &share,
                                                           std::stop_token stop) = 0;
    // A copy that opens like the original, as of one moment, into an empty folder: hard links for what never changes,
    // copies for the rest. Writing goes on meanwhile.
    [[nodiscard]] virtual base::Status snapshot(const QString &folder) = 0;
    // Compares every checksum in such a folder, of a copy or of the store itself.
    [[nodiscard]] virtual VerifyReport verify(const QString &folder, std::stop_token stop) const = 0;
};

} // namespace wf::store
