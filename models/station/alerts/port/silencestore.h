// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/sources/ports.h"
#include "models/station/alerts/book/silencebook.h"

#include <QJsonObject>

namespace wf::store {
class Ledger;
}

namespace wf::station {

// Where silences survive. GUI thread; answers come later. A save that was answered survives kill -9 and power loss.
class SilenceStore {
public:
    virtual ~SilenceStore() = default;
    virtual async::Request load(sources::Reply<std::vector<KeptSilence>> reply) = 0;
    virtual async::Request save(const KeptSilence &silence, sources::Reply<base::Done> reply) = 0;
    virtual void remove(const QString &id) = 0; // may fail: it is tried again after the next start
};

// In the ledger, one setting a silence.
class LedgerSilences final : public SilenceStore {
public:
    explicit LedgerSilences(store::Ledger &ledger) : m_ledger(ledger) {}
    async::Request load(sources::Reply<std::vector<KeptSilence>> reply) override;
    async::Request save(const KeptSilence &silence, sources::Reply<base::Done> reply) override;
    void remove(const QString &id) override;

private:
    store::Ledger &m_ledger;
};

[[nodiscard]] QJsonObject toJson(const KeptSilence &kept);
// Nothing when it is no silence.
[[nodiscard]] std::optional<KeptSilence> keptSilenceOf(const QJsonObject &json);

} // namespace wf::station
