// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/expression/namelines.h"

#include <algorithm>

namespace wf::widgets {

QStringList nameLines(const QString &name, qsizetype columns, qsizetype most)
{
    QStringList lines;
    QStringView rest(name);
    columns = std::max<qsizetype>(columns, 4);
    while (rest.size() > columns && lines.size() + 1 < most) {
        qsizetype end = columns;
        const auto joins = [&](qsizetype at) { return QStringView(u"_:.-/").contains(rest[at]); };
        while (end > columns / 3 && !joins(end - 1))
            --end;
        if (end <= columns / 3)
            end = columns;
        lines << rest.first(end).toString();
        rest = rest.sliced(end);
    }
    lines << rest.toString();
    return lines;
}

} // namespace wf::widgets
