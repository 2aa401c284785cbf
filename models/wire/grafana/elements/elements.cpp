// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/elements/elements.h"

#include "models/wire/grafana/container/container.h"
#include "models/wire/grafana/container/loose.h"

#include <algorithm>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

// Where things of one layout go; y is that of the dashboard.
class Layouter {
public:
    Layouter(const QJsonObject &elements, const QString &path) : m_elements(elements), m_path(path)
    {
        for (const QJsonValue &element : elements)
            m_nextId = std::max(m_nextId, intOf(element.toObject().value("spec"_L1).toObject().value("id"_L1)) + 1);
    }

    // `path`: where the layout is in the document.
    void add(const QJsonObject &layout, int depth, const QString &path)
    {
        if (depth > deepest)
            return;
        const QString kind = textOf(layout.value("kind"_L1));
        const QJsonObject spec = layout.value("spec"_L1).toObject();
        if (kind == "RowsLayout"_L1)
            addRows(spec.value("rows"_L1).toArray(), false, depth, path + ".spec.rows"_L1);
        else if (kind == "TabsLayout"_L1)
            addRows(spec.value("tabs"_L1).toArray(), true, depth, path + ".spec.tabs"_L1);
        else if (kind == "AutoGridLayout"_L1)
            addAuto(spec);
        else
            addGrid(spec.value("items"_L1).toArray());
    }
    [[nodiscard]] QJsonArray take() { return m_out; }

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
        if (const QJsonObject condition = item.value(conditionKey).toObject(); !condition.isEmpty())
            made.insert(ownKey, QJsonObject{{QString(conditionKey), condition}});
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
    // What comes before the first row of a classic dashboard has no row of its own.
    static bool isBeforeRows(const QJsonObject &row, bool isTab, int depth, qsizetype at)
    {
        return !isTab && depth == 0 && at == 0 && truthOf(row.value("hideHeader"_L1)) &&
               textOf(row.value("title"_L1)).isEmpty();
    }
    void addRows(const QJsonArray &rows, bool areTabs, int depth, const QString &path)
    {
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const QJsonObject row = rows[i].toObject().value("spec"_L1).toObject();
            const QString own = u"%1[%2]"_s.arg(path).arg(i);
            const QJsonObject layout = row.value("layout"_L1).toObject();
            if (isBeforeRows(row, areTabs, depth, i)) {
                add(layout, depth + 1, own + ".spec.layout"_L1);
                continue;
            }
            const qsizetype at = m_out.size();
            m_out.append(header(row, areTabs, depth, own));
            ++m_y;
            add(layout, depth + 1, own + ".spec.layout"_L1);
            if (!areTabs && truthOf(row.value("collapse"_L1)))
                fold(at);
        }
    }
    QJsonObject header(const QJsonObject &row, bool isTab, int depth, const QString &path)
    {
        QJsonObject made{{u"id"_s, m_nextId++},
                         {u"type"_s, u"row"_s},
                         {u"title"_s, textOf(row.value("title"_L1))},
                         {u"collapsed"_s, false},
                         {u"gridPos"_s, QJsonObject{{u"x"_s, 0}, {u"y"_s, m_y}, {u"w"_s, 24}, {u"h"_s, 1}}},
                         {u"panels"_s, QJsonArray()},
                         {QString(pathKey), path}};
        if (const QJsonObject repeat = row.value("repeat"_L1).toObject(); !repeat.isEmpty())
            made.insert("repeat"_L1, textOf(repeat.value("value"_L1)));
        QJsonObject own;
        if (isTab)
            own.insert("tab"_L1, true);
        if (depth > 0)
            own.insert("depth"_L1, depth);
        if (!isTab && truthOf(row.value("hideHeader"_L1)))
            own.insert("hideHeader"_L1, true);
        if (const QJsonObject condition = row.value(conditionKey).toObject(); !condition.isEmpty())
            own.insert(conditionKey, condition);
        if (!own.isEmpty())
            made.insert(ownKey, own);
        return made;
    }
    // A folded row carries its panels, unless rows and tabs stand in it.
    void fold(qsizetype at)
    {
        QJsonObject row = m_out[at].toObject();
        row.insert("collapsed"_L1, true);
        QJsonArray panels;
        bool isFlat = true;
        for (qsizetype i = at + 1; i < m_out.size(); ++i) {
            panels.append(m_out[i]);
            isFlat &= textOf(m_out[i].toObject().value("type"_L1)) != "row"_L1;
        }
        if (isFlat) {
            row.insert("panels"_L1, panels);
            while (m_out.size() > at + 1)
                m_out.removeLast();
        }
        m_out[at] = row;
    }

    QJsonObject m_elements;
    QString m_path;
    QJsonArray m_out;
    int m_y = 0;
    int m_nextId = 1;
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
    layouter.add(spec.value("layout"_L1).toObject(), 0, path + ".layout"_L1);
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
