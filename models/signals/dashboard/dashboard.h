// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/panel.h"
#include "models/signals/dashboard/variable.h"

namespace wf::signals {

// An annotation query: a line or a region on every chart.
struct BoardAnnotation {
    QString name;
    DataSourceRef dataSource;
    bool enabled = true;
    bool builtIn = false; // Grafana's own store
    QString expr;
    QString iconColor;
    QJsonObject source;
    friend bool operator==(const BoardAnnotation &a, const BoardAnnotation &b)
    {
        return a.name == b.name && a.dataSource == b.dataSource && a.enabled == b.enabled && a.builtIn == b.builtIn &&
               a.expr == b.expr && a.iconColor == b.iconColor;
    }
};

// A dashboard that somebody wrote: own ones, and what was imported. Rows are panels as in Grafana: an open row owns
// every panel up to the next one, a collapsed row carries its own. Formats: models/wire/grafana.
struct Dashboard {
    QString uid;
    QString title;
    QString description;
    QStringList tags;
    QString timezone;
    QString from = QStringLiteral("now-6h"), to = QStringLiteral("now");
    QString refresh;
    int sharedCrosshair = 0; // 0 no, 1 cross-hair, 2 tool tip
    int schemaVersion = 0;   // of the document it came from; 0 = made here
    std::vector<BoardPanel> panels;
    std::vector<BoardVariable> variables;
    std::vector<BoardAnnotation> annotations;
    QJsonObject source; // as it was read, without what is listed above as a list
    QStringList notes;  // about the document as a whole
    friend bool operator==(const Dashboard &a, const Dashboard &b)
    {
        return a.uid == b.uid && a.title == b.title && a.description == b.description && a.tags == b.tags &&
               a.timezone == b.timezone && a.from == b.from && a.to == b.to && a.refresh == b.refresh &&
               a.sharedCrosshair == b.sharedCrosshair && a.panels == b.panels && a.variables == b.variables &&
               a.annotations == b.annotations;
    }
};

} // namespace wf::signals
