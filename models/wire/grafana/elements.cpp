// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/elements.h"

#include "models/wire/grafana/container.h"
#include "models/wire/grafana/loose.h"

#include <algorithm>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

// Where things of one layout go; y is that of the dashboard.
class Layouter {
public:
    Layouter(const QJsonObject &elements, const QString &path) : m_elements(elements), m_path(path) {}

    void add(const QJsonObject &layout, int depth)
    {
        if (depth > 8)
            return;
        const QString kind = textOf(layout.value("kind"_L1));
        const QJsonObject spec = layout.value("spec"_L1).toObject();
        if (kind == "RowsLayout"_L1)
            addRows(spec.value("rows"_L1).toArray(), false, depth);
        else if (kind == "TabsLayout"_L1)
            addRows(spec.value("tabs"_L1).toArray(), true, depth);
        else if (kind == "AutoGridLayout"_L1)
            addAuto(spec);
        else
            addGrid(spec.value("items"_L1).toArray());
    }
    [[nodiscard]] QJsonArray take() { return m_out; }
    [[nodiscard]] const QStringList &notes() const { return m_notes; }

private:
    QJsonObject panel(const QJsonObject &item)
    {
        const QString name = textOf(item.value("element"_L1).toObject().value("name"_L1));
        const QString path = u"%1.elements['%2']"_s.arg(m_path, name);
        return panelOfElement(m_elements.value(name).toObject(), path);
    }
    void place(QJsonObject made, const QJsonObject &item, int x, int y, int w, int h)
    {
        if (made.isEmpty() || static_cast<std::size_t>(m_out.size()) >= mostPanels)
            return;
        made.insert("gridPos"_L1, QJsonObject{{u"x"_s, x}, {u"y"_s, y}, {u"w"_s, w}, {u"h"_s, h}});
        const QJsonObject repeat = item.value("repeat"_L1).toObject();
        if (!repeat.isEmpty()) {
            made.insert("repeat"_L1, textOf(repeat.value("value"_L1)));
            made.insert("repeatDirection"_L1, textOf(repeat.value("direction"_L1), u"h"_s));
            if (repeat.contains("maxPerRow"_L1))
                made.insert("maxPerRow"_L1, intOf(repeat.value("maxPerRow"_L1)));
        }
        if (item.value("conditionalRendering"_L1).isObject())
            note(made, u"it is shown always: its condition is not evaluated"_s);
        m_out.append(made);
    }
    void addGrid(const QJsonArray &items)
    {
        int bottom = m_y;
        for (const QJsonValue &one : items) {
            const QJsonObject item = one.toObject().value("spec"_L1).toObject();
            const int y = m_y + intOf(item.value("y"_L1)), h = intOf(item.value("height"_L1), 8);
            place(panel(item), item, intOf(item.value("x"_L1)), y, intOf(item.value("width"_L1), 12), h);
            bottom = std::max(bottom, y + h);
        }
        m_y = bottom;
    }
    void addAuto(const QJsonObject &spec)
    {
        const int columns = std::clamp(intOf(spec.value("maxColumnCount"_L1), 3), 1, 12), w = 24 / columns;
        const QString mode = textOf(spec.value("rowHeightMode"_L1));
        const int h = mode == "short"_L1 ? 5 : mode == "tall"_L1 ? 14 : 9;
        int at = 0;
        for (const QJsonValue &one : spec.value("items"_L1).toArray()) {
            const QJsonObject item = one.toObject().value("spec"_L1).toObject();
            place(panel(item), item, at % columns * w, m_y + at / columns * h, w, h);
            ++at;
        }
        m_y += (at + columns - 1) / columns * h;
    }
    void addRows(const QJsonArray &rows, bool tabs, int depth)
    {
        for (const QJsonValue &one : rows) {
            const QJsonObject row = one.toObject().value("spec"_L1).toObject();
            QJsonObject made{{u"type"_s, u"row"_s},
                             {u"title"_s, textOf(row.value("title"_L1))},
                             {u"collapsed"_s, false},
                             {u"gridPos"_s, QJsonObject{{u"x"_s, 0}, {u"y"_s, m_y}, {u"w"_s, 24}, {u"h"_s, 1}}},
                             {u"panels"_s, QJsonArray()},
                             {QString(pathKey), QString(m_path + ".layout"_L1)}};
            if (const QJsonObject repeat = row.value("repeat"_L1).toObject(); !repeat.isEmpty())
                made.insert("repeat"_L1, textOf(repeat.value("value"_L1)));
            if (!truthOf(row.value("hideHeader"_L1)))
                m_out.append(made);
            ++m_y;
            add(row.value("layout"_L1).toObject(), depth + 1);
        }
        if (tabs && !rows.isEmpty())
            m_notes << u"Tabs are shown as rows."_s;
    }

    QJsonObject m_elements;
    QString m_path;
    QJsonArray m_out;
    QStringList m_notes;
    int m_y = 0;
};

QJsonObject timeOf(const QJsonObject &settings)
{
    return {{u"from"_s, textOf(settings.value("from"_L1), u"now-6h"_s)},
            {u"to"_s, textOf(settings.value("to"_L1), u"now"_s)}};
}

QJsonArray annotationsOf(const QJsonArray &list)
{
    QJsonArray out;
    for (const QJsonValue &one : list) {
        const QJsonObject spec = one.toObject().value("spec"_L1).toObject();
        QJsonObject query = spec.value("query"_L1).toObject();
        QJsonObject made = query.value("spec"_L1).toObject();
        made.insert("name"_L1, spec.value("name"_L1));
        made.insert("enable"_L1, truthOf(spec.value("enable"_L1), true));
        made.insert("hide"_L1, truthOf(spec.value("hide"_L1)));
        made.insert("iconColor"_L1, spec.value("iconColor"_L1));
        made.insert("builtIn"_L1, truthOf(spec.value("builtIn"_L1)) ? 1 : 0);
        out.append(made);
    }
    return out;
}

} // namespace

QJsonObject elementsToClassic(const QJsonObject &spec, const QString &path)
{
    QJsonObject out = spec; // what is not known stays
    for (const auto &key :
         {"elements"_L1, "layout"_L1, "variables"_L1, "timeSettings"_L1, "cursorSync"_L1, "annotations"_L1})
        out.remove(key);
    const QJsonObject settings = spec.value("timeSettings"_L1).toObject();
    out.insert("time"_L1, timeOf(settings));
    out.insert("timezone"_L1, textOf(settings.value("timezone"_L1)));
    out.insert("refresh"_L1, textOf(settings.value("autoRefresh"_L1)));
    const QString sync = textOf(spec.value("cursorSync"_L1));
    out.insert("graphTooltip"_L1, sync == "Crosshair"_L1 ? 1 : sync == "Tooltip"_L1 ? 2 : 0);
    Layouter layouter(spec.value("elements"_L1).toObject(), path);
    layouter.add(spec.value("layout"_L1).toObject(), 0);
    out.insert("panels"_L1, layouter.take());
    QJsonArray variables;
    const QJsonArray list = spec.value("variables"_L1).toArray();
    for (qsizetype i = 0; i < list.size(); ++i)
        variables.append(variableOfElement(list[i].toObject(), u"%1.variables[%2]"_s.arg(path).arg(i)));
    out.insert("templating"_L1, QJsonObject{{u"list"_s, variables}});
    out.insert("annotations"_L1, QJsonObject{{u"list"_s, annotationsOf(spec.value("annotations"_L1).toArray())}});
    return out;
}

} // namespace wf::wire::grafana
