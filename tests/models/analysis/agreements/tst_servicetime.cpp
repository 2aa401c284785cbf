// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/servicetime.h"

#include "tests/models/analysis/agreements/terms.h"

#include <QTest>

using namespace wf;
using namespace wf::analysis;
using namespace wf::agreementtest;
using namespace Qt::StringLiterals;
using base::TimeRange;
using signals::AgreementWindow;

class TestServiceTime : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void windowsAreAsLongAsTheCalendarSays_data()
    {
        QTest::addColumn<int>("window");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QByteArray>("when");
        QTest::addColumn<qint64>("minutes");
        const auto row = [](const char *name, AgreementWindow window, const char *zone, const char *when,
                            qint64 minutes) {
            QTest::newRow(name) << static_cast<int>(window) << QString::fromLatin1(zone) << QByteArray(when) << minutes;
        };
        row("May", AgreementWindow::Month, "UTC", "2026-05-14T02:14:07", 44'640);
        row("February", AgreementWindow::Month, "UTC", "2026-02-14T00:00:00", 40'320);
        row("February of a leap year", AgreementWindow::Month, "UTC", "2028-02-29T12:00:00", 41'760);
        row("March loses an hour in Zurich", AgreementWindow::Month, "Europe/Zurich", "2026-03-14T00:00:00", 44'580);
        row("October gains one", AgreementWindow::Month, "Europe/Zurich", "2026-10-14T00:00:00", 44'700);
        row("the quarter of both changes little", AgreementWindow::Quarter, "Europe/Zurich", "2026-02-01T00:00:00",
            129'540);
        row("a leap year", AgreementWindow::Year, "UTC", "2028-07-01T00:00:00", 527'040);
        row("half an hour of summer time on Lord Howe", AgreementWindow::Month, "Australia/Lord_Howe",
            "2026-04-14T00:00:00", 43'230);
        row("the day summer time begins", AgreementWindow::Day, "Europe/Zurich", "2026-03-29T12:00:00", 1'380);
        row("a week", AgreementWindow::Week, "UTC", "2026-05-14T00:00:00", 10'080);
    }
    void windowsAreAsLongAsTheCalendarSays()
    {
        QFETCH(const int, window);
        QFETCH(const QString, zone);
        QFETCH(const QByteArray, when);
        const auto found = agreementWindowAt(static_cast<AgreementWindow>(window), zone, at(when));
        QVERIFY(found.ok());
        QVERIFY(found->startNs <= at(when) && at(when) < found->endNs);
        QTEST(found->lengthNs() / nsPerMinute, "minutes");
    }

    void aZoneNobodyKnowsIsAnError()
    {
        QCOMPARE(agreementWindowAt(AgreementWindow::Month, u"Mars/Olympus"_s, 0).error().kind,
                 base::ErrorKind::Invalid);
    }

    void officeHoursLeaveWeekendsAndHolidaysOut()
    {
        auto a = contract();
        a.hours.spans = {{0x1F, 8 * 60, 18 * 60}};
        a.hours.holidays = {QDate(2026, 5, 1)};
        // May 2026 has 21 weekdays, one of them Labour Day.
        const auto may = *agreementWindowAt(AgreementWindow::Month, u"UTC"_s, at("2026-05-14T00:00:00"));
        const auto hours = serviceTime(a, may);
        QCOMPARE(hours.size(), std::size_t{20});
        QCOMPARE(lengthOf(hours), 200 * nsPerHour);
        QCOMPARE(hours.front().startNs, at("2026-05-04T08:00:00"));
    }

    void aNightThatSummerTimeShortensHasAnHourLess()
    {
        auto a = contract();
        a.timeZone = u"Europe/Zurich"_s;
        a.hours.spans = {{0x7F, 0, 6 * 60}};
        const QTimeZone zurich("Europe/Zurich");
        const auto night = [&](const char *from, const char *to) {
            return lengthOf(serviceTime(a, {at(from, zurich), at(to, zurich)}));
        };
        QCOMPARE(night("2026-03-28T00:00:00", "2026-03-29T00:00:00"), 6 * nsPerHour);
        QCOMPARE(night("2026-03-29T00:00:00", "2026-03-30T00:00:00"), 5 * nsPerHour);
        QCOMPARE(night("2026-10-25T00:00:00", "2026-10-26T00:00:00"), 7 * nsPerHour);
    }

    void onlyTheTimeOfValidityCounts()
    {
        const auto a = contract();
        QCOMPARE(lengthOf(serviceTime(a, {at("2024-12-31T00:00:00"), at("2025-01-02T00:00:00")})), nsPerDay);
        QVERIFY(serviceTime(a, {at("2024-01-01T00:00:00"), at("2024-02-01T00:00:00")}).empty());
    }

    void rangesAreJoinedAndTakenApart()
    {
        const std::vector<TimeRange> a{{0, 10}, {20, 30}};
        QCOMPARE(common(a, {{5, 25}}), (std::vector<TimeRange>{{5, 10}, {20, 25}}));
        QCOMPARE(without(a, {{5, 25}}), (std::vector<TimeRange>{{0, 5}, {25, 30}}));
        QCOMPARE(without(a, {{25, 26}, {24, 28}}), (std::vector<TimeRange>{{0, 10}, {20, 24}, {28, 30}}));
        QVERIFY(without({}, a).empty() && common(a, {}).empty());
        QCOMPARE(momentAfter(a, 5, 7), std::optional<qint64>(22));
        QCOMPARE(momentAfter(a, 0, 20), std::optional<qint64>(30));
        QVERIFY(!momentAfter(a, 0, 21));
    }

    void daysOfAZoneAreWhole()
    {
        const QTimeZone zurich("Europe/Zurich");
        const auto days =
            localDays(u"Europe/Zurich"_s, {at("2026-03-28T12:00:00", zurich), at("2026-03-30T00:00:00", zurich)});
        QCOMPARE(days.size(), std::size_t{2});
        QCOMPARE(days[0].lengthNs(), nsPerDay);
        QCOMPARE(days[1].lengthNs(), 23 * nsPerHour);
    }
};

QTEST_APPLESS_MAIN(TestServiceTime)
#include "tst_servicetime.moc"
