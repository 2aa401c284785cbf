// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/deliver/periodnames.h"

#include "models/base/recurrence/zonedtime.h"

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::AgreementWindow;

QString periodNameAt(const signals::Agreement &agreement, qint64 atNs, bool isRunning)
{
    QTimeZone zone(agreement.timeZone.toUtf8());
    if (!zone.isValid())
        zone = QTimeZone::utc();
    const QDate day = base::shownAt(atNs, zone).date();
    const int back = isRunning ? 0 : 1;
    switch (agreement.settlement) {
    case AgreementWindow::Day:
        return day.addDays(-back).toString(u"yyyy-MM-dd"_s);
    case AgreementWindow::Week:
        return day.addDays(-7 * back).toString(u"yyyy-MM-dd"_s);
    case AgreementWindow::Quarter: {
        const QDate within = day.addMonths(-3 * back);
        return u"%1-Q%2"_s.arg(within.toString(u"yyyy"_s), QString::number((within.month() + 2) / 3));
    }
    case AgreementWindow::Year:
        return day.addYears(-back).toString(u"yyyy"_s);
    case AgreementWindow::Month:
        break;
    }
    return day.addMonths(-back).toString(u"yyyy-MM"_s);
}

} // namespace wf::engine
