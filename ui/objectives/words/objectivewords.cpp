// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/words/objectivewords.h"

#include "models/base/duration.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>

namespace wf::ui {

namespace {

using Row = engine::ObjectiveState;

QString tr(const char *text)
{
    return QCoreApplication::translate("Objectives", text);
}

} // namespace

QString percentText(double share, int decimals)
{
    return std::isfinite(share) ? QString(QString::number(share * 100, 'f', decimals) + QStringLiteral("\u2009%"))
                                      .replace(u'-', QChar(0x2212))
                                : QStringLiteral("\u2013");
}

QString targetText(const signals::Objective &o)
{
    QString out = QString::number(o.target * 100, 'g', 6) + QStringLiteral("\u2009%");
    double seconds = o.kind == signals::SliKind::NativeLatency ? o.thresholdValue : 0;
    // Of classic histograms the bucket that is counted as good.
    if (const qsizetype le = o.goodQuery.indexOf(QLatin1String("le=\"")); le >= 0 && o.goodQuery.contains(u"seconds"))
        seconds = o.goodQuery.mid(le + 4, o.goodQuery.indexOf(u'"', le + 4) - le - 4).toDouble();
    if (seconds > 0 && seconds < 1e9)
        out += tr(" under %1").arg(base::humanDuration(static_cast<qint64>(seconds * 1e9)));
    return out;
}

QString budgetEnds(const Row &r, qint64 nowNs)
{
    const auto &in = r.report.exhaustedInNs;
    if (!r.isKnown())
        return QStringLiteral("\u2013");
    if (r.left() <= 0)
        return tr("spent");
    if (!in || *in > r.objective.windowNs)
        return tr("not expected");
    const QDateTime at = QDateTime::fromMSecsSinceEpoch((nowNs + *in) / base::nsPerMs, Qt::UTC);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowNs / base::nsPerMs, Qt::UTC);
    if (at.date() == now.date() && *in < 3 * base::nsPerHour)
        return tr("%1 today").arg(at.toString(QStringLiteral("HH:mm")));
    if (*in < 2 * base::nsPerDay)
        return tr("in %1").arg(base::humanDuration(*in - *in % base::nsPerMinute));
    return at.toString(QStringLiteral("d MMM"));
}

QString burnText(double burn)
{
    if (!std::isfinite(burn))
        return QStringLiteral("\u2013");
    return QString::number(burn, 'f', burn < 100 ? 1 : 0) + QStringLiteral("\u00d7");
}

} // namespace wf::ui
