// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/logs/logstore.h"
#include "models/store/retention/tieredstore.h"

#include <memory>

namespace wf::store {

// The log store as retention and backup see it: its blocks are the parts. A share's level is logLevelName(); on the way
// in any word for a level is understood ("critical", "fatal").
class LogTiers final : public TieredStore {
public:
    explicit LogTiers(std::shared_ptr<LogStore> store) : m_store(std::move(store)) {}

    [[nodiscard]] QString kind() const override { return QStringLiteral("logs"); }
    [[nodiscard]] base::Result<std::vector<StoredPart>> parts() const override;
    [[nodiscard]] base::Result<StoredPart> move(const QString &id, Tier to, std::stop_token stop) override;
    [[nodiscard]] base::Status remove(const QString &id) override;
    [[nodiscard]] base::Result<qint64> removeShare(const QString &id, const PartShare &share,
                                                   std::stop_token stop) override;
    [[nodiscard]] base::Status snapshot(const QString &folder) override { return m_store->snapshot(folder); }
    [[nodiscard]] VerifyReport verify(const QString &folder, std::stop_token stop) const override;

private:
    [[nodiscard]] base::Result<StoredPart> part(const QString &id) const;
    std::shared_ptr<LogStore> m_store;
};

// Every block and journal in a folder of a log store, which need not be open.
[[nodiscard]] VerifyReport verifyLogFolder(const QString &folder, std::stop_token stop);

// Who wrote the lines of a stream: service_name, service, app or job; empty when none says.
[[nodiscard]] QString serviceOf(const base::Labels &stream);

} // namespace wf::store
