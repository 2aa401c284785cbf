// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/rowaccess.h"

#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QAbstractItemModel>
#include <QAccessibleWidget>

#include <mutex>
#include <unordered_map>

namespace wf::widgets {

namespace {

class RowAccess final : public QAccessibleInterface {
public:
    RowAccess(RowTable *table, QAccessibleInterface *parent, int row) : m_table(table), m_parent(parent), m_row(row) {}
    [[nodiscard]] bool isValid() const override
    {
        return m_table && m_table->model() && m_row < m_table->model()->rowCount();
    }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QWindow *window() const override { return m_parent->window(); }
    [[nodiscard]] QAccessibleInterface *parent() const override { return m_parent; }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid()
                   ? m_table->model()->index(m_row, 0).data(AccessibleRowRole).toString()
                   : QString();
    }
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect local = m_table->rowRect(m_row);
        return {m_table->viewport()->mapToGlobal(local.topLeft()), local.size()};
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State s;
        s.invalid = !isValid();
        s.selectable = s.focusable = true;
        if (isValid()) {
            const quint64 key = m_table->model()->index(m_row, 0).data(RowKeyRole).toULongLong();
            s.selected = m_table->selectedKeys().contains(key);
            s.focused = m_table->hasFocus() && m_table->hasCurrent() && m_table->currentKey() == key;
            s.offscreen = !m_table->viewport()->rect().intersects(m_table->rowRect(m_row));
        }
        return s;
    }

private:
    QPointer<RowTable> m_table;
    QAccessibleInterface *m_parent;
    int m_row;
};

class TableAccess final : public QAccessibleWidget {
public:
    explicit TableAccess(RowTable *table) : QAccessibleWidget(table, QAccessible::List), m_table(table) {}
    ~TableAccess() override
    {
        for (const auto &[row, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }
    [[nodiscard]] int childCount() const override { return m_table->model() ? m_table->model()->rowCount() : 0; }
    [[nodiscard]] QAccessibleInterface *child(int row) const override
    {
        if (row < 0 || row >= childCount())
            return nullptr;
        const auto found = m_ids.find(row);
        if (found != m_ids.end())
            return QAccessible::accessibleInterface(found->second);
        auto *made = new RowAccess(m_table, const_cast<TableAccess *>(this), row); // owned by Qt's registry
        m_ids.emplace(row, QAccessible::registerAccessibleInterface(made));
        return made;
    }
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override
    {
        return child(m_table->rowAt(m_table->viewport()->mapFromGlobal(QPoint(x, y))));
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (const auto &[row, id] : m_ids)
            if (QAccessible::accessibleInterface(id) == wanted)
                return row;
        return -1;
    }

private:
    RowTable *m_table;
    mutable std::unordered_map<int, QAccessible::Id> m_ids; // rows that were asked for
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    if (auto *table = qobject_cast<RowTable *>(object))
        return new TableAccess(table); // owned by Qt's registry
    return nullptr;
}

} // namespace

void installRowAccess()
{
    static std::once_flag once;
    std::call_once(once, [] { QAccessible::installFactory(make); });
}

} // namespace wf::widgets
