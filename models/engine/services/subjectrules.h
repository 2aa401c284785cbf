// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/signals/subject.h"

#include <QStringList>

namespace wf::engine {

// Which labels say what a signal is about, best first. Editable per environment (environment file, key subjects).
struct SubjectRules {
    QStringList service{QStringLiteral("service"), QStringLiteral("service_name"),
                        QStringLiteral("app_kubernetes_io_name"), QStringLiteral("app"), QStringLiteral("job")};
    QStringList region{QStringLiteral("region"), QStringLiteral("cloud_region"), QStringLiteral("zone"),
                       QStringLiteral("datacenter")};
    QStringList instance{QStringLiteral("pod"), QStringLiteral("instance"), QStringLiteral("host"),
                         QStringLiteral("node")};
    QStringList version{QStringLiteral("version"), QStringLiteral("service_version"),
                        QStringLiteral("app_kubernetes_io_version")};
    QStringList operation{QStringLiteral("route"), QStringLiteral("http_route"), QStringLiteral("operation"),
                          QStringLiteral("handler"), QStringLiteral("grpc_method")};

    // Service, region, instance and operation from a label set; kind Service (or Instance, Operation when asked for by
    // the caller). The part of a job before "/" is a namespace (OpenTelemetry writes job="namespace/service").
    [[nodiscard]] signals::Subject resolve(const base::Labels &labels) const;
    // The first of `names` the labels have; empty when none.
    [[nodiscard]] static QString firstOf(const QStringList &names, const base::Labels &labels);
    friend bool operator==(const SubjectRules &, const SubjectRules &) = default;
};

} // namespace wf::engine
