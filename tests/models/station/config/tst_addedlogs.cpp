// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/addedlogs.h"

#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace Qt::StringLiterals;

class AddedLogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void understandsWhatPeoplePaste()
    {
        QCOMPARE(logOfPath(u" /srv/shop/log/*.log "_s)->glob, u"/srv/shop/log/*.log"_s);
        QCOMPARE(logOfPath(u"/srv/shop/log/"_s)->glob, u"/srv/shop/log/*"_s);
        QCOMPARE(logOfPath(u"/srv/../opt/a.log"_s)->glob, u"/opt/a.log"_s);
        QCOMPARE(logOfPath(u"~/run.log"_s)->glob, QString(QDir::homePath() + u"/run.log"_s));
        QCOMPARE(logOfPath(u"/a.log"_s, u" shop "_s)->service, u"shop"_s);
    }

    void refusesWhatWouldBeTheWholeMachineAndSaysWhatToWrite()
    {
        for (const char *bad :
             {"", "log/*.log", "/*", "/**", "/**/x.log", "/v*/log", "/proc/kmsg", "/dev/tty", "/sys/a"}) {
            const auto log = logOfPath(QString::fromLatin1(bad));
            QVERIFY2(!log.ok(), bad);
            QCOMPARE(log.error().kind, base::ErrorKind::Invalid);
            QVERIFY(log.error().detail.contains(u"/srv/shop/log/*.log"_s));
        }
        QVERIFY(!logOfPath(u'/' + QString(5000, u'a')).ok());
    }

    void theSameGlobIsReplaced()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"added-logs.json"_s);
        QCOMPARE(loadAddedLogs(file)->size(), 0U);
        QVERIFY(addLog(file, {u"/a/*.log"_s, {}}).ok());
        QVERIFY(addLog(file, {u"/b.log"_s, {}}).ok());
        QVERIFY(addLog(file, {u"/a/*.log"_s, u"shop"_s}).ok());
        const auto logs = loadAddedLogs(file);
        QCOMPARE(*logs, (std::vector<AddedLog>{{u"/b.log"_s, {}}, {u"/a/*.log"_s, u"shop"_s}}));
        QVERIFY(removeLog(file, u"/b.log"_s).ok());
        QCOMPARE(removeLog(file, u"/b.log"_s).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(loadAddedLogs(file)->size(), 1U);
    }

    void aBrokenFileIsNamedAndNotWrittenOver()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"added-logs.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{broken");
        file.close();
        const auto status = addLog(file.fileName(), {u"/a.log"_s, {}});
        QVERIFY(!status.ok());
        QVERIFY(status.error().summary.contains(file.fileName()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{broken"));
    }

    void whatIsNoPathInTheFileIsLeftOut()
    {
        const auto logs = readAddedLogs("[{\"include\": \"/a.log\"}, {\"include\": \"b\"}, 7]", u"x"_s);
        QVERIFY(logs.ok());
        QCOMPARE(*logs, (std::vector<AddedLog>{{u"/a.log"_s, {}}}));
    }
};

QTEST_GUILESS_MAIN(AddedLogsTest)
#include "tst_addedlogs.moc"
