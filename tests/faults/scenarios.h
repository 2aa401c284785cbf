// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "tests/support/rawserver/rawserver.h"

#include <QList>

#include <functional>
#include <optional>

// What may go wrong with one exchange (reliability.md 5.2), whatever is asked.
namespace wf::tests {

struct Fault {
    const char *name;
    // good: the answer as it should be; it holds the text "x" in quotes.
    std::function<void(RawPeer &, const QByteArray &good)> does;
    std::optional<base::ErrorKind> kind; // nothing = the answer is right all the same
    const char *says = "";               // part of the sentence that the operator gets
    bool untilDeadline = false;          // bytes keep coming: only the deadline of the question ends it
};
[[nodiscard]] const QList<Fault> &faults();

} // namespace wf::tests
