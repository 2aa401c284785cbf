// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/objectives/corrections/correction.h"

#include <QObject>

#include <functional>
#include <memory>

namespace wf::store {
class Ledger;
struct AuditRecord;
} // namespace wf::store

namespace wf::engine {

// Corrections that operators made, kept as records of the audit trail and nowhere else: adding and revoking append,
// nothing is changed or taken away. GUI thread.
class CorrectionBook final : public QObject {
    Q_OBJECT
public:
    explicit CorrectionBook(store::Ledger &ledger, const base::Clock &clock, QObject *parent = nullptr);
    ~CorrectionBook() override;

    using Corrections = std::shared_ptr<const std::vector<Correction>>;
    // Oldest first, revoked ones too; as last read.
    [[nodiscard]] const Corrections &corrections() const { return m_corrections; }
    // Reads the ledger; changed() follows when something is new.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    // Answers once the ledger has it on disk. Errors: Storage.
    void add(Correction correction, const QString &actor, std::function<void(base::Result<Correction>)> reply);
    // NotFound, or Invalid when it is revoked already or no reason is given.
    void revoke(const QString &id, const QString &why, const QString &actor, std::function<void(base::Status)> reply);

Q_SIGNALS:
    void changed();

private:
    void publish(std::vector<Correction> corrections);

    store::Ledger &m_ledger;
    const base::Clock &m_clock;
    Corrections m_corrections;
    std::optional<base::Error> m_error;
    async::Request m_reading;
    std::vector<async::Request> m_writes;
    bool m_isLoaded = false;
};

// What the records of the trail come to, in their order; others than those of corrections are passed over. Pure.
[[nodiscard]] std::vector<Correction> correctionsIn(const std::vector<store::AuditRecord> &trail);

} // namespace wf::engine
