// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A real journal file, written by systemd-journal-remote and read by the real journalctl.
#include "models/station/journal/journaltailer.h"
#include "tests/models/station/tail/fakeintake.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station::journal;
using namespace Qt::StringLiterals;
using stationtest::FakeIntake;

class RealJournalTest : public QObject {
    Q_OBJECT
    const base::SystemClock m_clock;
    QTemporaryDir m_folder;
    QString m_remote;

    void save(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    // In the export format; MESSAGE with its length, as everything with line ends is told.
    [[nodiscard]] QByteArray entry(const QByteArray &message, const QByteArray &more = {}) const
    {
        QByteArray length;
        for (int i = 0; i < 8; ++i)
            length += static_cast<char>(message.size() >> (8 * i) & 0xFF);
        return "__REALTIME_TIMESTAMP=" + QByteArray::number(m_clock.nowNs() / 1'000) +
               "\n_HOSTNAME=box\nPRIORITY=3\n_SYSTEMD_UNIT=shop.service\nSYSLOG_IDENTIFIER=shopd\n_PID=42\n" +
               "_BOOT_ID=8e2b4f1c0a5d4c7e9b3f2a1d6c8e0f42\n_TRANSPORT=stdout\n" + more + "MESSAGE\n" + length +
               message + "\n\n";
    }
    void journal(const QByteArray &entries)
    {
        save(u"entries"_s, entries);
        QProcess remote;
        remote.start(m_remote, {u"-o"_s, m_folder.filePath(u"x.journal"_s), m_folder.filePath(u"entries"_s)});
        QVERIFY(remote.waitForFinished(30'000));
        QVERIFY2(remote.exitCode() == 0, remote.readAllStandardError());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_remote =
            QStandardPaths::findExecutable(u"systemd-journal-remote"_s, {u"/lib/systemd"_s, u"/usr/lib/systemd"_s});
        if (m_remote.isEmpty())
            QSKIP("systemd-journal-remote is not installed");
        save(u"journalctl"_s,
             "#!/bin/sh\nexec journalctl --file='" + m_folder.filePath(u"x.journal"_s).toUtf8() + "' \"$@\"\n");
    }
    void isReadFollowedAndTakenUpWhereItWasLeft();
};

void RealJournalTest::isReadFollowedAndTakenUpWhereItWasLeft()
{
    FakeIntake intake;
    const JournalSettings settings{m_folder.filePath(u"journalctl"_s).toStdString(), 100, {}};
    const QString positions = m_folder.filePath(u"positions"_s);
    journal(entry("first, to ann@example.com") + entry("two\nlines of \xc3\xbc and \xff", "CODE_LINE=7\n"));
    {
        const JournalTailer tailer(settings, intake, m_clock, positions);
        QTRY_COMPARE_WITH_TIMEOUT(intake.lines().size(), std::size_t(2), 30'000);
        journal(entry("while it follows"));
        QTRY_COMPARE_WITH_TIMEOUT(intake.lines().size(), std::size_t(3), 30'000);
        QVERIFY(tailer.state().isRunning);
    }
    journal(entry("while nobody looked"));
    {
        const JournalTailer tailer(settings, intake, m_clock, positions);
        QTRY_COMPARE_WITH_TIMEOUT(intake.lines().size(), std::size_t(4), 30'000);
    }
    const auto lines = intake.lines();
    QCOMPARE(lines[0].text, "first, to [email]");
    QCOMPARE(lines[0].level, signals::LogLevel::Error);
    QCOMPARE(lines[0].stream.value("service_name"), std::string_view("shop"));
    QCOMPARE(lines[0].stream.value("host"), std::string_view("box"));
    QVERIFY(lines[1].text.starts_with("two\nlines of \xc3\xbc and "));
    QVERIFY2(std::abs(m_clock.nowNs() - lines[1].timeNs) < base::nsPerHour,
             qPrintable(QString::number(m_clock.nowNs() - lines[1].timeNs)));
    QCOMPARE(lines[2].text, "while it follows");
    QCOMPARE(lines[3].text, "while nobody looked");
}

QTEST_GUILESS_MAIN(RealJournalTest)
#include "tst_realjournal.moc"
