// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/journal/journaltailer.h"

#include "models/station/journal/journalline.h"
#include "tests/models/station/tail/fakeintake.h"
#include "tests/support/fakeclock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station::journal;
using namespace Qt::StringLiterals;
using stationtest::FakeIntake;

namespace {

QByteArray entry(int number, const QByteArray &message, const QByteArray &more = {})
{
    return "__CURSOR=s=1;i=" + QByteArray::number(number) +
           "\n__REALTIME_TIMESTAMP=1795880216123456\n_HOSTNAME=box\nPRIORITY=4\n" +
           "_SYSTEMD_UNIT=shop.service\nSYSLOG_IDENTIFIER=shopd\n_PID=42\n_BOOT_ID=b0\n_TRANSPORT=stdout\n" + more +
           "MESSAGE=" + message + "\n\n";
}

QByteArray binary(const QByteArray &name, const QByteArray &value)
{
    QByteArray out = name + '\n';
    for (int i = 0; i < 8; ++i)
        out += static_cast<char>(value.size() >> (8 * i) & 0xFF);
    return out + value + '\n';
}

std::vector<JournalEntry> entriesOf(const QByteArray &bytes, qsizetype piece)
{
    JournalExportReader reader;
    std::vector<JournalEntry> out;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const auto part = bytes.mid(at, piece);
        reader.feed({part.constData(), static_cast<std::size_t>(part.size())}, out);
    }
    return out;
}

signals::LogLine lineOf(const QByteArray &bytes)
{
    const auto masker = wire::logtext::Masker::create();
    wire::logtext::Masker::Counts counts;
    return toLogLine(entriesOf(bytes, bytes.size()).at(0), *masker, counts, support::instant("2026-11-28T15:40:00Z"))
        .value_or(signals::LogLine{});
}

// A journalctl that writes what it is given and what it was asked, and then waits or ends.
class FakeJournalctl {
public:
    FakeJournalctl(const QByteArray &output, const QByteArray &complaint = {}, bool follows = true)
    {
        write(u"output"_s, output);
        write(u"complaint"_s, complaint);
        write(u"journalctl"_s, "#!/bin/sh\ncd '" + m_folder.path().toUtf8() +
                                   "'\necho \"$@\" >> asked\ncat complaint >&2\ncat output\n" +
                                   (follows ? "exec tail -f /dev/null\n" : "exit 1\n"));
        QFile::setPermissions(program(), QFile::ReadOwner | QFile::ExeOwner);
    }
    QString program() const { return m_folder.filePath(u"journalctl"_s); }
    QStringList asked() const
    {
        QFile file(m_folder.filePath(u"asked"_s));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                              : QStringList();
    }

private:
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("not written");
    }
    QTemporaryDir m_folder;
};

} // namespace

class TstJournal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEntriesHoweverTheyCome()
    {
        const QByteArray bytes = entry(1, "one") + "__CURSOR=2\n" + binary("MESSAGE", "two\nlines\n\xFF") +
                                 "A=\nA=2\n\n\n" + entry(3, "three");
        for (qsizetype piece : {qsizetype{1}, qsizetype{2}, qsizetype{3}, qsizetype{7}, bytes.size()}) {
            const auto entries = entriesOf(bytes, piece);
            QCOMPARE(entries.size(), std::size_t{3});
            QCOMPARE(entries[0].value("MESSAGE"), std::string_view("one"));
            QCOMPARE(entries[1].value("MESSAGE"), std::string_view("two\nlines\n\xFF"));
            QCOMPARE(entries[2].value("__CURSOR"), std::string_view("s=1;i=3"));
        }
    }
    void hugeFieldsAreCut()
    {
        const auto entries = entriesOf("__CURSOR=1\n" + binary("MESSAGE", QByteArray(1 << 20, 'x')) +
                                           "LONG=" + QByteArray(1 << 20, 'y') + "\n\n" + entry(2, "next"),
                                       4096);
        QCOMPARE(entries.size(), std::size_t{2});
        QCOMPARE(entries[0].value("MESSAGE").size(), JournalExportReader::mostValueBytes);
        QVERIFY(entries[0].cutBytes > (1 << 20));
        QCOMPARE(entries[1].value("MESSAGE"), std::string_view("next"));
        // A length beyond all bounds waits for bytes that never come, and holds none.
        (void)entriesOf("X\n\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF" + QByteArray(1 << 20, 'z'), 4096);
    }
    void entriesBecomeLines()
    {
        const auto line = lineOf(entry(1, "disk of ann@example.com is full"));
        QCOMPARE(line.text, std::string("disk of [email] is full"));
        QCOMPARE(line.timeNs, 1'795'880'216'123'456'000LL);
        QCOMPARE(line.level, signals::LogLevel::Warn);
        QCOMPARE(
            line.stream,
            (base::Labels{{"job", "systemd-journal"}, {"service_name", "shop"}, {"unit", "shop"}, {"host", "box"}}));
        QCOMPARE(line.metadata,
                 (base::Labels{{"identifier", "shopd"}, {"pid", "42"}, {"boot", "b0"}, {"transport", "stdout"}}));
        // What the message says of itself counts more than the priority it was logged with.
        QCOMPARE(lineOf(entry(1, "level=error msg=x trace_id=4bf92f3577b34da6a3ce929d0e0e4736")).level,
                 signals::LogLevel::Error);
        QCOMPARE(lineOf(entry(1, "x", "TRACE_ID=4bf92f3577b34da6a3ce929d0e0e4736\n")).traceId,
                 u"4bf92f3577b34da6a3ce929d0e0e4736"_s);
        QVERIFY(lineOf(entry(1, " ")).text.empty());
    }
    void fieldsAreMaskedAsTheMessageIs()
    {
        const auto line = lineOf("MESSAGE=mail ada@shop.example\n__REALTIME_TIMESTAMP=1795880216123456\n"
                                 "SYSLOG_IDENTIFIER=ada@shop.example\n_HOSTNAME=ada@shop.example\n_PID=4711\n"
                                 "_BOOT_ID=4bf92f3577b34da6a3ce929d0e0e4736\n\n");
        QCOMPARE(line.text, std::string("mail [email]"));
        QCOMPARE(line.metadata.value("identifier"), "[email]");
        QCOMPARE(line.stream.value("host"), "[email]");
        QCOMPARE(line.stream.value("service_name"), "[email]");
        QCOMPARE(line.metadata.value("boot"), "4bf92f3577b34da6a3ce929d0e0e4736");
        QCOMPARE(line.metadata.value("pid"), "4711");
    }
    void unitsOfSessionsMakeNoStreams()
    {
        const auto line = lineOf("__CURSOR=1\nMESSAGE=x\n_SYSTEMD_UNIT=session-4711.scope\nSYSLOG_IDENTIFIER=sudo\n\n");
        QCOMPARE(line.stream, (base::Labels{{"job", "systemd-journal"}, {"service_name", "sudo"}}));
        QCOMPARE(lineOf("__CURSOR=1\nMESSAGE=x\n_SYSTEMD_UNIT=getty@tty1.service\n\n").stream.value("service_name"),
                 std::string_view("getty"));
    }

    void followsAndGoesOnWhereItWasLeft()
    {
        FakeIntake intake;
        const base::SystemClock clock;
        QTemporaryDir folder;
        const FakeJournalctl first(entry(1, "one") + entry(2, "two"));
        {
            JournalTailer tailer({first.program().toStdString(), 100, {}}, intake, clock, folder.filePath(u"p"_s));
            QTRY_COMPARE_WITH_TIMEOUT(intake.lines().size(), std::size_t{2}, 5000);
            QTRY_COMPARE_WITH_TIMEOUT(tailer.state().lines, 2LL, 3000);
            QVERIFY(tailer.state().isRunning);
            QVERIFY(tailer.state().problem.isEmpty());
        }
        QVERIFY(first.asked().value(0).contains(u"--since=-24h --lines=100"_s));
        const FakeJournalctl second(entry(3, "three"));
        {
            const JournalTailer tailer({second.program().toStdString(), 100, {}}, intake, clock,
                                       folder.filePath(u"p"_s));
            QTRY_COMPARE_WITH_TIMEOUT(intake.lines().size(), std::size_t{3}, 5000);
        }
        QVERIFY(second.asked().value(0).contains(u"--after-cursor=s=1;i=2"_s));
    }
    void saysWhatCannotBeRead()
    {
        FakeIntake intake;
        const base::SystemClock clock;
        QTemporaryDir folder;
        const FakeJournalctl journalctl(
            entry(1, "mine"), "Hint: You are currently not seeing messages from other users and the system.\n");
        const JournalTailer tailer({journalctl.program().toStdString(), 100, {}}, intake, clock,
                                   folder.filePath(u"p"_s));
        QTRY_VERIFY_WITH_TIMEOUT(tailer.state().problem.contains(u"systemd-journal"_s), 5000);
        QTRY_COMPARE_WITH_TIMEOUT(intake.lines().size(), std::size_t{1}, 5000);
    }
    void saysWhenThereIsNoJournalctl()
    {
        FakeIntake intake;
        base::ManualClock clock{support::instant("2026-11-28T15:40:00Z")};
        QTemporaryDir folder;
        JournalFollower follower({folder.filePath(u"none"_s).toStdString(), 100, {}}, intake, clock,
                                 folder.filePath(u"p"_s));
        (void)follower.step();
        QVERIFY(follower.state().problem.contains(u"no journalctl"_s));
        QVERIFY(!follower.state().isRunning);
        follower.finish();
    }
    void aCursorNobodyKnowsIsDroppedInTheEnd()
    {
        FakeIntake intake;
        (void)intake.takeMarkedLogs({}, {{"journal", "unknown"}});
        base::ManualClock clock{support::instant("2026-11-28T15:40:00Z")};
        QTemporaryDir folder;
        const FakeJournalctl journalctl({}, "Failed to seek to cursor: Invalid argument\n", false);
        JournalFollower follower({journalctl.program().toStdString(), 100, {}}, intake, clock, folder.filePath(u"p"_s));
        QTRY_VERIFY_WITH_TIMEOUT(
            (clock.advance(base::nsPerMinute), (void)follower.step(), journalctl.asked().size() >= 4), 20'000);
        QVERIFY(journalctl.asked().at(0).contains(u"--after-cursor=unknown"_s));
        QVERIFY(journalctl.asked().at(3).contains(u"--since=-24h"_s));
        follower.finish();
    }
    void journalctlWaitsWhileTheIntakeTakesNoMore()
    {
        FakeIntake intake;
        auto busy = base::makeError(base::ErrorKind::RateLimited, u"too much"_s);
        busy.retryAfter = std::chrono::milliseconds(300);
        intake.failures = {busy, busy};
        const base::SystemClock clock;
        QTemporaryDir folder;
        QByteArray many;
        for (int i = 0; i < 20'000; ++i)
            many += entry(i, "message " + QByteArray::number(i));
        const FakeJournalctl journalctl(many);
        const JournalTailer tailer({journalctl.program().toStdString(), 100, {}}, intake, clock,
                                   folder.filePath(u"p"_s));
        QTRY_COMPARE_WITH_TIMEOUT(intake.lines().size(), std::size_t{20'000}, 20'000);
        QCOMPARE(intake.lines().back().text, std::string("message 19999"));
    }
};

QTEST_GUILESS_MAIN(TstJournal)
#include "tst_journal.moc"
