// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"

#include <QString>

#include <functional>

class QObject;

namespace wf::net {

// The first address of a host name; addresses come back as they are. Unreachable when the name is not known. Answers
// later, on the thread of `context`, while that lives.
[[nodiscard]] async::Request lookUpHost(const QString &host, QObject *context,
                                        std::function<void(base::Result<QString>)> reply);

} // namespace wf::net
