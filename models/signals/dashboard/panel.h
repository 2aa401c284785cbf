// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/fieldsettings.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace wf::signals {

// Where a question goes. Name, identifier and type may hold variables; all empty = the default source.
struct DataSourceRef {
    QString type; // "prometheus", "loki", "datasource", "__expr__"
    QString uid;
    bool isNull() const { return type.isEmpty() && uid.isEmpty(); }
    friend bool operator==(const DataSourceRef &, const DataSourceRef &) = default;
};

// One question of a panel. What other products than Prometheus and Loki ask stays in `source`.
struct PanelTarget {
    QString refId;
    DataSourceRef dataSource;
    QString expr;
    QString legend; // "{{label}}", "__auto" or empty
    bool instant = false;
    bool range = true;
    QString format; // time_series table heatmap; empty = time_series
    QString interval;
    double intervalFactor = 1;
    bool hidden = false;
    QJsonObject source; // as it was read; unknown keys live here
    friend bool operator==(const PanelTarget &a, const PanelTarget &b)
    {
        return a.refId == b.refId && a.dataSource == b.dataSource && a.expr == b.expr && a.legend == b.legend &&
               a.instant == b.instant && a.range == b.range && a.format == b.format && a.interval == b.interval &&
               a.intervalFactor == b.intervalFactor && a.hidden == b.hidden;
    }
};

struct PanelTransformation {
    QString id;
    QJsonObject options;
    bool disabled = false;
    QJsonObject source;
    friend bool operator==(const PanelTransformation &a, const PanelTransformation &b)
    {
        return a.id == b.id && a.options == b.options && a.disabled == b.disabled;
    }
};

// 24 columns; one unit of height is 30 px and an 8 px gap.
struct GridPlace {
    int x = 0, y = 0, w = 12, h = 8;
    friend bool operator==(const GridPlace &, const GridPlace &) = default;
};

struct PanelRepeat {
    QString variable; // empty: none
    bool vertical = false;
    int maxPerRow = 0; // 0: as the grid allows
    friend bool operator==(const PanelRepeat &, const PanelRepeat &) = default;
};

// A panel as somebody wrote it, in the words of today's Grafana whatever version it came from.
struct BoardPanel {
    int id = 0;
    QString type; // "timeseries", "stat", "row", …
    QString title;
    QString description;
    bool transparent = false;
    GridPlace place;
    DataSourceRef dataSource;
    std::vector<PanelTarget> targets;
    FieldSettings defaults;
    std::vector<FieldOverride> overrides;
    std::vector<PanelTransformation> transformations;
    QJsonObject options; // of this type, in Grafana's words
    PanelRepeat repeat;
    QString interval; // least step
    std::optional<int> maxDataPoints;
    QString timeFrom, timeShift;
    bool collapsed = false;           // rows
    std::vector<BoardPanel> children; // of collapsed rows
    // Rows nest, as in Grafana's second schema: what follows one, up to the next that is not deeper, stands in it.
    int depth = 0;
    bool isTab = false;       // beside its neighbours of the same depth instead of below them
    bool hidesHeader = false; // a row without a title to click
    QJsonObject condition;    // when it is shown, in Grafana's words (conditionalRendering); empty: always
    QJsonObject source;       // as it was read, without targets and children
    QString path;             // in the document it came from: "$.rows[1].panels[0]"
    QStringList notes;        // what its migration could only approximate

    [[nodiscard]] bool isRow() const { return type == QLatin1String("row"); }
    // The same panel, wherever it came from.
    friend bool operator==(const BoardPanel &a, const BoardPanel &b)
    {
        return a.id == b.id && a.type == b.type && a.title == b.title && a.description == b.description &&
               a.transparent == b.transparent && a.place == b.place && a.dataSource == b.dataSource &&
               a.targets == b.targets && a.defaults == b.defaults && a.overrides == b.overrides &&
               a.transformations == b.transformations && a.options == b.options && a.repeat == b.repeat &&
               a.interval == b.interval && a.maxDataPoints == b.maxDataPoints && a.timeFrom == b.timeFrom &&
               a.timeShift == b.timeShift && a.collapsed == b.collapsed && a.children == b.children &&
               a.depth == b.depth && a.isTab == b.isTab && a.hidesHeader == b.hidesHeader && a.condition == b.condition;
    }
};

} // namespace wf::signals
