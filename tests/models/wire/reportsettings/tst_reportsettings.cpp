// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/reportsettings/reportsettings.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf::wire;
using namespace Qt::StringLiterals;

class TestReportSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }

    void everythingIsRead()
    {
        const auto read = readReportSettings(
            "apiVersion: watchfloor/v1\n"
            "kind: Reports\n"
            "spec:\n"
            "  branding: {name: Halcyon, colour: \"#123456\", logo: logo.png}\n"
            "  mail: {server: mail.example, security: tls, user: ann, password: \"stored:mail\", from: a@b.example}\n"
            "  schedules:\n"
            "    - name: monthly\n"
            "      agreement: spa-114\n"
            "      start: 2026-06-02 06:00\n"
            "      rrule: FREQ=MONTHLY;BYMONTHDAY=2\n"
            "      timeZone: Europe/Berlin\n"
            "      formats: [pdf, csv]\n"
            "      paper: letter\n"
            "      to: [ops@fernhill.example]\n");
        QVERIFY2(read.isValid(), qPrintable(read.lines(u"f"_s).join(u'\n')));
        const auto &s = read.settings;
        QCOMPARE(s.colour, u"#123456"_s);
        QCOMPARE(s.mail->security, u"tls"_s);
        QCOMPARE(s.schedules.size(), 1);
        QCOMPARE(s.schedules[0].looks.size(), 2);
        QVERIFY(s.schedules[0].looks[0].paper == PaperSize::Letter);
        QVERIFY(!s.schedules[0].isRunning);
        // 06:00 in Berlin, summer and winter.
        const auto june = s.schedules[0].when->nextAfter(0);
        QCOMPARE(june->startNs, 1'780'372'800'000'000'000);
    }

    void whatIsWrongStandsWhereItIsWrong()
    {
        const auto read = readReportSettings(
            "kind: Reports\n"
            "spec:\n"
            "  mail: {server: \"smtp://x\", security: none, user: ann, password: hunter2, from: a@b.example}\n"
            "  schedules:\n"
            "    - name: Monthly\n"
            "      agreement: spa-114\n"
            "      start: tomorrow\n"
            "    - name: m\n"
            "      agreement: spa-114\n"
            "      start: 2026-06-02 06:00\n"
            "      rrule: FREQ=SOMETIMES\n"
            "      formats: [docx]\n"
            "      folder: /tmp\n"
            "      typo: 1\n");
        QVERIFY(!read.isValid());
        const QString lines = read.lines(u"r.yaml"_s).join(u'\n');
        for (const char *line :
             {"r.yaml:3:18: error: server must be", "only sent over starttls or tls", "password says where it is kept",
              "r.yaml:5:13: error: name may hold", "r.yaml:7:14: error: start must be a local time",
              "r.yaml:5:7: error: a schedule needs recipients",
              "r.yaml:11:14: error: ", "r.yaml:12:16: error: formats are", "typo"})
            QVERIFY2(lines.contains(QLatin1String(line)),
                     qPrintable(QLatin1String(line) + u" is missing in\n"_s + lines));
        QVERIFY(!lines.contains(u"hunter2"_s));
        QVERIFY(!readReportSettings("a: &a [*a]").isValid());
    }
};

QTEST_GUILESS_MAIN(TestReportSettings)
#include "tst_reportsettings.moc"
