// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/base/labels.h"
#include "models/signals/severity.h"
#include "models/signals/subject.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace wf::signals {

enum class AlertState { Firing, Pending, Suppressed, Unprocessed };

// One firing instance as Alertmanager (or a rule's `alerts`) tells it.
struct Alert {
    QString fingerprint; // 16 hex digits of the label set: stable across refreshes and members
    base::Labels labels;
    base::Labels annotations;
    AlertState state = AlertState::Firing;
    qint64 startsNs = 0;
    qint64 endsNs = 0; // of a firing alert: when it expires unless re-sent
    qint64 updatedNs = 0;
    std::optional<double> value; // known from the rule only
    QString generatorUrl;        // hostile until checked
    QStringList silencedBy;      // silence ids
    QStringList inhibitedBy;     // fingerprints
    QStringList mutedBy;         // time intervals
    QStringList receivers;
    QString source; // id of the source it came from
    [[nodiscard]] QString name() const { return labels.text("alertname"); }
    [[nodiscard]] Severity severity() const { return severityFromLabel(labels.text("severity")); }
    friend bool operator==(const Alert &, const Alert &) = default;
};
struct AlertAnswer {
    std::vector<Alert> alerts;
    base::Completeness completeness;
};

struct Matcher {
    QString name;
    QString value;
    bool isRegex = false;
    bool isEqual = true;
    // name="value", =~, !=, !~ with escapes.
    [[nodiscard]] QString toString() const;
    // RE2, anchored; a broken expression matches nothing.
    [[nodiscard]] bool matches(const base::Labels &labels) const;
    friend bool operator==(const Matcher &, const Matcher &) = default;
};

enum class SilenceState { Active, Pending, Expired };
struct Silence {
    QString id;
    SilenceState state = SilenceState::Active;
    std::vector<Matcher> matchers;
    qint64 startsNs = 0;
    qint64 endsNs = 0;
    qint64 updatedNs = 0;
    QString createdBy;
    QString comment;
    base::Labels annotations; // servers from 0.32
    QString source;
    // Comment starts with "ACK!": an acknowledgement by the convention of karma and kthxbye.
    [[nodiscard]] bool isAcknowledgement() const;
    friend bool operator==(const Silence &, const Silence &) = default;
};

enum class RuleKind { Alerting, Recording };
struct Rule {
    RuleKind kind = RuleKind::Alerting;
    QString name;
    QString group;
    QString file;
    QString query;
    qint64 forNs = 0;
    qint64 keepFiringForNs = 0;
    base::Labels labels;
    base::Labels annotations;
    QString health; // ok err unknown
    QString lastError;
    qint64 lastEvaluationNs = 0;
    qint64 evaluationTimeNs = 0;
    qint64 intervalNs = 0;
    std::vector<Alert> alerts; // pending and firing, with value
    QString source;
};

struct AlertmanagerStatus {
    QString version;
    QString clusterStatus; // ready settling disabled
    QStringList peers;
    qint64 startedNs = 0; // a change means a restart: silences may be lost
    QString configYaml;
};

} // namespace wf::signals
