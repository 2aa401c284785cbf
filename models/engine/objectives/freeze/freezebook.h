// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"
#include "models/engine/objectives/compute/freezeadvice.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace wf::store {
class Ledger;
struct AuditRecord;
} // namespace wf::store

namespace wf::engine {

// What somebody decided about changes, whatever the advice was.
struct FreezeDecision {
    enum class Kind { Freeze, Lift, Later };
    Kind kind = Kind::Freeze;
    QString objective; // id
    QString service;
    QString why;
    double left = 0;    // of the budget then; NaN when it was not known
    qint64 untilNs = 0; // of Later: not asked again before; 0: until it is lifted
    QString by;
    qint64 timeNs = 0;
};
[[nodiscard]] QString freezeKindName(FreezeDecision::Kind kind); // "freeze", "lift", "later"

// Decisions about changes, kept as records of the audit trail and nowhere else. GUI thread.
class FreezeBook final : public QObject {
    Q_OBJECT
public:
    explicit FreezeBook(store::Ledger &ledger, QObject *parent = nullptr);
    ~FreezeBook() override;

    void load();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    // Oldest first; as last read.
    [[nodiscard]] const std::vector<FreezeDecision> &decisions() const { return m_decisions; }
    // The newest that still holds for an objective; null when there is none.
    [[nodiscard]] const FreezeDecision *standing(const QString &objective, qint64 nowNs) const;

    // Answers once the ledger has it on disk. Errors: Storage; Invalid without a reason.
    void decide(FreezeDecision decision, const QString &actor, std::function<void(base::Status)> reply);

Q_SIGNALS:
    void changed();

private:
    void take(FreezeDecision decision);

    store::Ledger &m_ledger;
    std::vector<FreezeDecision> m_decisions;
    QHash<QString, std::size_t> m_newest; // by objective, among the decisions
    std::optional<base::Error> m_error;
    async::Request m_reading;
    std::vector<async::Request> m_writes;
    bool m_isLoaded = false;
};

// Advice and decision together: a freeze somebody recorded holds although the budget came back, until it is lifted; a
// lifted one is no freeze although the advice says so, and says who answers for it. Pure.
[[nodiscard]] FreezeAdvice decided(const FreezeAdvice &advice, const FreezeDecision *standing);

} // namespace wf::engine
