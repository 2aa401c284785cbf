// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/desktopnotices.h"
#include "app/notify/tones.h"

#include "tests/support/failonwarning.h"

#include <QScreen>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace wf;
using namespace wf::app;
using namespace Qt::StringLiterals;
using base::nsPerMinute;
using signals::Severity;

namespace {

constexpr qint64 now = 1'000'000 * nsPerMinute;

engine::IncidentPtr incident(qint64 number, Severity severity, int needed = 1)
{
    auto out = std::make_shared<engine::Incident>();
    out->number = number;
    out->severity = severity;
    out->needed = needed;
    out->owner = needed == 0 ? u"Tomás R."_s : QString();
    out->openedNs = now - 2 * nsPerMinute;
    out->title = u"Payment provider latency slows checkout and everything else"_s;
    return out;
}

widgets::ToastContent content(Severity severity, const QString &title = u"t"_s)
{
    widgets::ToastContent out;
    out.severity = severity;
    out.title = title;
    out.text = u"words"_s;
    return out;
}

} // namespace

class TestDesktopNotices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void theMenuSaysOfEachHowLongByWhomOrUntilWhen()
    {
        engine::IncidentSnapshot open;
        open.open = {incident(1, Severity::Critical), incident(2, Severity::Warning),
                     incident(3, Severity::Warning, 0)};
        open.alertsFiring = 11;
        const auto rows = trayRows(
            open, [](qint64 number) { return number == 2 ? now + 120 * nsPerMinute : 0; }, now);
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[0].icon, u"sev-critical"_s);
        QCOMPARE(rows[0].side, u"2\u2009min"_s);
        QVERIFY(rows[0].title.size() <= 44 && rows[0].title.endsWith(u'…'));
        QCOMPARE(rows[1].icon, u"sev-silenced"_s);
        QVERIFY2(rows[1].side.startsWith(u"to "_s), qPrintable(rows[1].side));
        QCOMPARE(rows[2].icon, u"sev-ack"_s);
        QCOMPARE(rows[2].side, u"Tomás R."_s);
        QCOMPARE(neededIncidents(open), 2);
        const QImage one = trayIcon(engine::TrayState::Critical, 1).pixmap(32, 32).toImage();
        const QImage several = trayIcon(engine::TrayState::Critical, 2).pixmap(32, 32).toImage();
        QVERIFY(one != several); // the number stands in it
        for (const auto state : {engine::TrayState::Offline, engine::TrayState::Ok, engine::TrayState::Critical}) {
            const QImage icon = trayIcon(state, 1).pixmap(32, 32).toImage();
            QCOMPARE(icon.pixelColor(2, 16).alpha(), 255); // seen on a panel of any colour
            QVERIFY(icon.pixelColor(2, 16).lightness() < 60);
        }
    }

    void atMostThreeStandThereAndTheOldestWarningGoesFirst()
    {
        ToastStack stack;
        stack.show(1, content(Severity::Critical));
        stack.show(2, content(Severity::Warning));
        stack.show(3, content(Severity::Critical));
        stack.show(4, content(Severity::Critical));
        QCOMPARE(stack.shown(), (std::vector<qint64>{1, 3, 4}));
        stack.show(5, content(Severity::Critical));
        QCOMPARE(stack.shown(), (std::vector<qint64>{3, 4, 5}));
        stack.show(4, content(Severity::Critical, u"worse"_s)); // takes its own place
        QCOMPARE(stack.shown(), (std::vector<qint64>{3, 5, 4}));
        stack.remove(5);
        QCOMPARE(stack.shown(), (std::vector<qint64>{3, 4}));
    }

    void aWarningLeavesByItselfAndWhatIsCriticalStays()
    {
        ToastStack stack(nullptr, 500);
        stack.show(1, content(Severity::Critical));
        stack.show(2, content(Severity::Warning));
        QTRY_COMPARE_WITH_TIMEOUT(stack.shown(), std::vector<qint64>{1}, 60'000);
    }

    void noNoticeStandsWhereSentencesAreUndone()
    {
        const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
        const QRect bar(screen.left(), screen.bottom() - 58, screen.width(), 34);
        ToastStack stack;
        stack.keepClear([bar] { return bar; });
        stack.show(1, content(Severity::Critical));
        stack.show(2, content(Severity::Critical));
        int seen = 0;
        for (QWidget *one : QApplication::topLevelWidgets())
            if (const auto *card = qobject_cast<widgets::ToastCard *>(one); card && card->isVisible()) {
                QVERIFY(!card->geometry().intersects(bar));
                QVERIFY(card->geometry().bottom() < bar.top());
                ++seen;
            }
        QCOMPARE(seen, 2);
    }

    void whatIsPressedIsAskedFor()
    {
        ToastStack stack;
        QSignalSpy acknowledged(&stack, &ToastStack::acknowledgeRequested);
        stack.show(7, content(Severity::Critical));
        const auto cards = QApplication::topLevelWidgets();
        widgets::ToastCard *card = nullptr;
        for (QWidget *one : cards)
            if (auto *found = qobject_cast<widgets::ToastCard *>(one))
                card = found;
        QVERIFY(card != nullptr);
        Q_EMIT card->acknowledgeRequested();
        QTRY_COMPARE(acknowledged.size(), 1);
        QCOMPARE(acknowledged[0][0].toLongLong(), 7);
    }

    void theNotesAreShortWaveFiles()
    {
        for (const QString &name : {u"twoLowNotes"_s, u"oneLowNote"_s}) {
            const QByteArray tone = toneNamed(name);
            QVERIFY(tone.startsWith("RIFF"));
            QCOMPARE(tone.mid(8, 8), "WAVEfmt ");
            QCOMPARE(qFromLittleEndian<quint32>(tone.constData() + 4), quint32(tone.size() - 8));
            QCOMPARE(qFromLittleEndian<quint32>(tone.constData() + 40), quint32(tone.size() - 44));
            QVERIFY(tone.size() < 60'000);
        }
        QVERIFY(toneNamed(u"twoLowNotes"_s).size() > 2 * toneNamed(u"oneLowNote"_s).size());
        QVERIFY(toneNamed(u"none"_s).isEmpty());
    }

    void aSoundIsGivenToThePlayerAsAFileAndSilenceIsNot()
    {
        const QTemporaryDir dir;
        const QString player = dir.filePath(u"player"_s);
        QFile script(player);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nhead -c 4 \"$1\" > \"$0.heard\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner));
        SoundPlayer sounds({u"no-such-player-at-all"_s, player});
        QCOMPARE(sounds.player(), u"player"_s);
        QSignalSpy played(&sounds, &SoundPlayer::played);
        sounds.play(u"none"_s);
        sounds.play(u"twoLowNotes"_s);
        QVERIFY(played.wait(60'000));
        QCOMPARE(played[0][1].toBool(), true);
        QFile heard(player + u".heard"_s);
        QVERIFY(heard.open(QIODevice::ReadOnly));
        QCOMPARE(heard.readAll(), "RIFF");
    }

    // Of two incidents at once both are heard, one after the other; once somebody has them it is silent at once.
    void soundsWaitForEachOtherAndEndWhenTheyAreStopped()
    {
        const QTemporaryDir dir;
        const QString player = dir.filePath(u"player"_s), heard = player + u".heard"_s;
        QFile script(player);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nbasename \"$1\" >> \"$0.heard\"\nwhile [ ! -e \"$0.go\" ]; do sleep 0.05; done\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner));
        const auto lines = [&heard] {
            QFile file(heard);
            return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n').size() - 1 : 0;
        };
        SoundPlayer sounds({player});
        QSignalSpy played(&sounds, &SoundPlayer::played);
        sounds.play(u"oneLowNote"_s);
        sounds.play(u"oneLowNote"_s); // the same is heard already
        sounds.play(u"twoLowNotes"_s);
        QTRY_COMPARE_WITH_TIMEOUT(lines(), 1, 60'000);
        QFile go(player + u".go"_s);
        QVERIFY(go.open(QIODevice::WriteOnly));
        go.close();
        QTRY_COMPARE_WITH_TIMEOUT(played.size(), 2, 60'000);
        QCOMPARE(lines(), 2);
        QVERIFY(played[1][0].toString().endsWith(u"twoLowNotes.wav"_s));

        QVERIFY(QFile::remove(player + u".go"_s));
        sounds.play(u"twoLowNotes"_s);
        sounds.play(u"oneLowNote"_s);
        QTRY_COMPARE_WITH_TIMEOUT(lines(), 3, 60'000);
        sounds.stop();
        QTRY_COMPARE_WITH_TIMEOUT(played.size(), 3, 60'000);
        QVERIFY(played[2][1].toBool()); // ended on purpose: no beep in its place
        QVERIFY(go.open(QIODevice::WriteOnly));
        sounds.play(u"oneLowNote"_s);
        QTRY_COMPARE_WITH_TIMEOUT(played.size(), 4, 60'000);
        QCOMPARE(lines(), 4); // what waited was forgotten
    }
};

QTEST_MAIN(TestDesktopNotices)
#include "tst_desktopnotices.moc"
