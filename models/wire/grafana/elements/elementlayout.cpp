// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/elements/elementlayout.h"

#include "models/wire/grafana/container/loose.h"

#include <QJsonArray>

#include <algorithm>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;
using signals::BoardPanel;

namespace {

// A row, what stands directly in it, and the rows within.
struct Section {
    const BoardPanel *row = nullptr; // null: the dashboard itself
    std::vector<const BoardPanel *> panels;
    std::vector<Section> within;

    [[nodiscard]] int top() const { return row ? row->place.y + 1 : 0; }
};

Section treeOf(const signals::Dashboard &dashboard)
{
    Section root;
    // The way from the root to the row that is open now; addresses hold, for only the last one grows.
    std::vector<Section *> way{&root};
    for (const BoardPanel &p : dashboard.panels) {
        if (!p.isRow()) {
            way.back()->panels.push_back(&p);
            continue;
        }
        while (way.size() > 1 && way.back()->row->depth >= p.depth)
            way.pop_back();
        way.back()->within.push_back({&p, {}, {}});
        way.push_back(&way.back()->within.back());
        for (const BoardPanel &child : p.children)
            way.back()->panels.push_back(&child);
    }
    return root;
}

// Without where the document begins: "$.spec.layout.spec.rows[1]" and "$.layout.spec.rows[1]" are one place.
QString placeOf(const BoardPanel &row)
{
    const qsizetype at = row.isRow() ? row.path.indexOf(".layout"_L1) : -1;
    return at < 0 ? QString() : row.path.mid(at);
}

// What the document held before, by where it stood.
struct Former {
    QHash<QString, QJsonObject> specs;   // of rows and tabs
    QHash<QString, QJsonObject> items;   // of grids, by element
    QHash<QString, QJsonObject> layouts; // of rows, tabs and the dashboard (empty place)

    void add(const QJsonObject &layout, const QString &of, const QString &path, int depth)
    {
        layouts.insert(of, layout);
        const QJsonObject spec = layout.value("spec"_L1).toObject();
        for (const QJsonValue &one : spec.value("items"_L1).toArray()) {
            const QJsonObject item = one.toObject().value("spec"_L1).toObject();
            items.insert(textOf(item.value("element"_L1).toObject().value("name"_L1)), item);
        }
        if (depth > deepest)
            return;
        for (const auto &key : {"rows"_L1, "tabs"_L1}) {
            const QJsonArray list = spec.value(key).toArray();
            for (qsizetype i = 0; i < list.size(); ++i) {
                const QString own = u"%1.spec.%2[%3]"_s.arg(path, key).arg(i);
                const QJsonObject inner = list[i].toObject().value("spec"_L1).toObject();
                specs.insert(own, inner);
                add(inner.value("layout"_L1).toObject(), own, own + ".spec.layout"_L1, depth + 1);
            }
        }
    }
};

QJsonObject repeatOf(const BoardPanel &panel)
{
    QJsonObject repeat{{u"mode"_s, u"variable"_s}, {u"value"_s, panel.repeat.variable}};
    if (panel.isRow())
        return repeat;
    repeat.insert("direction"_L1, panel.repeat.vertical ? u"v"_s : u"h"_s);
    if (panel.repeat.maxPerRow > 0)
        repeat.insert("maxPerRow"_L1, panel.repeat.maxPerRow);
    return repeat;
}

void setRepeat(QJsonObject &spec, const BoardPanel &panel)
{
    if (panel.repeat.variable.isEmpty())
        return spec.remove("repeat"_L1);
    QJsonObject repeat = spec.value("repeat"_L1).toObject();
    const QJsonObject now = repeatOf(panel);
    for (auto it = now.begin(); it != now.end(); ++it)
        repeat.insert(it.key(), it.value());
    spec.insert("repeat"_L1, repeat);
}

void setCondition(QJsonObject &spec, const BoardPanel &panel)
{
    if (panel.condition.isEmpty())
        spec.remove(conditionKey);
    else
        spec.insert(conditionKey, panel.condition);
}

QJsonObject wrapped(const char *kind, const QJsonObject &spec)
{
    return {{u"kind"_s, QString::fromLatin1(kind)}, {u"spec"_s, spec}};
}

class LayoutWriter {
public:
    LayoutWriter(const ElementNames &names, const signals::Dashboard &was, const QJsonObject &before) : m_names(names)
    {
        if (before.isEmpty())
            return;
        m_former.add(before, {}, u".layout"_s, 0);
        remember(treeOf(was));
    }

    QJsonObject layoutOf(const Section &section) const
    {
        if (section.within.empty())
            return gridOf(section);
        const bool areTabs = std::ranges::all_of(section.within, [](const Section &s) { return s.row->isTab; });
        const QString where = section.row ? placeOf(*section.row) : QString();
        if (areTabs && section.panels.empty())
            return listed(where, "TabsLayout", "tabs"_L1, tabsOf(section.within.begin(), section.within.end()));
        QJsonArray rows;
        if (!section.panels.empty())
            rows.append(withoutHeader(gridOf({section.row, section.panels, {}})));
        for (auto it = section.within.begin(); it != section.within.end();) {
            if (!it->row->isTab) {
                rows.append(rowOf(*it++));
                continue;
            }
            // Tabs beside rows stand in a row of their own.
            const auto end = std::find_if(it, section.within.end(), [](const Section &s) { return !s.row->isTab; });
            rows.append(withoutHeader(wrapped("TabsLayout", {{u"tabs"_s, tabsOf(it, end)}})));
            it = end;
        }
        return listed(where, "RowsLayout", "rows"_L1, rows);
    }

private:
    struct Stood { // a panel in its grid
        QString element;
        signals::GridPlace place;
        signals::PanelRepeat repeat;
        QJsonObject condition;
        friend bool operator==(const Stood &, const Stood &) = default;
    };

    void remember(const Section &section)
    {
        QHash<const BoardPanel *, QString> names;
        for (const BoardPanel *p : section.panels)
            names.insert(p, elementOfPath(p->path));
        m_stood.insert(section.row ? placeOf(*section.row) : QString(), stoodIn(section, names));
        for (const Section &s : section.within)
            remember(s);
    }
    static std::vector<Stood> stoodIn(const Section &section, const ElementNames &names)
    {
        std::vector<Stood> out;
        for (const BoardPanel *p : section.panels) {
            signals::GridPlace place = p->place;
            place.y = std::max(0, place.y - section.top());
            out.push_back({names.value(p), place, p->repeat, p->condition});
        }
        return out;
    }

    QJsonObject gridOf(const Section &section) const
    {
        const QString where = section.row ? placeOf(*section.row) : QString();
        const std::vector<Stood> now = stoodIn(section, m_names);
        const QJsonObject former = m_former.layouts.value(where);
        if ((!section.row || !where.isEmpty()) && m_stood.contains(where) && m_stood.value(where) == now &&
            former.value("spec"_L1).toObject().contains("items"_L1))
            return former;
        QJsonArray items;
        for (std::size_t i = 0; i < now.size(); ++i) {
            QJsonObject spec = m_former.items.value(now[i].element);
            spec.insert("x"_L1, now[i].place.x);
            spec.insert("y"_L1, now[i].place.y);
            spec.insert("width"_L1, now[i].place.w);
            spec.insert("height"_L1, now[i].place.h);
            spec.insert("element"_L1, QJsonObject{{u"kind"_s, u"ElementReference"_s}, {u"name"_s, now[i].element}});
            setRepeat(spec, *section.panels[i]);
            setCondition(spec, *section.panels[i]);
            items.append(wrapped("GridLayoutItem", spec));
        }
        return wrapped("GridLayout", {{u"items"_s, items}});
    }

    QJsonObject rowOf(const Section &section) const
    {
        QJsonObject spec = specOf(section);
        if (section.row->collapsed || spec.contains("collapse"_L1) || !spec.contains("title"_L1))
            spec.insert("collapse"_L1, section.row->collapsed);
        if (section.row->hidesHeader || spec.contains("hideHeader"_L1))
            spec.insert("hideHeader"_L1, section.row->hidesHeader);
        return wrapped("RowsLayoutRow", spec);
    }
    QJsonArray tabsOf(std::vector<Section>::const_iterator first, std::vector<Section>::const_iterator last) const
    {
        QJsonArray tabs;
        for (; first != last; ++first)
            tabs.append(wrapped("TabsLayoutTab", specOf(*first)));
        return tabs;
    }
    static QJsonObject withoutHeader(const QJsonObject &layout)
    {
        return wrapped(
            "RowsLayoutRow",
            {{u"title"_s, QString()}, {u"collapse"_s, false}, {u"hideHeader"_s, true}, {u"layout"_s, layout}});
    }
    // The list in the layout that stood there, if it was of this kind.
    QJsonObject listed(const QString &where, const char *kind, QLatin1String key, const QJsonArray &list) const
    {
        QJsonObject layout = m_former.layouts.value(where);
        if (layout.value("kind"_L1) != QLatin1String(kind))
            layout = wrapped(kind, {});
        QJsonObject spec = layout.value("spec"_L1).toObject();
        spec.insert(key, list);
        layout.insert("spec"_L1, spec);
        return layout;
    }
    QJsonObject specOf(const Section &section) const
    {
        QJsonObject spec = m_former.specs.value(placeOf(*section.row));
        if (textOf(spec.value("title"_L1)) != section.row->title || spec.isEmpty())
            spec.insert("title"_L1, section.row->title);
        setRepeat(spec, *section.row);
        setCondition(spec, *section.row);
        spec.insert("layout"_L1, layoutOf(section));
        return spec;
    }

    const ElementNames &m_names;
    Former m_former;
    QHash<QString, std::vector<Stood>> m_stood; // by row
};

} // namespace

QString elementOfPath(const QString &path)
{
    const qsizetype at = path.indexOf(".elements['"_L1);
    return at < 0 || !path.endsWith("']"_L1) ? QString() : path.mid(at + 11).chopped(2);
}

namespace {

// The same rows and panels at the same places.
bool isSameLayout(const std::vector<BoardPanel> &a, const std::vector<BoardPanel> &b)
{
    return std::ranges::equal(a, b, [](const BoardPanel &p, const BoardPanel &q) {
        const bool isSame = placeOf(p) == placeOf(q) && elementOfPath(p.path) == elementOfPath(q.path) &&
                            p.type == q.type && p.place == q.place && p.repeat == q.repeat &&
                            p.condition == q.condition;
        return isSame && (!p.isRow() || (p.title == q.title && p.collapsed == q.collapsed && p.depth == q.depth &&
                                         p.isTab == q.isTab && p.hidesHeader == q.hidesHeader &&
                                         isSameLayout(p.children, q.children)));
    });
}

} // namespace

QJsonObject writeLayout(const signals::Dashboard &dashboard, const ElementNames &names, const signals::Dashboard &was,
                        const QJsonObject &before)
{
    if (!before.isEmpty() && isSameLayout(dashboard.panels, was.panels))
        return before;
    return LayoutWriter(names, was, before).layoutOf(treeOf(dashboard));
}

} // namespace wf::wire::grafana
