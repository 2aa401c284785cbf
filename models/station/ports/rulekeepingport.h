// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ruleport.h"
#include "models/station/ports/stationport.h"
#include "models/station/rules/shelf/ruleshelf.h"

#include <optional>

namespace wf::station {

// A metric port of the station that keeps rules people make in the console. GUI thread; files on a pool.
class RuleKeepingPort : public StationPort<sources::MetricSource>, public sources::RulePort {
public:
    struct Keeping {
        std::optional<RuleShelf> shelf = {}; // nothing: none are kept here
        std::function<void()> reload = {};   // has them read; empty: who evaluates them looks by itself
    };
    RuleKeepingPort(const PortContext &context, const QString &suffix, Keeping keeping, QObject *parent);

    async::Request evaluatedRules(sources::Reply<std::vector<signals::Rule>> reply) final;
    [[nodiscard]] sources::RuleKeeping keeping() const final;
    async::Request ruleGroup(const QString &nameSpace, const QString &group, sources::Reply<QByteArray> reply) final;
    async::Request putRuleGroup(const QString &nameSpace, const QByteArray &yaml,
                                sources::Reply<base::Done> reply) final;
    async::Request removeRuleGroup(const QString &nameSpace, const QString &group,
                                   sources::Reply<base::Done> reply) final;
    async::Request reloadRules(sources::Reply<base::Done> reply) final;
    async::Request lastReload(sources::Reply<sources::RuleReload> reply) final;

private:
    template<class T, class Work>
    async::Request askShelf(Work work, sources::Reply<T> reply);
    Keeping m_keeping;
};

} // namespace wf::station
