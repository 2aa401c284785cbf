// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"

#include <QString>

#include <functional>
#include <vector>

class QObject;

namespace wf::net {

// The first address of a host name; addresses come back as they are. Unreachable when the name is not known. Answers
// later, on the thread of `context`, while that lives.
[[nodiscard]] async::Request lookUpHost(const QString &host, QObject *context,
                                        std::function<void(base::Result<QString>)> reply);

// One record of a name: host and, of SRV, port.
struct HostRecord {
    QString host; // an address for A and AAAA
    int port = 0;
    friend bool operator==(const HostRecord &, const HostRecord &) = default;
};
enum class RecordType { A, AAAA, SRV };
// All records of this type; none when the name is known but has none. Unreachable when it cannot be asked, NotFound
// when the name is not known. Answers later, on the thread of `context`, while that lives.
[[nodiscard]] async::Request lookUpRecords(const QString &name, RecordType type, QObject *context,
                                           std::function<void(base::Result<std::vector<HostRecord>>)> reply);

} // namespace wf::net
