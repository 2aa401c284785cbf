// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/notify/escalation.h"

#include <span>

namespace wf::analysis {

// What a calendar says: from when to when, and whom it names there (outside text).
struct OnCallEntry {
    qint64 startNs = 0, endNs = 0;
    QStringList names;
    friend bool operator==(const OnCallEntry &, const OnCallEntry &) = default;
};

struct OnCallNow {
    std::vector<const signals::Person *> people; // never null; one each
    QStringList unknown;                         // the calendar names somebody whom nobody is known as
    bool isOverride = false;
    qint64 untilNs = 0; // until then at least; 0: not known
};

// Who is on call: who stands in, else everybody the calendar names then. A person is named when an entry says their
// name or what they are known as, as a whole word, whatever the case.
[[nodiscard]] OnCallNow onCallAt(const signals::OnCallRota &rota, std::span<const OnCallEntry> entries,
                                 std::span<const signals::Person> people, qint64 nowNs);

} // namespace wf::analysis
