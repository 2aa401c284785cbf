// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/yield.h"

#include "models/base/timetext.h"
#include "models/engine/alerts/clockwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("wf::engine::Yield", text, nullptr, n);
}

// A time that this machine has not reached yet is one of another clock.
QString sinceText(qint64 sinceNs, qint64 nowNs)
{
    const QString at = base::dayAndTime(sinceNs, nowNs);
    return sinceNs > nowNs + toldSkewNs ? say("%1 by the clock of the server").arg(at) : at;
}

} // namespace

QString yieldText(const std::vector<Yield> &yields, qint64 nowNs)
{
    if (yields.empty())
        return {};
    const auto &first = *std::ranges::min_element(yields, {}, &Yield::sinceNs);
    QStringList holders, notes;
    for (const auto &one : yields) {
        if (!holders.contains(one.holder))
            holders << one.holder;
        if (!one.note.isEmpty() && !notes.contains(one.note))
            notes << one.note;
    }
    const QString since = sinceText(first.sinceNs, nowNs);
    const QString who = holders.join(QStringLiteral(", "));
    QString out =
        yields.size() == 1
            ? say("%1 holds %2 since %3, before you: your acknowledgement is withdrawn.").arg(who, first.title, since)
            : say("%1 holds %n of these alerts since %2, before you: your acknowledgements of them are withdrawn.",
                  static_cast<int>(yields.size()))
                  .arg(who, since);
    if (!notes.isEmpty())
        out += u' ' + say("Your note stays in the audit trail.");
    return out;
}

} // namespace wf::engine
