// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ports.h"

#include <QByteArray>
#include <QString>

namespace wf::sources {

// What a source that evaluates rules can be asked beside its own port; find it with dynamic_cast<RulePort *>(source).
// Called and answered as the ports are. Writes are sent once and never again.
class RulePort {
public:
    virtual ~RulePort() = default;
    // Rules as they are evaluated, with state, health and present alerts. Unsupported: it evaluates none.
    virtual async::Request evaluatedRules(Reply<std::vector<signals::Rule>> reply) = 0;
    // Whether groups are kept behind a ruler's API (protocols.md 2): the calls below may then be made. A plain
    // Prometheus reads files and answers them with Unsupported.
    [[nodiscard]] virtual bool hasRuler() const = 0;
    // One group as YAML; NotFound: there is none.
    virtual async::Request ruleGroup(const QString &nameSpace, const QString &group, Reply<QByteArray> reply) = 0;
    // `yaml`: one group, its name included; it replaces the group of that name. Accepted is not evaluated yet: rulers
    // look every minute.
    virtual async::Request putRuleGroup(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply) = 0;
    // A group that is gone already is success.
    virtual async::Request removeRuleGroup(const QString &nameSpace, const QString &group, Reply<base::Done> reply) = 0;
    // Reads rule files anew. Unsupported: the server does not allow it, the summary says what to start it with.
    virtual async::Request reloadRules(Reply<base::Done> reply) = 0;
};

} // namespace wf::sources
