// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/lokisource.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace wf;
using namespace wf::sources;
using namespace Qt::StringLiterals;

// What the ruler of a Loki refuses, in words that say what to do.
class TestLokiRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aNamespaceWithASlashIsSaidSo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("nameSpace");
        QTest::addColumn<bool>("isTheSlash");
        QTest::newRow("405") << 405 << u"team/a"_s << true;
        QTest::newRow("404: its modules started in another order") << 404 << u"team/a"_s << true;
        QTest::newRow("404 without a slash: no ruler") << 404 << u"team"_s << false;
        QTest::newRow("another refusal") << 400 << u"team/a"_s << false;
    }
    void aNamespaceWithASlashIsSaidSo()
    {
        QFETCH(int, status);
        QFETCH(QString, nameSpace);
        QFETCH(bool, isTheSlash);
        support::HttpServer server;
        support::HttpResponse refusal;
        refusal.status = status;
        refusal.body = "404 page not found";
        server.on(u"*"_s, refusal);
        const base::SystemClock clock;
        async::Pools pools;
        const SourceEnvironment environment{clock, pools, nullptr, [] { return 0.02; }};
        net::HttpOptions options;
        options.base = server.url();
        options.tries = 1;
        LokiSource source(SourceIdentity{u"l"_s, u"loki"_s, signals::SourceKind::Logs, {}}, options, environment);
        std::optional<base::Error> error;
        const auto request = source.putRuleGroup(nameSpace, "name: g\n", [&error](const base::Status &done) {
            QVERIFY(!done.ok());
            error = done.error();
        });
        QTRY_VERIFY(error);
        QCOMPARE(error->summary.contains(u"takes no namespace with a slash in it: team/a"_s), isTheSlash);
        QCOMPARE(error->kind == base::ErrorKind::Invalid, isTheSlash);
    }
};

QTEST_GUILESS_MAIN(TestLokiRules)
#include "tst_lokirules.moc"
