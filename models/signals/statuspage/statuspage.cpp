// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/statuspage/statuspage.h"

#include <algorithm>
#include <array>

namespace wf::signals {

using namespace Qt::StringLiterals;

namespace {

const std::array stateNames{u"operational"_s, u"under_maintenance"_s, u"degraded_performance"_s, u"partial_outage"_s,
                            u"major_outage"_s};
const std::array phaseNames{u"investigating"_s, u"identified"_s,  u"monitoring"_s, u"resolved"_s,
                            u"scheduled"_s,     u"in_progress"_s, u"completed"_s};

QString worded(QString name)
{
    name.replace(u'_', u' ');
    name[0] = name.at(0).toUpper();
    return name;
}

template<class E, std::size_t N>
std::optional<E> valueOf(const std::array<QString, N> &names, const QString &name)
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<E>(found - names.begin()));
}

} // namespace

QString componentStateName(ComponentState state)
{
    return stateNames[static_cast<std::size_t>(state)];
}

QString componentStateWords(ComponentState state)
{
    return worded(componentStateName(state));
}

std::optional<ComponentState> componentStateOf(const QString &name)
{
    return valueOf<ComponentState>(stateNames, name);
}

QString statusPhaseName(StatusPhase phase)
{
    return phaseNames[static_cast<std::size_t>(phase)];
}

QString statusPhaseWords(StatusPhase phase)
{
    return worded(statusPhaseName(phase));
}

std::optional<StatusPhase> statusPhaseOf(const QString &name)
{
    return valueOf<StatusPhase>(phaseNames, name);
}

} // namespace wf::signals
