// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/peers/cluster/alertmanagerpair.h"
#include "tests/support/peerlist.h"

#include <QTest>

namespace wf::tests {

// What tests against a pair of Alertmanagers share. start() comes first and skips where there is no such server.
class ClusterCase : public QObject {
protected:
    static constexpr int soonMs = 60'000;

    // The name of the newest Alertmanager that runs.
    [[nodiscard]] static QString newest()
    {
        const auto found = PeerList::load().ofKind(QStringLiteral("alertmanager"));
        return found.isEmpty() ? QStringLiteral("alertmanager") : found.last().name;
    }
    void start(const QString &server)
    {
        const PeerList peers = PeerList::load();
        WF_NEED_PEER(peers, server);
        m_pair = std::make_unique<AlertmanagerPair>(programOf(peers.find(server)->pid));
        QVERIFY2(m_pair->start(), qPrintable(m_pair->problem()));
        m_isUp = true;
    }
    void end()
    {
        m_pair.reset();
        m_isUp = false;
    }
    [[nodiscard]] bool isUp() const { return m_isUp; }

    [[nodiscard]] AlertmanagerPair &pair() const { return *m_pair; }
    [[nodiscard]] QList<QUrl> both() const { return {m_pair->url(0), m_pair->url(1)}; }
    [[nodiscard]] QString newName() { return QStringLiteral("ClusterTest%1").arg(++m_number); }
    // One that fires on both members; empty when it could not be told.
    [[nodiscard]] QString newAlert()
    {
        const QString name = newName();
        return m_pair->post({name}) ? name : QString();
    }
    // By one silence, on both members the same one.
    [[nodiscard]] bool isHeldOnce(const QString &alert) const
    {
        const auto first = m_pair->active(0, alert), second = m_pair->active(1, alert);
        return first.size() == 1 && second.size() == 1 &&
               first[0][QLatin1String("id")] == second[0][QLatin1String("id")];
    }

private:
    std::unique_ptr<AlertmanagerPair> m_pair;
    int m_number = 0;
    bool m_isUp = false;
};

} // namespace wf::tests
