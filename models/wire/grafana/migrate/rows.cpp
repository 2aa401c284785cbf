// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/container.h"
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/migrate/migrate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 24;
constexpr double cell = 38; // 30 px and the gap below
constexpr double defaultRowHeight = 250;

int gridHeight(double px)
{
    return static_cast<int>(std::ceil(std::clamp(px, 90.0, 1e5) / cell));
}

// Panels of one row flow left to right, each as low as what stands above it asks, and wrap.
class Flow {
public:
    explicit Flow(int top) { m_bottoms.fill(top); }
    QJsonObject place(int w, int h)
    {
        if (m_x + w > columns)
            m_x = 0;
        const auto first = m_bottoms.begin() + m_x;
        const int y = *std::max_element(first, first + w);
        std::fill(first, first + w, y + h);
        const QJsonObject out{{u"x"_s, m_x}, {u"y"_s, y}, {u"w"_s, w}, {u"h"_s, h}};
        m_x += w;
        return out;
    }
    [[nodiscard]] int bottom() const { return *std::max_element(m_bottoms.begin(), m_bottoms.end()); }

private:
    std::array<int, columns> m_bottoms{};
    int m_x = 0;
};

QJsonArray panelsOf(const QJsonObject &row, const QString &path, int &top, std::size_t &left, int &nextId)
{
    const int rowHeight = gridHeight(numberOf(row.value("height"_L1)).value_or(defaultRowHeight));
    Flow flow(top);
    QJsonArray out;
    const QJsonArray panels = row.value("panels"_L1).toArray();
    for (qsizetype i = 0; i < panels.size() && left > 0; ++i) {
        if (!panels[i].isObject())
            continue;
        --left;
        QJsonObject panel = panels[i].toObject();
        const int span = std::clamp(static_cast<int>(numberOf(panel.take("span"_L1)).value_or(4)), 1, 12);
        const auto height = numberOf(panel.value("height"_L1));
        panel.remove("height"_L1);
        panel.insert("gridPos"_L1, flow.place(span * 2, height ? gridHeight(*height) : rowHeight));
        panel.insert(pathKey, u"%1.panels[%2]"_s.arg(path).arg(i));
        nextId = std::max(nextId, intOf(panel.value("id"_L1)) + 1);
        migratePanel(panel);
        out.append(panel);
    }
    top = flow.bottom();
    return out;
}

} // namespace

void rowsToGrid(QJsonObject &dashboard, const QString &path)
{
    const QJsonArray rows = dashboard.take("rows"_L1).toArray();
    const bool showRows = std::any_of(rows.begin(), rows.end(), [](const QJsonValue &v) {
        const QJsonObject row = v.toObject();
        return truthOf(row.value("collapse"_L1)) || truthOf(row.value("showTitle"_L1)) ||
               !textOf(row.value("repeat"_L1)).isEmpty();
    });
    std::size_t left = mostPanels;
    int top = 0, nextId = 1;
    QJsonArray all;
    std::vector<qsizetype> madeRows;
    for (qsizetype i = 0; i < rows.size() && left > 0; ++i) {
        QJsonObject row = rows[i].toObject();
        if (intOf(row.value("repeatIteration"_L1)) > 0 && textOf(row.value("repeat"_L1)).isEmpty())
            continue; // a saved copy of a repeated row
        const QString own = u"%1.rows[%2]"_s.arg(path).arg(i);
        const bool collapsed = truthOf(row.value("collapse"_L1));
        const int rowTop = top;
        if (showRows)
            ++top;
        QJsonArray panels = panelsOf(row, own, top, left, nextId);
        if (!showRows) {
            for (const QJsonValue &p : panels)
                all.append(p);
            continue;
        }
        for (const auto &used : {"panels"_L1, "height"_L1, "collapse"_L1, "showTitle"_L1, "titleSize"_L1})
            row.remove(used);
        row.insert("type"_L1, u"row"_s);
        row.insert("collapsed"_L1, collapsed);
        row.insert("gridPos"_L1, QJsonObject{{u"x"_s, 0}, {u"y"_s, rowTop}, {u"w"_s, columns}, {u"h"_s, 1}});
        row.insert("panels"_L1, collapsed ? panels : QJsonArray());
        row.insert(pathKey, own);
        madeRows.push_back(all.size());
        all.append(row);
        if (collapsed)
            top = rowTop + 1;
        else
            for (const QJsonValue &p : panels)
                all.append(p);
    }
    for (const qsizetype at : madeRows) {
        QJsonObject row = all[at].toObject();
        row.insert("id"_L1, nextId++);
        all[at] = row;
    }
    dashboard.insert("panels"_L1, all);
}

} // namespace wf::wire::grafana
