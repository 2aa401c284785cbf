// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/wire/notifysettings/notifysettings.h"

// Who hears of an alert by the escalations of this console. Pure; any thread. Names are outside text.
namespace wf::engine {

struct OwnHearer {
    QString escalation;
    QString whom;  // "on call in primary, then Ines Carvalho after 10 min"
    QString where; // what must hold beside its severity and service; empty: nothing
    friend bool operator==(const OwnHearer &, const OwnHearer &) = default;
};
// An incident follows the first escalation that is for it: those that hours or a burning objective decide upon, as far
// as the first that is for it whatever they say. None: no escalation is for such an alert. `service` is what the alert
// is about; empty: its labels do not say, and only escalations for every service are for it.
[[nodiscard]] std::vector<OwnHearer> ownHearersOf(const wire::NotifySettings &settings, const base::Labels &alert,
                                                  const QString &service);

} // namespace wf::engine
