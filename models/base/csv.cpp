// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/csv.h"

namespace wf::base {

QString csvLine(const QStringList &cells)
{
    static const QString dangerous = QStringLiteral("=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20");
    QStringList out;
    for (QString cell : cells) {
        bool isNumber = false;
        cell.toDouble(&isNumber);
        const QString trimmed = cell.trimmed();
        if (!isNumber && !trimmed.isEmpty() && dangerous.contains(trimmed.at(0)))
            cell.prepend(u'\'');
        out << u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
    }
    return out.join(u',');
}

} // namespace wf::base
