// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/finitelist/finitelist.h"

#include "models/query/promql/parse/parse.h"

#include <QSet>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class FiniteListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsEveryKindThatTheMetricsTellOf()
    {
        const auto list = engine::finiteList(
            {u"node_filesystem_size_bytes"_s, u"node_filesystem_avail_bytes"_s, u"node_filesystem_files"_s,
             u"node_filesystem_files_free"_s, u"node_memory_MemTotal_bytes"_s, u"node_memory_MemAvailable_bytes"_s,
             u"node_cpu_seconds_total"_s, u"process_open_fds"_s, u"process_max_fds"_s, u"kube_resourcequota"_s,
             u"probe_ssl_earliest_cert_expiry"_s, u"db_pool_in_use"_s, u"db_pool_max"_s, u"queue_depth"_s,
             u"queue_capacity"_s},
            {});
        QSet<QString> kinds, ids;
        for (const auto &one : list) {
            kinds.insert(engine::finiteKindName(one.kind));
            QVERIFY(!ids.contains(one.id));
            ids.insert(one.id);
            for (const QString &expr : {one.used, one.limit})
                if (!expr.isEmpty())
                    QVERIFY2(query::parsePromql(expr.toStdString(), query::ParseOptions::everything()).ok(),
                             qPrintable(expr));
        }
        for (const char *kind :
             {"disk", "inodes", "memory", "processor", "connections", "queue", "descriptors", "quota", "certificate"})
            QVERIFY2(kinds.contains(QString::fromLatin1(kind)), kind);
    }
    void aMetricThatHasAQuestionOfItsOwnIsNotAskedTwice()
    {
        const auto list = engine::finiteList({u"process_open_fds"_s, u"process_max_fds"_s}, {});
        QCOMPARE(list.size(), 1U);
        QCOMPARE(list.front().kind, engine::FiniteKind::Descriptors);
    }
    void licencesQuotasAndCertificatesAreKnownByTheirNames()
    {
        const auto list = engine::finiteList(
            {u"gitlab_license_expires_at_timestamp_seconds"_s, u"gitlab_license_seats_used"_s,
             u"gitlab_license_seats_limit"_s, u"api_quota_used"_s, u"api_quota_limit"_s,
             u"ingress_certificate_expiry_seconds"_s, u"certmanager_certificate_expiration_timestamp_seconds"_s,
             u"certificate_expires_in_seconds"_s, u"session_expiry_seconds"_s},
            {});
        QStringList found;
        for (const auto &one : list) {
            found << engine::finiteKindName(one.kind) + (one.endsAtDate() ? u" dated"_s : u""_s);
            QVERIFY(query::parsePromql(one.limit.toStdString(), query::ParseOptions::everything()).ok());
        }
        found.sort();
        QCOMPARE(found, (QStringList{u"certificate dated"_s, u"certificate dated"_s, u"licence"_s, u"licence dated"_s,
                                     u"quota"_s}));
    }
    void requestsAreAskedBesideLimits()
    {
        const auto list =
            engine::finiteList({u"container_memory_working_set_bytes"_s, u"kube_pod_container_resource_limits"_s,
                                u"kube_pod_container_resource_requests"_s},
                               {});
        QCOMPARE(list.size(), 2U);
        QVERIFY(list[0].id != list[1].id);
        QCOMPARE(list[0].isRequest, false);
        QCOMPARE(list[1].isRequest, true);
    }
    void halfAPairIsNothing()
    {
        QVERIFY(engine::finiteList({u"node_filesystem_size_bytes"_s, u"up"_s}, {}).empty());
        QVERIFY(engine::finiteList({}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(FiniteListTest)
#include "tst_finitelist.moc"
