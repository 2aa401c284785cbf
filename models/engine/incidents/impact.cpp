// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/impact_p.h"

#include <QQueue>
#include <QSet>

namespace wf::engine {

namespace {

constexpr qint64 leadTimeNs = 2 * base::nsPerHour;

}

QHash<QString, int> depths(const std::vector<signals::ServiceCall> &calls)
{
    QHash<QString, QStringList> callees;
    QSet<QString> called;
    for (const auto &call : calls) {
        if (call.caller == call.callee)
            continue;
        callees[call.caller] << call.callee;
        called.insert(call.callee);
    }
    QHash<QString, int> out;
    QQueue<QString> next;
    for (auto it = callees.cbegin(); it != callees.cend(); ++it) {
        if (called.contains(it.key()))
            continue;
        out.insert(it.key(), 0);
        next.enqueue(it.key());
    }
    while (!next.isEmpty()) {
        const QString service = next.dequeue();
        for (const auto &callee : callees.value(service)) {
            if (out.contains(callee))
                continue;
            out.insert(callee, out.value(service) + 1);
            next.enqueue(callee);
        }
    }
    return out;
}

const signals::Deploy *changeBefore(const QString &service, qint64 ns, const ServicesSnapshot &services)
{
    for (const auto &deploy : services.deploys) // newest first
        if (deploy.service == service && deploy.timeNs <= ns && deploy.timeNs + leadTimeNs >= ns)
            return &deploy;
    return nullptr;
}

} // namespace wf::engine
