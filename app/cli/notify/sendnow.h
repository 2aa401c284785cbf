// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/deliver/order.h"
#include "models/net/secrets/secretstore.h"
#include "models/store/ledger.h"
#include "models/wire/notifysettings/notifysettings.h"

#include <functional>
#include <optional>

namespace wf::app {

// Sends one message once, in the event loop of a command; what went wrong, nothing when it was taken.
[[nodiscard]] std::optional<QString> sendNow(const wire::Channel &channel,
                                             const std::optional<wire::MailSettings> &mail,
                                             const engine::DeliveryOrder &order);

// Sends messages that need attention once more, under the same ids, and writes down what became of them: those whose
// key is named, all that `channelOf` knows when none is. Prints a line each. 0 all taken, 2 some were not, 3 there is
// none.
[[nodiscard]] int retryDeliveries(store::Ledger &ledger, const QStringList &keys, const QString &actor,
                                  const std::optional<wire::MailSettings> &mail,
                                  const std::function<const wire::Channel *(const QString &name)> &channelOf);

} // namespace wf::app
