// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/namedcalls.h"

#include "models/engine/services/servicecatalog.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

QStringList words(const std::vector<signals::ServiceCall> &calls)
{
    QStringList out;
    for (const auto &one : calls)
        out << one.caller + u"->"_s + one.callee;
    return out;
}

signals::QueryAnswerPtr answerOf(std::vector<signals::Series> series)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    out->series = std::move(series);
    return out;
}

signals::Series callSeries(const char *client, const char *server, double count)
{
    signals::Series out;
    out.labels = base::Labels{{"client", client}, {"server", server}};
    out.timesMs = {0};
    out.values = {count};
    return out;
}

} // namespace

class NamedCallsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void labelsAndAnnotationsNameWhoCallsWhom_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("annotation");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QStringList>("calls");
        const QString no;
        QTest::newRow("what it needs") << no << u"depends_on"_s << u"payment, psp-gateway"_s
                                       << QStringList{u"checkout->payment"_s, u"checkout->psp-gateway"_s};
        QTest::newRow("lines") << no << u"dependencies"_s << u"payment;\n cart \n"_s
                               << QStringList{u"checkout->payment"_s, u"checkout->cart"_s};
        QTest::newRow("who needs it") << no << u"affects"_s << u"gateway"_s << QStringList{u"gateway->checkout"_s};
        QTest::newRow("a label") << u"upstream"_s << no << u"payment"_s << QStringList{u"checkout->payment"_s};
        QTest::newRow("called by") << u"downstream_service"_s << no << u"gateway"_s
                                   << QStringList{u"gateway->checkout"_s};
        QTest::newRow("a name of a mesh") << u"destination_service"_s << no << u"payment.shop.svc.cluster.local"_s
                                          << QStringList{u"checkout->payment"_s};
        QTest::newRow("with a namespace")
            << u"peer_service"_s << no << u"shop/payment"_s << QStringList{u"checkout->payment"_s};
        QTest::newRow("prose names nobody") << no << u"affects"_s << u"all customers in Europe"_s << QStringList();
        QTest::newRow("an address is no service")
            << no << u"depends_on"_s << u"10.0.0.1, https://x/?y"_s << QStringList();
        QTest::newRow("itself") << no << u"depends_on"_s << u"checkout, checkout"_s << QStringList();
        QTest::newRow("unknown") << u"upstream"_s << no << u"unknown"_s << QStringList();
    }
    void labelsAndAnnotationsNameWhoCallsWhom()
    {
        QFETCH(QString, label);
        QFETCH(QString, annotation);
        QFETCH(QString, value);
        QFETCH(QStringList, calls);
        base::Labels labels{{"alertname", "Slow"}}, annotations{{"summary", "it is slow"}};
        if (!label.isEmpty())
            labels = labels.with(label.toStdString(), value.toStdString());
        if (!annotation.isEmpty())
            annotations = annotations.with(annotation.toStdString(), value.toStdString());
        QCOMPARE(words(callsNamedBy(labels, annotations, u"checkout"_s)), calls);
    }
    void aPairCountsWhateverTheAlertIsAbout()
    {
        const base::Labels labels{{"source_workload", "checkout"}, {"destination_workload", "payment"}};
        QCOMPARE(words(callsNamedBy(labels, {}, {})), QStringList{u"checkout->payment"_s});
        QCOMPARE(words(callsNamedBy(base::Labels{{"depends_on", "payment"}}, {}, {})), QStringList());
    }
    void thereAreBounds()
    {
        QStringList many;
        for (int i = 0; i < 1000; ++i)
            many << u"service-%1"_s.arg(i);
        const base::Labels annotations{{"depends_on", many.join(u',').toStdString()}};
        QCOMPARE(callsNamedBy({}, annotations, u"a"_s).size(), mostNamedCalls);
        QVERIFY(callsNamedBy({}, base::Labels{{"depends_on", std::string(5000, 'x')}}, u"a"_s).empty());
    }
    void theCatalogKnowsThemBesideThoseOfAMesh()
    {
        base::ManualClock clock = support::clockAt();
        support::FakeMetricSource metrics(u"a"_s);
        const sources::SourceSet set{{&metrics}, {}, {}, {}};
        ServiceCatalog catalog(set, {}, clock);
        QSignalSpy changed(&catalog, &ServiceCatalog::changed);
        const auto named =
            std::make_shared<const std::vector<signals::ServiceCall>>(1, signals::ServiceCall{u"a"_s, u"b"_s, 0});
        catalog.nameCalls(named);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(words(catalog.snapshot()->calls), QStringList{u"a->b"_s});
        catalog.nameCalls(named); // nothing new
        QCOMPARE(changed.count(), 1);

        catalog.refresh();
        support::FakeMetricSource::answer(metrics.instants, answerOf({}));
        support::FakeMetricSource::answer(metrics.ranges, answerOf({}));
        support::FakeMetricSource::answer(metrics.labelQuestions, QStringList{u"traces_service_graph_request_total"_s});
        QVERIFY(catalog.isBusy()); // for who calls whom is asked now
        QVERIFY(metrics.instants.front().expr.startsWith(u"sum by (client, server)"_s));
        support::FakeMetricSource::answer(metrics.instants,
                                          answerOf({callSeries("gateway", "checkout", 12.5), callSeries("a", "b", 3)}));
        QVERIFY(!catalog.isBusy());
        QCOMPARE(words(catalog.snapshot()->calls), (QStringList{u"gateway->checkout"_s, u"a->b"_s}));
        QCOMPARE(catalog.snapshot()->calls.front().count, 12);
    }
};

QTEST_GUILESS_MAIN(NamedCallsTest)
#include "tst_namedcalls.moc"
