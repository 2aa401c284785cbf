// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/panels/firingcells.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "widgets/base/controls/celldelegate.h"

#include <QCoreApplication>

namespace wf::ui {

using engine::FiringWorth;
using signals::Severity;
using widgets::CellKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Rules", text);
}

QString words(FiringWorth worth)
{
    switch (worth) {
    case FiringWorth::Useful:
        return tr("useful");
    case FiringWorth::LikelyNoise:
        return tr("likely noise");
    case FiringWorth::NotKnown:
        return tr("not known");
    case FiringWorth::NotWatched:
        break;
    }
    return tr("not watched");
}

// What tells series apart: without the labels that every alert of a rule has.
QString whereOf(const base::Labels &labels)
{
    QStringList out;
    for (const auto &[name, value] : labels.without({"alertname", "severity", "team", "job"}))
        out << QString::fromStdString(value);
    return out.join(QStringLiteral(", "));
}

QVariant plain(int role, const QString &text, CellKind kind = CellKind::Text)
{
    if (role == widgets::CellKindRole)
        return static_cast<int>(kind);
    return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(text) : QVariant();
}

} // namespace

std::vector<items::RowColumn<FiringRow>> firingColumns(const base::Clock &clock)
{
    const auto number = [](const FiringRow &row, int role) -> QVariant {
        return plain(role, QString::number(row.number));
    };
    const auto firedAt = [&clock](const FiringRow &row, int role) -> QVariant {
        const qint64 startNs = row.judged.firing.startNs;
        const QString text = base::dayAndTime(startNs, clock.nowNs());
        return plain(role, text.contains(u':') ? text : QString(text + u' ' + base::hourMinute(startNs)));
    };
    const auto length = [](const FiringRow &row, int role) -> QVariant {
        qint64 ns = row.judged.firing.lengthNs();
        if (ns >= 10 * base::nsPerMinute)
            ns -= ns % base::nsPerMinute; // seconds say nothing any more
        return plain(role, base::humanDuration(ns), CellKind::Number);
    };
    const auto series = [](const FiringRow &row, int role) -> QVariant {
        return plain(role, whereOf(row.judged.labels));
    };
    const auto near = [](const FiringRow &row, int role) -> QVariant { return plain(role, row.judged.context.near); };
    const auto verdict = [](const FiringRow &row, int role) -> QVariant {
        const auto worth = row.judged.context.worth;
        if (role == widgets::SeverityRole)
            return static_cast<int>(worth == FiringWorth::Useful        ? Severity::Ok
                                    : worth == FiringWorth::LikelyNoise ? Severity::Warning
                                                                        : Severity::Unknown);
        return plain(role, row.isNew ? tr("new, %1").arg(words(worth)) : words(worth), CellKind::Severity);
    };
    return {{QString(), Qt::AlignLeft, number},   {tr("Fired at"), Qt::AlignLeft, firedAt},
            {tr("For"), Qt::AlignRight, length},  {tr("Series"), Qt::AlignLeft, series},
            {tr("Near it"), Qt::AlignLeft, near}, {tr("Verdict"), Qt::AlignLeft, verdict}};
}

} // namespace wf::ui
