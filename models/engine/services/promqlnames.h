// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

// Names in PromQL that a program puts together; those that Prometheus 2 cannot read bare are quoted. Pure.
namespace wf::engine {

// "service, \"service.name\"": what stands in by (…), without (…), on (…).
[[nodiscard]] QString labelList(const QStringList &names);
// "up{job=\"x\"}" or "{\"http.requests\", job=\"x\"}".
[[nodiscard]] QString metricSelector(const QString &name, const QString &matcher = {});

} // namespace wf::engine
