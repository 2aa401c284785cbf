// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ports.h"

#include <QByteArray>
#include <QString>

namespace wf::sources {

// How a source keeps the rules it evaluates.
enum class RuleKeeping {
    Files, // it reads files of its own machine; the group calls answer Unsupported
    Ruler, // groups in namespaces behind an API (protocols.md 2)
    Own,   // groups in namespaces, kept by this console's station
};

// How the last reading of configuration and rule files went.
struct RuleReload {
    bool wasSuccessful = true; // false: what was read before goes on
    qint64 lastGoodNs = 0;     // 0: not told
};

// What a source that evaluates rules can be asked beside its own port; find it with dynamic_cast<RulePort *>(source).
// Called and answered as the ports are. Writes are sent once and never again.
class RulePort {
public:
    virtual ~RulePort() = default;
    // Rules as they are evaluated, with state, health and present alerts. Unsupported: it evaluates none.
    virtual async::Request evaluatedRules(Reply<std::vector<signals::Rule>> reply) = 0;
    // Known once the source has been probed or told what it is; before that, Files.
    [[nodiscard]] virtual RuleKeeping keeping() const = 0;
    // One group as YAML; NotFound: there is none.
    virtual async::Request ruleGroup(const QString &nameSpace, const QString &group, Reply<QByteArray> reply) = 0;
    // `yaml`: one group, its name included; it replaces the group of that name. Accepted is not evaluated yet: rulers
    // look every minute.
    virtual async::Request putRuleGroup(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply) = 0;
    // A group that is gone already is success.
    virtual async::Request removeRuleGroup(const QString &nameSpace, const QString &group, Reply<base::Done> reply) = 0;
    // Reads rule files anew. Unsupported: the server does not allow it, the summary says what to start it with.
    virtual async::Request reloadRules(Reply<base::Done> reply) = 0;
    // Unsupported: it does not tell.
    virtual async::Request lastReload(Reply<RuleReload> reply) = 0;
};

} // namespace wf::sources
