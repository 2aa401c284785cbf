// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardofspec.h"

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::BoardPanel;
using signals::PanelKind;

namespace {

constexpr int perRow = 3, height = 8, columns = 24;

QString typeOf(PanelKind kind)
{
    switch (kind) {
    case PanelKind::Stat:
        return u"stat"_s;
    case PanelKind::Table:
        return u"table"_s;
    case PanelKind::Heatmap:
        return u"heatmap"_s;
    case PanelKind::Logs:
        return u"logs"_s;
    default:
        return u"timeseries"_s;
    }
}

bool startsAtZero(base::Unit unit)
{
    using U = base::Unit;
    return unit == U::Seconds || unit == U::Bytes || unit == U::BytesPerSecond || unit == U::BitsPerSecond ||
           unit == U::Ratio || unit == U::Percent || unit == U::PerSecond || unit == U::PerMinute || unit == U::None ||
           unit == U::Boolean;
}

QJsonObject customOf(const signals::PanelSpec &spec)
{
    const bool bars = spec.kind == PanelKind::Bars, points = spec.kind == PanelKind::Points;
    QJsonObject out{{u"drawStyle"_s, bars     ? u"bars"_s
                                     : points ? u"points"_s
                                              : u"line"_s},
                    {u"fillOpacity"_s, spec.fillUnderLine || spec.kind == PanelKind::Stacked ? 12 : 0},
                    {u"showPoints"_s, u"never"_s},
                    {u"stacking"_s, QJsonObject{{u"mode"_s, spec.kind == PanelKind::Stacked ? u"normal"_s : u"none"_s},
                                                {u"group"_s, u"A"_s}}}};
    if (!spec.yMin && startsAtZero(spec.unit)) // as the generated one, unless a value is below
        out.insert("axisSoftMin"_L1, 0);
    if (!spec.thresholds.empty())
        out.insert("thresholdsStyle"_L1, QJsonObject{{u"mode"_s, u"line"_s}});
    return out;
}

signals::PanelTarget targetOf(const signals::PanelSpec &spec, const signals::PanelQuery &query, std::size_t index)
{
    signals::PanelTarget t;
    t.refId = index < 26 ? QString(QChar(u'A' + static_cast<char16_t>(index))) : u"Q%1"_s.arg(index);
    t.expr = query.expr;
    t.legend = query.legend.isEmpty() ? u"__auto"_s : query.legend;
    if (spec.kind == PanelKind::Table) {
        t.instant = true;
        t.range = false;
        t.format = u"table"_s;
    }
    t.dataSource = spec.kind == PanelKind::Logs ? signals::DataSourceRef{u"loki"_s, u"${logs}"_s}
                                                : signals::DataSourceRef{u"prometheus"_s, u"${datasource}"_s};
    return t;
}

BoardPanel panelOf(const signals::PanelSpec &spec, int id, const signals::GridPlace &place)
{
    BoardPanel p;
    p.id = id;
    p.type = typeOf(spec.kind);
    p.title = spec.quantity.isEmpty() ? spec.title : u"%1, %2"_s.arg(spec.title, spec.quantity);
    p.description = spec.why;
    p.place = place;
    p.defaults.unit = grafanaUnit(spec.unit);
    p.defaults.min = spec.yMin;
    p.defaults.max = spec.yMax;
    if (p.type == "timeseries"_L1)
        p.defaults.custom = customOf(spec);
    if (!spec.thresholds.empty()) {
        signals::ThresholdSettings steps{false, {{std::nullopt, u"transparent"_s}}};
        for (const signals::PanelThreshold &t : spec.thresholds)
            steps.steps.push_back({t.value, t.critical ? u"red"_s : u"orange"_s});
        p.defaults.thresholds = steps;
    }
    if (spec.told) { // no query gives it
        p.type = u"text"_s;
        p.defaults = {};
        p.options = {{u"mode"_s, u"markdown"_s}, {u"content"_s, spec.why}};
        return p;
    }
    for (std::size_t i = 0; i < spec.queries.size(); ++i)
        p.targets.push_back(targetOf(spec, spec.queries[i], i));
    if (!p.targets.empty())
        p.dataSource = p.targets.front().dataSource;
    return p;
}

signals::BoardVariable sourceVariable(const QString &name, const QString &plugin)
{
    signals::BoardVariable v;
    v.kind = signals::BoardVariable::Kind::DataSource;
    v.type = u"datasource"_s;
    v.name = name;
    v.query = plugin;
    return v;
}

} // namespace

QString grafanaUnit(base::Unit unit)
{
    using U = base::Unit;
    switch (unit) {
    case U::Seconds:
        return u"s"_s;
    case U::Bytes:
        return u"bytes"_s;
    case U::BytesPerSecond:
        return u"binBps"_s;
    case U::BitsPerSecond:
        return u"bps"_s;
    case U::Ratio:
        return u"percentunit"_s;
    case U::Percent:
        return u"percent"_s;
    case U::PerSecond:
        return u"ops"_s;
    case U::PerMinute:
        return u"opm"_s;
    case U::Celsius:
        return u"celsius"_s;
    case U::Volts:
        return u"volt"_s;
    case U::Amperes:
        return u"amp"_s;
    case U::Watts:
        return u"watt"_s;
    case U::Joules:
        return u"joule"_s;
    case U::Hertz:
        return u"hertz"_s;
    case U::Metres:
        return u"lengthm"_s;
    case U::Timestamp:
        return u"none"_s; // seconds; Grafana's dates take milliseconds
    case U::Boolean:
        return u"bool_yes_no"_s;
    case U::Currency:
    case U::None:
        break;
    }
    return u"short"_s;
}

signals::Dashboard boardOf(const signals::DashboardSpec &spec)
{
    signals::Dashboard out;
    out.title = spec.title;
    out.description = spec.facts;
    out.from = u"now-1h"_s;
    out.sharedCrosshair = 1;
    out.variables.push_back(sourceVariable(u"datasource"_s, u"prometheus"_s));
    int y = 0, id = 1;
    bool logs = false;
    for (const signals::PanelRow &row : spec.rows) {
        BoardPanel header;
        header.id = id++;
        header.type = u"row"_s;
        header.title = row.title;
        header.collapsed = row.collapsed;
        header.place = {0, y++, columns, 1};
        std::vector<BoardPanel> panels;
        for (std::size_t i = 0; i < row.panels.size(); ++i) {
            const int at = static_cast<int>(i);
            logs |= row.panels[i].kind == PanelKind::Logs;
            panels.push_back(
                panelOf(row.panels[i], id++,
                        {at % perRow * columns / perRow, y + at / perRow * height, columns / perRow, height}));
        }
        if (!row.collapsed)
            y += (static_cast<int>(row.panels.size()) + perRow - 1) / perRow * height;
        else
            header.children = std::move(panels);
        out.panels.push_back(std::move(header));
        if (!row.collapsed)
            out.panels.insert(out.panels.end(), panels.begin(), panels.end());
    }
    if (logs)
        out.variables.push_back(sourceVariable(u"logs"_s, u"loki"_s));
    return out;
}

} // namespace wf::engine
