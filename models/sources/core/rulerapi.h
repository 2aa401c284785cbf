// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/sourcecore.h"

namespace wf::sources {

// The rulers' API of Mimir, Cortex and Loki (protocols.md 2: YAML in, YAML out). `base`: the address of all
// namespaces, "http://loki:3100/loki/api/v1/rules".
class RulerApi {
public:
    RulerApi(SourceCore &core, QUrl base) : m_core(core), m_base(std::move(base)) {}
    [[nodiscard]] async::Request group(const QString &nameSpace, const QString &group, Reply<QByteArray> reply) const;
    [[nodiscard]] async::Request put(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply) const;
    [[nodiscard]] async::Request remove(const QString &nameSpace, const QString &group, Reply<base::Done> reply) const;

private:
    SourceCore &m_core;
    QUrl m_base;
};

// The answer of /api/v1/rules and its like, each rule marked with the source's id.
[[nodiscard]] async::Request askEvaluatedRules(SourceCore &core, const QString &path,
                                               Reply<std::vector<signals::Rule>> reply);

// Answers later that this source cannot do what was asked.
[[nodiscard]] async::Request refuseLater(SourceCore &core, const QString &why, Reply<base::Done> reply);

} // namespace wf::sources
