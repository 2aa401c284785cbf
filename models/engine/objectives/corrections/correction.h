// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/recurrence/recurringwindow.h"
#include "models/engine/objectives/compute/budgetreport.h"
#include "models/wire/yaml/slo/slofile.h"

#include <QJsonObject>
#include <QStringList>

namespace wf::engine {

// Time that does not count for objectives: once, or as a rule repeats it. From a file, or from the ledger, where it is
// an audit record; a kept one is never changed, only revoked by another record.
struct Correction {
    QString id; // ULID; of a file's its name
    QString name;
    QStringList objectives; // ids; empty: all
    base::RecurringWindow window;
    QString reason;
    QString approvedBy;
    QString file; // empty: kept in the ledger
    QString addedBy;
    qint64 addedNs = 0;
    QString revokedBy, revokedWhy;
    qint64 revokedNs = 0; // 0: it holds
    [[nodiscard]] bool holds() const { return revokedNs == 0; }
    [[nodiscard]] bool isAbout(const QString &objectiveId) const
    {
        return objectives.isEmpty() || objectives.contains(objectiveId);
    }
};

[[nodiscard]] std::vector<Correction> correctionsOf(const wire::SloDefinitions &definitions);

// What an operator writes down. Times are local to the zone.
struct NewCorrection {
    QString name;
    QStringList objectives;
    QDateTime first; // what a clock in the zone shows
    qint64 lengthNs = 0;
    QString timeZone; // IANA; empty: UTC
    QString rrule;    // empty: once
    QString reason;
    QString approvedBy;
};
// Errors: Invalid, with what to write instead; also when reason or approver are missing.
[[nodiscard]] base::Result<Correction> correctionOf(const NewCorrection &made);

// As it stands in the ledger; reads back as the same.
[[nodiscard]] QJsonObject toJson(const Correction &correction);
[[nodiscard]] std::optional<Correction> correctionFrom(const QJsonObject &json);

// What of an objective's time does not count, as far as its window and rules look back from an instant.
[[nodiscard]] std::vector<Excluded> excludedBy(const std::vector<Correction> &corrections,
                                               const signals::Objective &objective, base::TimeRange reach);
// How far back anything of an objective looks: its window, what calendars may add, and its longest rule.
[[nodiscard]] base::TimeRange reachOf(const signals::Objective &objective, const ComputeOptions &options, qint64 atNs);

} // namespace wf::engine
