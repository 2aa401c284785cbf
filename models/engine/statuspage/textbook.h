// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/signals/statuspage/statuspage.h"

#include <memory>

namespace wf::store {
class AuditTrail;
}

namespace wf::engine {

// What shall be told: one update of an incident or of maintenance.
struct PageText {
    QString incident; // lower case letters, digits and dashes: "checkout-2026-05-14"
    QString title;
    bool isMaintenance = false;
    signals::ComponentState impact = signals::ComponentState::Degraded;
    QStringList components; // ids of the settings
    base::TimeRange range;  // end 0: not known yet; of maintenance both are needed
    signals::StatusPhase phase = signals::StatusPhase::Investigating;
    QString text;
    qint64 atNs = 0; // as shown to readers
};

enum class TextState { Draft, Approved, Withdrawn };
[[nodiscard]] QString textStateName(TextState state);

struct BookedText {
    qint64 number = 0;
    PageText text;
    QString sha256; // of the words; who approves, approves exactly these
    QString draftedBy;
    qint64 draftedNs = 0;
    TextState state = TextState::Draft;
    QString decidedBy;
    QString reason;
};

// Texts of a status page and who approved them: statuspage.db, an audit chain that only grows. Thread-safe; calls block
// until the disk has it. Errors: Invalid (what is missing), NotFound, Storage.
class StatusTextBook {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<StatusTextBook>> open(const QString &path,
                                                                            const base::Clock &clock);
    ~StatusTextBook();
    StatusTextBook(const StatusTextBook &) = delete;
    StatusTextBook &operator=(const StatusTextBook &) = delete;

    // Its number.
    [[nodiscard]] base::Result<qint64> draft(const PageText &text, const QString &by);
    [[nodiscard]] base::Status approve(qint64 number, const QString &by, const QString &reason);
    [[nodiscard]] base::Status withdraw(qint64 number, const QString &by, const QString &reason);
    [[nodiscard]] base::Result<std::vector<BookedText>> texts() const; // oldest first; Storage when the chain is broken
    // A line for each export: who, when, which bytes.
    [[nodiscard]] base::Status noteExport(const QString &folder, const QString &sha256, const QString &by);

private:
    explicit StatusTextBook(std::unique_ptr<store::AuditTrail> trail);
    [[nodiscard]] base::Status decide(qint64 number, TextState to, const QString &by, const QString &reason);

    std::unique_ptr<store::AuditTrail> m_trail;
};

// What is wrong with a text before it may be drafted; empty: nothing.
[[nodiscard]] QString problemOf(const PageText &text);

// Incidents as the approved texts tell them; components that the page does not have are left out. Pure.
[[nodiscard]] std::vector<signals::StatusIncident> approvedIncidents(const std::vector<BookedText> &texts,
                                                                     const QStringList &components);

} // namespace wf::engine
