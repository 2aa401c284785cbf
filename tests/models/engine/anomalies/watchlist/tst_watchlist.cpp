// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/watchlist/watchlist.h"

#include "models/query/promql/parse/parse.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class WatchlistTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksForRequestsErrorsAndDurationsOfTheWholeFleetAtOnce()
    {
        const auto list =
            engine::watchlist({u"http_requests_total"_s, u"http_request_duration_seconds_bucket"_s, u"up"_s}, {});
        QCOMPARE(list.size(), 3U);
        QCOMPARE(list[0].kind, engine::WatchKind::Requests);
        QCOMPARE(list[1].kind, engine::WatchKind::Errors);
        QCOMPARE(list[2].kind, engine::WatchKind::Duration);
        QVERIFY(list[2].expr.contains(u"service"_s) && list[2].expr.contains(u"region"_s));
        QCOMPARE(list[0].metrics, QStringList{u"http_requests_total"_s});
    }
    void everyQuestionIsPromqlAndHasItsOwnId()
    {
        const auto list =
            engine::watchlist({u"http.server.request.duration_count"_s, u"http.server.request.duration_bucket"_s,
                               u"db_pool_in_use"_s, u"db_pool_max"_s, u"process_cpu_seconds_total"_s,
                               u"node_cpu_seconds_total"_s, u"container_cpu_usage_seconds_total"_s,
                               u"node_memory_MemAvailable_bytes"_s, u"node_network_receive_bytes_total"_s},
                              {});
        QVERIFY(list.size() >= 8);
        QSet<QString> ids;
        for (const auto &one : list) {
            const auto parsed = query::parsePromql(one.expr.toStdString(), query::ParseOptions::everything());
            QVERIFY2(parsed.ok(), qPrintable(one.expr));
            QVERIFY(!one.title.isEmpty() && !ids.contains(one.id));
            ids.insert(one.id);
        }
    }
    void nothingKnownIsNothingAsked()
    {
        QVERIFY(engine::watchlist({u"up"_s, u"strange_thing"_s}, {}).empty());
        QVERIFY(engine::watchlist({}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(WatchlistTest)
#include "tst_watchlist.moc"
