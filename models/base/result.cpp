// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/result.h"

#include <array>

namespace wf::base {

QString errorKindName(ErrorKind kind)
{
    static constexpr std::array names{"cancelled",    "unreachable", "tls",         "timeout",
                                      "unauthorized", "not-found",   "bad-request", "rate-limited",
                                      "unavailable",  "redirected",  "too-large",   "not-understood",
                                      "breaker-open", "unsupported", "storage",     "invalid"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(kind)));
}

} // namespace wf::base
