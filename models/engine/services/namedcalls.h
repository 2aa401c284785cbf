// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/signals/trace.h"

#include <vector>

namespace wf::engine {

// Who calls whom, as the labels and annotations of an alert name it: pairs of a mesh or of a service graph (client and
// server, source_workload and destination_workload …), and lists of what its own service needs (depends_on, upstream …;
// as proxies use the word, what is upstream is called) or is needed by (affects, downstream …). Lists are separated by
// commas, semicolons or lines; what has blanks inside is prose and names nobody. `service` is what the alert is about;
// empty: only pairs count. Each once, at most `mostNamedCalls`; names are outside text.
[[nodiscard]] std::vector<signals::ServiceCall> callsNamedBy(const base::Labels &labels,
                                                             const base::Labels &annotations, const QString &service);
inline constexpr std::size_t mostNamedCalls = 40;

// A service of a mesh by the name that it has elsewhere: "payment" of "payment.shop.svc.cluster.local" and of
// "shop/payment". Empty when it is no name of a service.
[[nodiscard]] QString serviceNamed(const QString &text);

// Adds what is not there yet, whichever counts it has.
void addCalls(std::vector<signals::ServiceCall> &into, const std::vector<signals::ServiceCall> &more);

} // namespace wf::engine
