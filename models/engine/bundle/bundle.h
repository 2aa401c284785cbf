// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causereport.h"
#include "models/engine/services/subjectrules.h"
#include "models/signals/alert.h"
#include "models/signals/logline.h"
#include "models/signals/rawseries.h"
#include "models/signals/series.h"
#include "models/signals/trace.h"
#include "models/store/alertlog.h"
#include "models/store/records.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <memory>

namespace wf::engine {

// "12 of 340 series".
struct BundlePortion {
    QString what;
    qint64 kept = 0;
    qint64 all = -1; // -1: nobody knows
    friend bool operator==(const BundlePortion &, const BundlePortion &) = default;
};
struct BundleMask {
    QString kind; // "email", "ip", "user_id"
    qint64 times = 0;
    qint64 distinct = 0;
    friend bool operator==(const BundleMask &, const BundleMask &) = default;
};

// What a bundle says of itself. Texts are outside text.
struct BundleManifest {
    static constexpr int newestVersion = 1;
    int version = newestVersion;
    QString program;          // version of Watchfloor that wrote it
    bool isDashboard = false; // a snapshot of a dashboard, without an incident
    qint64 incident = 0;      // 0 of a dashboard
    QString title;
    QString severity;
    QString environment; // name
    QString takenBy;
    qint64 takenNs = 0;
    base::TimeRange range; // of samples, lines and traces
    std::vector<BundlePortion> contents;
    QStringList missing; // what could not be had, in words
    bool isMasked = false;
    std::vector<BundleMask> masks;
    SubjectRules subjects; // which labels say what a signal is about
    QJsonObject look;      // how the window stood: screen, range, subject
    [[nodiscard]] QString id() const { return isDashboard ? title : QStringLiteral("INC-%1").arg(incident); }
};

// An incident, or a dashboard, with everything that is needed to look at it where none of its sources can be reached. A
// value.
struct IncidentBundle {
    BundleManifest manifest;
    QJsonObject dashboard;                     // of a snapshot: as Grafana would write it
    QJsonObject panels;                        // of a snapshot: what its panels showed beside samples, lines, traces
    QJsonObject incident;                      // for other programs: as `watchfloor incidents show --format json`
    std::vector<signals::Alert> alerts;        // of it, as told when it was taken
    std::vector<store::AlertSighting> firings; // of it, from their beginning
    std::vector<signals::Silence> silences;    // that hold its alerts
    std::vector<signals::Rule> rules;          // of its alerts; without their alerts
    std::vector<signals::RawSeries> series;    // every sample a server told; no staleness markers
    std::vector<signals::MetricInfo> families;
    std::vector<signals::LogLine> lines;
    std::vector<signals::Trace> traces;
    QHash<QString, QJsonValue> settings; // of the ledger: its number, its outcome, answers about causes
    std::vector<store::AuditRecord> trail;
    std::vector<store::OperatorNote> notes;
    std::optional<CauseReport> causes;
    QJsonArray thread; // its Thread in words: time, signal, severity, title, detail, reason
};
using BundlePtr = std::shared_ptr<const IncidentBundle>;

} // namespace wf::engine
