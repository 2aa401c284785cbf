// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/deliver/order.h"
#include "models/wire/notifysettings/notifysettings.h"

namespace wf::engine {

// One test message to a channel, or to each number of one for text messages. `why` keeps the keys of one test apart
// from another's: the same gives the same keys.
[[nodiscard]] std::vector<DeliveryOrder> testOrders(const wire::Channel &channel, const QString &environment,
                                                    const QString &why, qint64 nowNs);

} // namespace wf::engine
