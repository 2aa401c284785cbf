// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/panel.h"

namespace wf::signals {

struct VariableOption {
    QString text, value;
    bool selected = false;
    friend bool operator==(const VariableOption &, const VariableOption &) = default;
};

struct AdHocFilter {
    QString key, op, value; // op: = != =~ !~ < >
    friend bool operator==(const AdHocFilter &, const AdHocFilter &) = default;
};

// A variable of a dashboard. `query` holds what its kind needs: the query, the values, the plug-in's name, the text.
struct BoardVariable {
    enum class Kind { Query, Custom, Interval, Constant, Text, DataSource, AdHoc, GroupBy, Switch, Snapshot, Unknown };
    Kind kind = Kind::Query;
    QString type; // as written; says what Unknown is
    QString name;
    QString label;
    QString description;
    int hide = 0; // 0 shown, 1 without label, 2 hidden
    DataSourceRef dataSource;
    QString query;
    QString regex;
    int refresh = 0; // 0 never, 1 on load, 2 when the range changes
    int sort = 0;    // Grafana's VariableSort
    bool multi = false;
    bool includeAll = false;
    QString allValue;
    QStringList currentText, currentValue; // "$__all" = All
    std::vector<VariableOption> options;
    bool isAuto = false; // Interval
    int autoCount = 30;
    QString autoMin;
    std::vector<AdHocFilter> filters;
    QJsonObject source;
    QString path;
    friend bool operator==(const BoardVariable &a, const BoardVariable &b)
    {
        return a.kind == b.kind && a.type == b.type && a.name == b.name && a.label == b.label &&
               a.description == b.description && a.hide == b.hide && a.dataSource == b.dataSource &&
               a.query == b.query && a.regex == b.regex && a.refresh == b.refresh && a.sort == b.sort &&
               a.multi == b.multi && a.includeAll == b.includeAll && a.allValue == b.allValue &&
               a.currentText == b.currentText && a.currentValue == b.currentValue && a.options == b.options &&
               a.isAuto == b.isAuto && a.autoCount == b.autoCount && a.autoMin == b.autoMin && a.filters == b.filters;
    }
};

// `value` of the choice "All".
inline constexpr QLatin1String allValueId{"$__all"};

} // namespace wf::signals
