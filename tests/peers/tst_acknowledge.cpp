// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/acknowledge/ledgerbook.h"
#include "models/store/store.h"
#include "tests/peers/peerfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

// Alertmanager's own API, asked without any of our adapters.
class OwnApi {
public:
    explicit OwnApi(const QUrl &base) : m_base(base) {}

    bool postAlert(const QString &name)
    {
        const QJsonArray body{QJsonObject{
            {u"labels"_s,
             QJsonObject{{u"alertname"_s, name}, {u"service"_s, u"payment"_s}, {u"severity"_s, u"critical"_s}}},
            {u"annotations"_s, QJsonObject{{u"summary"_s, u"made by a test"_s}}}}};
        QNetworkRequest request(url(u"alerts"_s));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(m_network.post(request, QJsonDocument(body).toJson()));
        return wait(*reply) && reply->error() == QNetworkReply::NoError;
    }
    // Silences of the alert in this state.
    QList<QJsonObject> silences(const QString &alert, const QString &state)
    {
        const std::unique_ptr<QNetworkReply> reply(m_network.get(QNetworkRequest(url(u"silences"_s))));
        QList<QJsonObject> out;
        if (!wait(*reply))
            return out;
        for (const auto &entry : QJsonDocument::fromJson(reply->readAll()).array()) {
            const QJsonObject silence = entry.toObject();
            const bool mine = QJsonDocument(silence[u"matchers"].toArray()).toJson().contains(alert.toUtf8());
            if (mine && silence[u"status"][u"state"].toString() == state)
                out << silence;
        }
        return out;
    }

private:
    [[nodiscard]] QUrl url(const QString &what) const
    {
        return QUrl(m_base.toString(QUrl::StripTrailingSlash) + u"/api/v2/"_s + what);
    }
    static bool wait(QNetworkReply &reply)
    {
        return QTest::qWaitFor([&reply] { return reply.isFinished(); }, 5000);
    }
    QUrl m_base;
    QNetworkAccessManager m_network;
};

} // namespace

// Alert -> acknowledged -> seen by every other client -> expires; and a killed server forgets nothing for long.
class TestAcknowledge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyAlertmanager_data()
    {
        QTest::addColumn<QString>("name");
        const auto peers = PeerList::load().ofKind(u"alertmanager"_s);
        for (const Peer &peer : peers)
            QTest::newRow(qPrintable(peer.name)) << peer.name;
        if (peers.isEmpty())
            QTest::newRow("alertmanager") << u"alertmanager"_s;
    }

    void everyAlertmanager()
    {
        QFETCH(QString, name);
        const PeerList peers = PeerList::load();
        WF_NEED_PEER(peers, name);
        const Borrowed borrowed;
        OwnApi api(peers.find(name)->url);
        const QString alert = u"WatchfloorTest%1"_s.arg(borrowed.clock.nowNs() / base::nsPerMs);
        QVERIFY(api.postAlert(alert));

        const auto owned = borrowed.open(*peers.find(name));
        sources::SourceSet set;
        set.alerts = {qobject_cast<sources::AlertSource *>(owned.get())};
        const QTemporaryDir dir;
        store::StoreOptions options;
        options.directory = dir.path() + u"/state"_s;
        options.maintenanceMs = 0;
        store::Store files(options, borrowed.clock);
        engine::LedgerBook book(files.ledger());
        engine::AlertWatch watch(set, borrowed.clock, borrowed.pools, {base::nsPerSecond, {}});
        engine::AckDesk desk(set, watch, book, borrowed.clock, {u"mara"_s, false, {}});
        const auto known = [&]() -> const engine::WatchedAlert * {
            for (const auto &entry : watch.snapshot()->alerts)
                if (entry.alert.name() == alert)
                    return &entry;
            return nullptr;
        };
        watch.start();
        desk.start();
        QTRY_VERIFY_WITH_TIMEOUT(known() != nullptr && desk.isStarted(), 10'000);

        WF_ANSWER(keys, QStringList,
                  (desk.acknowledge({{*known()}, u"looking"_s, base::nsPerHour, true}, wfReply), async::Request()));
        QCOMPARE(keys.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(api.silences(alert, u"active"_s).size(), 1, 10'000);
        const QString comment = api.silences(alert, u"active"_s).first()[u"comment"].toString();
        QVERIFY2(comment.startsWith(u"ACK! looking [wf-op:"_s + keys.first()), qPrintable(comment));
        QTRY_VERIFY_WITH_TIMEOUT(known() && known()->handling == engine::Handling::Acknowledged, 10'000);
        QCOMPARE(known()->owner, u"mara"_s);
        const QString id = known()->silenceId;

        // Killed before it wrote anything down: the silence is gone, and comes back for what was left of it.
        QVERIFY(peers.control(u"kill"_s, name));
        QVERIFY(peers.control(u"start"_s, name));
        QTRY_VERIFY_WITH_TIMEOUT(api.postAlert(alert), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(api.silences(alert, u"active"_s).size(), 1, 40'000);
        QTRY_VERIFY_WITH_TIMEOUT(known() && known()->handling == engine::Handling::Acknowledged, 20'000);
        QVERIFY(api.silences(alert, u"active"_s).first()[u"comment"].toString().contains(keys.first()));

        // Shortened in place, so that it ends while we look.
        const QString now = known()->silenceId;
        qInfo("silence %s, after the kill %s", qPrintable(id), qPrintable(now));
        WF_ANSWER(shortened, base::Done,
                  (desk.setEnd(now, borrowed.clock.nowNs() + 5 * base::nsPerSecond, wfReply), async::Request()));
        QTRY_COMPARE_WITH_TIMEOUT(api.silences(alert, u"expired"_s).size(), 1, 20'000);
        QCOMPARE(api.silences(alert, u"expired"_s).first()[u"id"].toString(), now);
        QCOMPARE(api.silences(alert, u"active"_s).size(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(known() && known()->handling == engine::Handling::Open, 10'000);
    }
};

QTEST_GUILESS_MAIN(TestAcknowledge)
#include "tst_acknowledge.moc"
