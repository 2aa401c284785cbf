// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/schedule/reportrunner.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class TestReportRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void nothingRunsWithoutAFileOfSchedules()
    {
        QTemporaryDir folder;
        const QString marker = folder.filePath(u"ran"_s), settings = folder.filePath(u"reports.yaml"_s);
        app::ReportRunner runner(u"/bin/sh"_s, {u"-c"_s, u"echo > "_s + marker}, settings);
        QSignalSpy ended(&runner, &app::ReportRunner::ended);
        runner.runNow();
        QCOMPARE(ended.count(), 0);
        QFile file(settings);
        QVERIFY(file.open(QIODevice::WriteOnly));
        runner.runNow();
        runner.runNow(); // one at a time
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
        QVERIFY(QFile::exists(marker));
    }

    void whatFailsIsSaidInOneLine()
    {
        QTemporaryDir folder;
        QFile settings(folder.filePath(u"reports.yaml"_s));
        QVERIFY(settings.open(QIODevice::WriteOnly));
        app::ReportRunner runner(u"/bin/sh"_s, {u"-c"_s, u"echo first; echo the server refused it >&2; exit 2"_s},
                                 settings.fileName());
        QSignalSpy failed(&runner, &app::ReportRunner::failed);
        runner.runNow();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30'000);
        QCOMPARE(failed.front().front().toString(), u"the server refused it"_s);
        app::ReportRunner missing(folder.filePath(u"nothing"_s), {}, settings.fileName());
        QSignalSpy said(&missing, &app::ReportRunner::failed);
        missing.runNow();
        QTRY_COMPARE_WITH_TIMEOUT(said.count(), 1, 30'000);
    }

    void goingAwayEndsWhatRuns()
    {
        QTemporaryDir folder;
        QFile settings(folder.filePath(u"reports.yaml"_s));
        QVERIFY(settings.open(QIODevice::WriteOnly));
        const QString pidFile = folder.filePath(u"pid"_s);
        auto runner = std::make_unique<app::ReportRunner>(
            u"/bin/sh"_s, QStringList{u"-c"_s, u"echo $$ > %1; exec tail -f /dev/null"_s.arg(pidFile)},
            settings.fileName());
        runner->runNow();
        const auto pid = [&pidFile] {
            QFile file(pidFile);
            return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
        };
        QTRY_VERIFY_WITH_TIMEOUT(!pid().isEmpty(), 30'000);
        runner.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(u"/proc/"_s + QString::fromLatin1(pid())), 30'000);
    }
};

QTEST_GUILESS_MAIN(TestReportRunner)
#include "tst_reportrunner.moc"
