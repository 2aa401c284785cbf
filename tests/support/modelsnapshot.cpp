// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/modelsnapshot.h"

namespace wf::support {

using namespace Qt::StringLiterals;

namespace {

QString cell(const QModelIndex &index, const QList<int> &roles)
{
    QStringList parts;
    for (const int role : roles)
        parts << index.data(role).toString();
    const QString first = parts.takeFirst();
    return parts.isEmpty() ? first : first + u" ["_s + parts.join(u", "_s) + u']';
}

void append(QString &out, const QAbstractItemModel &model, const QModelIndex &parent, const QList<int> &roles, int rows,
            int depth)
{
    const QString indent(2 * depth, u' ');
    const int count = model.rowCount(parent);
    for (int row = 0; row < std::min(count, rows); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells << cell(model.index(row, column, parent), roles);
        out += indent + cells.join(u" | "_s) + u'\n';
        const QModelIndex first = model.index(row, 0, parent);
        if (model.hasChildren(first))
            append(out, model, first, roles, rows, depth + 1);
    }
    if (count > rows)
        out += indent + u"… %1 more\n"_s.arg(count - rows);
}

} // namespace

QString snapshot(const QAbstractItemModel &model, const QList<int> &roles, int rows)
{
    QString out;
    append(out, model, {}, roles, rows, 0);
    return out;
}

} // namespace wf::support
