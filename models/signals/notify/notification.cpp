// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/notify/notification.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <array>
#include <utility>

namespace wf::signals {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array steps{std::pair{NotifyStep::Trigger, "trigger"}, std::pair{NotifyStep::Update, "update"},
                           std::pair{NotifyStep::Acknowledge, "acknowledge"}, std::pair{NotifyStep::Resolve, "resolve"},
                           std::pair{NotifyStep::Test, "test"}};

QString headOf(const Notification &what)
{
    switch (what.step) {
    case NotifyStep::Acknowledge:
        return u"Acknowledged"_s;
    case NotifyStep::Resolve:
        return u"Resolved"_s;
    case NotifyStep::Test:
        return u"Test"_s;
    case NotifyStep::Trigger:
    case NotifyStep::Update:
        break;
    }
    return severityName(what.severity).toUpper();
}

} // namespace

QString notifyStepName(NotifyStep step)
{
    for (const auto &[value, name] : steps)
        if (value == step)
            return QString::fromLatin1(name);
    return {};
}

NotifyStep notifyStepFromName(const QString &name)
{
    for (const auto &[value, known] : steps)
        if (name == QLatin1StringView(known))
            return value;
    return NotifyStep::Test;
}

QString subjectOf(const Notification &what)
{
    return u"%1 %2: %3"_s.arg(headOf(what), what.incident, what.title);
}

QStringList sentencesOf(const Notification &what)
{
    QStringList out = what.lines;
    if (!what.others.isEmpty())
        out << u"Felt by %1."_s.arg(what.others.join(u", "_s));
    if (what.openedNs > 0 && what.step == NotifyStep::Resolve)
        out << u"Open for %1, since %2."_s.arg(base::humanDuration(what.atNs - what.openedNs),
                                               base::isoTime(what.openedNs));
    else if (what.openedNs > 0)
        out << u"Open since %1."_s.arg(base::isoTime(what.openedNs));
    if (what.firing > 0)
        out << u"Alerts that fire: %1."_s.arg(what.firing);
    if (!what.who.isEmpty())
        out << u"By %1."_s.arg(what.who);
    if (!what.note.isEmpty())
        out << what.note;
    return out;
}

} // namespace wf::signals
