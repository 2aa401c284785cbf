// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/escalate/escalationround.h"

namespace wf::engine {

// One message about an incident to a person, a rota or a channel that somebody chose, whatever its escalation says.
// Empty: nobody can be reached by it now.
[[nodiscard]] std::vector<DeliveryOrder> ordersTo(const signals::NotifyTarget &target, const Incident &incident,
                                                  const EscalationWorld &world, const QString &who,
                                                  const QString &note);

} // namespace wf::engine
