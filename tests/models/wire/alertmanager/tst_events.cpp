// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/alertmanager/events.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace wf;
using namespace wf::wire::alertmanager;
using namespace Qt::StringLiterals;

namespace {

// As Alertmanager 0.33 writes them (its eventrecorder.proto through protojson).
const QByteArray created =
    R"({"@timestamp":"2026-05-14T02:00:05.123456789Z","instance":"am-0","data":{"alertCreated":{"alert":{"fingerprint":"42","name":"Slow","labels":{"labels":[{"key":"alertname","value":"Slow"},{"key":"service","value":"cart"}]},"annotations":{"labels":[{"key":"summary","value":"cart is slow"}]},"startsAt":"2026-05-14T02:00:00.632Z","endsAt":"2026-05-14T02:04:00.632Z"}}}})";
const QByteArray resolved =
    R"({"@timestamp":"2026-05-14T02:31:00Z","instance":"am-0","data":{"alertResolved":{"alert":{"hash":"7","details":{"fingerprint":"42","name":"Slow","labels":{"labels":[{"key":"alertname","value":"Slow"},{"key":"service","value":"cart"}]},"startsAt":"2026-05-14T02:00:00.632Z","endsAt":"2026-05-14T02:30:00Z","resolved":true}}}}})";
const QByteArray asMap =
    R"({"@timestamp":"2026-05-14T03:00:05Z","instance":"am-1","data":{"alertGrouped":{"alert":{"hash":"7","details":{"labels":{"alertname":"Down","service":"search"},"startsAt":"2026-05-14T03:00:00Z","endsAt":"2026-05-14T03:04:00Z"}}}}})";
const QByteArray startup =
    R"({"@timestamp":"2026-05-14T01:00:00Z","instance":"am-0","data":{"alertmanagerStartupEvent":{"version":"0.33.1"}}})";

RecordedEvents read(const QByteArray &lines)
{
    const auto out = decodeEvents({lines.constData(), static_cast<std::size_t>(lines.size())});
    return out ? *out : RecordedEvents();
}

} // namespace

class tst_Events : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void aFiringIsPutTogetherFromItsEvents();
    void mapsOfLabelsAreReadToo();
    void otherEventsAndBrokenLinesAreCounted();
    void whatHasNoEventIsRefused();
    void hostileLinesNeverCrash();
};

void tst_Events::aFiringIsPutTogetherFromItsEvents()
{
    const auto out = read(startup + '\n' + created + '\n' + resolved + '\n' + created + '\n');
    QCOMPARE(out.firings.size(), std::size_t(1));
    const auto &firing = out.firings[0];
    QVERIFY(firing.isOver);
    QCOMPARE(firing.instance, u"am-0"_s);
    QCOMPARE(firing.alert.labels, (base::Labels{{"alertname", "Slow"}, {"service", "cart"}}));
    QCOMPARE(firing.alert.annotations.text("summary"), u"cart is slow"_s);
    QCOMPARE(base::isoTime(firing.alert.startsNs), u"2026-05-14T02:00:00.632Z"_s);
    QCOMPARE(base::isoTime(firing.alert.endsNs), u"2026-05-14T02:30:00Z"_s);
    QCOMPARE(firing.alert.fingerprint, u"%1"_s.arg(firing.alert.labels.fingerprint(), 16, 16, QLatin1Char('0')));
    QCOMPARE(out.events, std::size_t(3));
    QCOMPARE(out.others, std::size_t(1));
}

void tst_Events::mapsOfLabelsAreReadToo()
{
    const auto out = read(asMap);
    QCOMPARE(out.firings.size(), std::size_t(1));
    QCOMPARE(out.firings[0].alert.name(), u"Down"_s);
    QVERIFY(!out.firings[0].isOver);
    QCOMPARE(base::isoTime(out.firings[0].alert.endsNs), u"2026-05-14T03:04:00Z"_s);
}

void tst_Events::otherEventsAndBrokenLinesAreCounted()
{
    const auto out = read(startup + "\r\n\n{\"cut\": \n[1]\n" + created);
    QCOMPARE(out.firings.size(), std::size_t(1));
    QCOMPARE(out.others, std::size_t(1));
    QCOMPARE(out.broken, std::size_t(2));
}

void tst_Events::whatHasNoEventIsRefused()
{
    QVERIFY(!decodeEvents("hello\nworld\n").ok());
    QVERIFY(decodeEvents("").ok()); // nothing was recorded yet
    wire::Limits limits;
    limits.entries = 1;
    const QByteArray two = created + '\n' + asMap;
    const auto many = decodeEvents({two.constData(), static_cast<std::size_t>(two.size())}, limits);
    QVERIFY(!many.ok());
    QCOMPARE(many.error().kind, base::ErrorKind::TooLarge);
}

void tst_Events::hostileLinesNeverCrash()
{
    const QByteArray good = created + '\n' + resolved + '\n' + asMap + '\n' + startup;
    QRandomGenerator random(5);
    for (int round = 0; round < 3000; ++round) {
        QByteArray bad = good;
        for (int i = 0; i < 3; ++i)
            bad[random.bounded(static_cast<int>(bad.size()))] = static_cast<char>(random.bounded(256));
        for (const auto &firing : read(bad).firings)
            QVERIFY(firing.alert.startsNs > 0 && !firing.alert.labels.isEmpty());
    }
}

QTEST_APPLESS_MAIN(tst_Events)
#include "tst_events.moc"
