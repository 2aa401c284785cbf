// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"

namespace wf::engine {

// The last good answers of all sources.
struct AlertAnswers {
    struct FromAlertSource {
        AlertSourceView view;
        std::shared_ptr<const signals::AlertAnswer> alerts;
        std::shared_ptr<const std::vector<signals::Silence>> silences;
    };
    struct FromRules {
        AlertSourceView view;
        std::shared_ptr<const std::vector<signals::Rule>> rules;
    };
    std::vector<FromAlertSource> alertSources;
    std::vector<FromRules> ruleSources;
};

// Pure; runs on a pool. Alerts by fingerprint and silences by id, newest update wins (protocols.md 4.2); a rule's alert
// joins the one whose labels contain all of its own (1.6: alert sources hold more labels), else stands alone. `before`
// may be null; else the same `resolve` made it, and what did not change is shared with it.
[[nodiscard]] AlertSnapshotPtr mergeAlerts(const AlertAnswers &answers, const PlaceResolver &resolve,
                                           const AlertSnapshotPtr &before, qint64 nowNs);

// Fingerprint as a number; that of the labels where the text is not one.
[[nodiscard]] quint64 alertKey(const signals::Alert &alert);

// Ids of sources that are members of one cluster get the same text.
[[nodiscard]] QString clusterKey(const QString &sourceId, const signals::AlertmanagerStatus &status);

} // namespace wf::engine
