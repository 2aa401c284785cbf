// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/audit/records.h"

#include "models/store/audit/opchange.h"

#include <QRandomGenerator>

#include <array>

namespace wf::store {

namespace {

constexpr std::array stateNames{"queued", "sending", "applied", "verified", "needs-attention", "done"};

} // namespace

QString opStateName(OpState state)
{
    return QString::fromLatin1(stateNames.at(static_cast<std::size_t>(state)));
}

std::optional<OpState> opStateFromName(const QString &name)
{
    for (std::size_t i = 0; i < stateNames.size(); ++i)
        if (name == QLatin1String(stateNames[i]))
            return static_cast<OpState>(i);
    return std::nullopt;
}

QString makeUlid(qint64 nowNs)
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const auto ms = static_cast<quint64>(nowNs / base::nsPerMs);
    QString out(26, QLatin1Char('0'));
    for (int i = 0; i < 10; ++i)
        out[i] = QLatin1Char(alphabet[(ms >> (5 * (9 - i))) & 31U]);
    std::array<quint32, 3> noise{};
    QRandomGenerator::system()->fillRange(noise.data(), noise.size());
    // 80 bits in sixteen groups of five.
    quint64 bits = (quint64(noise[0]) << 32) | noise[1];
    for (int i = 0; i < 12; ++i, bits >>= 5)
        out[10 + i] = QLatin1Char(alphabet[bits & 31U]);
    quint32 rest = noise[2];
    for (int i = 0; i < 4; ++i, rest >>= 5)
        out[22 + i] = QLatin1Char(alphabet[rest & 31U]);
    return out;
}

void apply(const OpChange &change, OutboxItem &item, qint64 nowNs)
{
    item.state = change.state.value_or(item.state);
    item.attempts = change.attempts.value_or(item.attempts);
    item.nextAtNs = change.nextAtNs.value_or(item.nextAtNs);
    item.remoteId = change.remoteId.value_or(item.remoteId);
    item.verifiedAtNs = change.verifiedAtNs.value_or(item.verifiedAtNs);
    item.error = change.error.value_or(item.error);
    item.payload = change.payload.value_or(item.payload);
    item.updatedNs = nowNs;
}

} // namespace wf::store
