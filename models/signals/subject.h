// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QString>

namespace wf::signals {

enum class SubjectKind {
    None,
    Service,
    Instance,
    Operation,
    Alert,
    Incident,
    Metric,
    LogLine,
    Trace,
    Span,
    Objective,
    Deploy,
    Source
};

// What something is about. Every signal carries one, so that every signal can find every other.
// Unused fields stay empty. Two subjects are equal when they speak of the same thing.
struct Subject {
    SubjectKind kind = SubjectKind::None;
    QString service;   // "checkout"
    QString region;    // "eu-west", when known
    QString instance;  // pod or host:port
    QString operation; // "POST /checkout"
    QString id;        // alert fingerprint, trace id, span id "trace/span", objective id, metric query …
    QString title;     // how to call it in one line; outside text
    base::Labels labels;
    qint64 timeNs = 0; // the moment it is about; 0 = no moment
    friend bool operator==(const Subject &a, const Subject &b)
    {
        return a.kind == b.kind && a.service == b.service && a.region == b.region && a.instance == b.instance &&
               a.operation == b.operation && a.id == b.id && a.timeNs == b.timeNs;
    }

    [[nodiscard]] bool isNone() const { return kind == SubjectKind::None; }
    [[nodiscard]] static Subject ofService(const QString &name)
    {
        Subject s;
        s.kind = SubjectKind::Service;
        s.service = name;
        s.title = name;
        return s;
    }
};

} // namespace wf::signals
