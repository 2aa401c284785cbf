// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertsnapshot.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wf::engine {

QString handlingName(Handling handling)
{
    static constexpr std::array names{"firing", "pending", "acknowledged", "silenced", "inhibited"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(handling)));
}

const WatchedAlert *AlertSnapshot::find(quint64 key) const
{
    const auto it =
        std::lower_bound(alerts.begin(), alerts.end(), key, [](const WatchedAlert &a, quint64 k) { return a.key < k; });
    return it != alerts.end() && it->key == key ? &*it : nullptr;
}

const signals::Silence *AlertSnapshot::silence(const QString &id) const
{
    const auto it =
        std::find_if(silences.begin(), silences.end(), [&id](const signals::Silence &s) { return s.id == id; });
    return it == silences.end() ? nullptr : &*it;
}

QString readableComment(const QString &comment)
{
    QString out = comment;
    for (qsizetype at = out.indexOf("[wf-op:"_L1); at >= 0; at = out.indexOf("[wf-op:"_L1, at)) {
        const qsizetype end = out.indexOf(u']', at);
        out.remove(at, end < 0 ? out.size() - at : end - at + 1);
    }
    if (out.startsWith("ACK!"_L1))
        out.remove(0, 4);
    return out.simplified();
}

} // namespace wf::engine
