// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/units.h"
#include "models/engine/services/subjectrules.h"

#include <QStringList>

#include <vector>

namespace wf::engine {

enum class FiniteKind {
    Disk,
    Inodes,
    Memory,
    Processor,
    Connections,
    Queue,
    Descriptors,
    Quota,
    Certificate,
    Licence,
    ErrorBudget,
};
// "disk", "inodes", …: as price lists and the command line say it.
[[nodiscard]] QString finiteKindName(FiniteKind kind);

// One question about things that can be used up: what is used, and of how much. Both give a series for each thing, with
// equal labels.
struct FiniteQuestion {
    QString id;    // stable: "disk node_filesystem_size_bytes"
    QString title; // "disk"
    FiniteKind kind = FiniteKind::Disk;
    QString used;  // PromQL
    QString limit; // PromQL; of certificates and licences with a term: Unix seconds of the end, and nothing is used
    base::Unit unit = base::Unit::None;
    bool isLoad = false;    // grows with traffic (what-if)
    bool isByNode = false;  // a share of it goes when a node goes (what-if)
    bool isRequest = false; // the limit is what was asked for and is paid, not what there is: only its size is judged
    // Nothing is used of it; it ends at a known time.
    [[nodiscard]] bool endsAtDate() const { return unit == base::Unit::Timestamp; }
};

// Everything finite that the metrics there are can tell of. Pure.
[[nodiscard]] std::vector<FiniteQuestion> finiteList(const QStringList &metricNames, const SubjectRules &rules);

} // namespace wf::engine
