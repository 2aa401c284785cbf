// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/hearers/ownhearers.h"

#include "models/analysis/escalation/escalation.h"
#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/signals/severity.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleHearers", text);
}

QString nameOf(const signals::NotifyTarget &target)
{
    if (!target.person.isEmpty())
        return target.person;
    return target.onCall.isEmpty() ? target.channel : tr("on call in %1").arg(target.onCall);
}

QString whomOf(const signals::Escalation &escalation)
{
    QStringList out;
    for (const auto &step : escalation.steps) {
        QStringList names;
        for (const auto &target : step.targets)
            names << nameOf(target);
        const QString whom = names.join(u", "_s);
        out << (step.afterNs > 0 ? tr("%1 after %2").arg(whom, base::humanDuration(step.afterNs)) : whom);
    }
    return out.join(tr(", then "));
}

QString whereOf(const signals::Escalation &escalation)
{
    QStringList out;
    if (!escalation.hours.empty())
        out << tr("in its hours");
    if (escalation.onlyWithBurn)
        out << tr("while an objective burns");
    return out.join(tr(" and "));
}

} // namespace

std::vector<OwnHearer> ownHearersOf(const wire::NotifySettings &settings, const base::Labels &alert,
                                    const QString &service)
{
    const auto severity = signals::severityFromLabel(alert.text("severity"));
    const QStringList services = service.isEmpty() ? QStringList() : QStringList{service};
    std::vector<OwnHearer> out;
    for (const auto &one : settings.escalations) {
        const bool isFor =
            (one.severities.empty() || std::ranges::find(one.severities, severity) != one.severities.end()) &&
            analysis::namesService(one.services, services);
        if (!isFor)
            continue;
        out.push_back({one.name, whomOf(one), whereOf(one)});
        if (out.back().where.isEmpty())
            break;
    }
    return out;
}

} // namespace wf::engine
