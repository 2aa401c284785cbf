// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/deliver/deliverydesk.h"
#include "models/engine/notify/escalate/escalationkeeper.h"

#include <QPointer>

namespace wf::ui {

// Who tells people of incidents; null where nobody is told (yet).
struct Telling {
    QPointer<engine::EscalationKeeper> escalations;
    QPointer<engine::DeliveryDesk> deliveries;
};

} // namespace wf::ui
