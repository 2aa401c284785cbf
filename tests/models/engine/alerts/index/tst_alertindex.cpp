// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertindex.h"

#include "tests/support/fakeclock.h"
#include "tests/support/manyalerts.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <random>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const qint64 now = support::instant("2026-05-14T02:14:07Z");

WatchedAlert entry(const char *name, const char *severity, qint64 minutesAgo, Handling handling = Handling::Open,
                   const char *service = "payment")
{
    WatchedAlert a;
    a.alert.labels =
        base::Labels{{"alertname", name}, {"severity", severity}, {"service", service}, {"team", "Payments"}};
    a.alert.annotations = base::Labels{{"summary", "Latency of payment is ÜBER 5 s"}};
    a.alert.startsNs = now - minutesAgo * base::nsPerMinute;
    a.service = QString::fromLatin1(service);
    a.handling = handling;
    a.key = a.alert.labels.fingerprint();
    return a;
}

AlertIndexPtr indexOf(std::vector<WatchedAlert> alerts)
{
    auto snapshot = std::make_shared<AlertSnapshot>();
    std::sort(alerts.begin(), alerts.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    snapshot->alerts = std::move(alerts);
    return AlertIndex::build(snapshot);
}

AlertIndexPtr few()
{
    auto acked = entry("Acked", "critical", 3, Handling::Acknowledged, "cart");
    acked.owner = u"Mara"_s;
    return indexOf({entry("OldWarning", "warning", 90), entry("NewWarning", "warning", 1),
                    entry("Critical", "critical", 30), acked, entry("Pending", "critical", 2, Handling::Pending),
                    entry("Info", "info", 5)});
}

QStringList names(const AlertIndex &index, const std::vector<quint32> &rows)
{
    QStringList out;
    for (const quint32 row : rows)
        out << index.alert(row).alert.name();
    return out;
}

QStringList filtered(const QString &filter, AlertOrder order = {})
{
    const auto index = few();
    const auto parsed = parseAlertFilter(filter);
    return parsed.error ? QStringList{u"error"_s} : names(*index, index->rows(parsed.filter, order, now));
}

} // namespace

class TstAlertIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void worstFirstThenUnheldThenNewest()
    {
        QCOMPARE(filtered({}).join(u' '), u"Critical Pending Acked NewWarning OldWarning Info"_s);
    }
    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("rows");
        QTest::newRow("any column, capitals ignored") << u"WARNING"_s << u"NewWarning OldWarning"_s;
        QTest::newRow("beyond ASCII") << u"über"_s << u"Critical Pending Acked NewWarning OldWarning Info"_s;
        QTest::newRow("two words") << u"\"of payment\" info"_s << u"Info"_s;
        QTest::newRow("not") << u"-warning -info"_s << u"Critical Pending Acked"_s;
        QTest::newRow("service") << u"svc:cart"_s << u"Acked"_s;
        QTest::newRow("severity") << u"severity:crit ack:no"_s << u"Critical Pending"_s;
        QTest::newRow("state") << u"state:pending"_s << u"Pending"_s;
        QTest::newRow("owner") << u"owner:mara"_s << u"Acked"_s;
        QTest::newRow("label contains") << u"team:paym"_s << u"Critical Pending Acked NewWarning OldWarning Info"_s;
        QTest::newRow("label equals") << u"team=paym"_s << QString();
        QTest::newRow("label expression is anchored") << u"alertname=~\".*Warning\""_s << u"NewWarning OldWarning"_s;
        QTest::newRow("label expression not") << u"alertname!~\".*(Warning|ed)\""_s << u"Critical Pending Info"_s;
        QTest::newRow("absent label equals empty") << u"nothing=\"\" sev:info"_s << u"Info"_s;
        QTest::newRow("age") << u"age>10m"_s << u"Critical OldWarning"_s;
        QTest::newRow("young") << u"age<=1m"_s << u"NewWarning"_s;
        QTest::newRow("nothing") << u"zebra"_s << QString();
    }
    void filters()
    {
        QFETCH(QString, filter);
        QFETCH(QString, rows);
        QCOMPARE(filtered(filter).join(u' '), rows);
    }
    void sortsByColumnAndKeepsTheWorstFirstAmongEquals()
    {
        QCOMPARE(filtered({}, {AlertColumn::Alert, false}).join(u' '),
                 u"Acked Critical Info NewWarning OldWarning Pending"_s);
        QCOMPARE(filtered({}, {AlertColumn::Since, false}).join(u' '),
                 u"OldWarning Critical Info Acked Pending NewWarning"_s);
        QCOMPARE(filtered({}, {AlertColumn::Service, true}).join(u' '),
                 u"Critical Pending NewWarning OldWarning Info Acked"_s);
        QCOMPARE(filtered({}, {AlertColumn::Worst, true}).join(u' '),
                 u"Info OldWarning NewWarning Acked Pending Critical"_s);
    }
    void whatIsMadeFromTheIndexBeforeIsAsIfMadeAnew()
    {
        std::mt19937 random(5);
        const auto any = [&random](std::size_t below) { return random() % below; };
        auto snapshot = support::manyAlertsSnapshot(400, now);
        auto index = AlertIndex::build(snapshot);
        const auto more = support::manyAlerts(900, now);
        for (int round = 0; round < 60; ++round) {
            auto next = std::make_shared<AlertSnapshot>(*snapshot);
            std::vector<WatchedAlert> alerts(snapshot->alerts.begin(), snapshot->alerts.end());
            for (std::size_t i = any(6); i > 0; --i)
                alerts.erase(alerts.begin() + static_cast<std::ptrdiff_t>(any(alerts.size())));
            for (std::size_t i = any(6); i > 0; --i) {
                auto &one = alerts[any(alerts.size())];
                one.handling = static_cast<Handling>(any(5));
                one.owner = any(2) ? u"Mara"_s : QString();
                one.alert.startsNs += base::nsPerSecond * static_cast<qint64>(any(3));
                one.service = u"moved-%1"_s.arg(any(4));
                one.alert.annotations = base::Labels{{"summary", "Now " + std::to_string(any(9))}};
            }
            for (std::size_t i = any(6); i > 0; --i) {
                WatchedAlert one;
                one.alert = more[400 + any(500)];
                one.key = one.alert.labels.fingerprint();
                one.service = u"new-%1"_s.arg(any(3));
                const auto at = std::ranges::lower_bound(alerts, one.key, {}, &WatchedAlert::key);
                if (at == alerts.end() || at->key != one.key)
                    alerts.insert(at, one);
            }
            next->alerts = std::move(alerts);
            snapshot = next;
            if (random() % 3 == 0) // texts nobody asked for are made from nothing, later
                index = AlertIndex::next(AlertIndex::build(index->snapshot()), snapshot);
            else
                index = AlertIndex::next(index, snapshot);
            const auto anew = AlertIndex::build(snapshot);
            QCOMPARE(index->size(), anew->size());
            const auto told = [](const AlertIndex &of, const QString &filter, AlertOrder order) {
                QStringList out;
                for (const quint32 row : of.rows(parseAlertFilter(filter).filter, order, now))
                    out << QString::number(of.key(row)) + of.summary(row) + QString::number(int(of.severity(row))) +
                               of.alert(row).service;
                return out;
            };
            for (const auto column : {AlertColumn::Worst, AlertColumn::Alert, AlertColumn::Service, AlertColumn::Where,
                                      AlertColumn::Owner, AlertColumn::State, AlertColumn::Summary})
                QCOMPARE(told(*index, {}, {column, round % 2 == 0}), told(*anew, {}, {column, round % 2 == 0}));
            for (const auto &filter : {u"now"_s, u"svc:moved"_s, u"mara"_s, u"svc:new -host-1"_s, u"state:silenced"_s})
                QCOMPARE(told(*index, filter, {}), told(*anew, filter, {}));
            for (const auto &field : {u"service"_s, u"row"_s, u"summary"_s}) {
                const FilterCursor cursor{0, 0, field, u"e"_s, false};
                QCOMPARE(index->complete(cursor), anew->complete(cursor));
                const auto groups = [&field](const AlertIndex &of) {
                    QStringList out;
                    for (const auto &group : of.groups(of.rows({}, {}, now), field))
                        out << group.value + QString::number(group.open) + QString::number(int(group.worst)) +
                                   QString::number(of.key(group.rows.back()));
                    return out;
                };
                QCOMPARE(groups(*index), groups(*anew));
            }
            QCOMPARE(index->labelNames(), anew->labelNames());
        }
    }
    void theOrderIsThereBeforeTheTexts()
    {
        const auto index = AlertIndex::build(support::manyAlertsSnapshot(300, now));
        QCOMPARE(index->rows({}, {}, now).size(), std::size_t(300));
        QCOMPARE(index->rows({}, {AlertColumn::Since, true}, now).size(), std::size_t(300));
        QVERIFY(!index->rows(parseAlertFilter(u"ack:no age>1s"_s).filter, {}, now).empty());
        QVERIFY(!index->isPrepared());
        QVERIFY(!index->rows(parseAlertFilter(u"host-1"_s).filter, {}, now).empty());
        QVERIFY(index->isPrepared());
        auto other = std::make_shared<AlertSnapshot>(*index->snapshot());
        auto one = other->alerts[7];
        one.owner = u"Noor"_s;
        other->alerts.replace(7, one);
        const auto next = AlertIndex::next(index, other);
        QVERIFY(!next->isPrepared());
        next->prepare();
        QVERIFY(next->isPrepared());
        QCOMPARE(next->rows(parseAlertFilter(u"owner:noor"_s).filter, {}, now).size(), std::size_t(1));
    }
    // Pods come and go: what is gone is not carried along for ever.
    void valuesThatAreGoneAreLeftBehind()
    {
        AlertIndexPtr index;
        for (int round = 0; round < 40; ++round) {
            std::vector<WatchedAlert> alerts;
            for (int i = 0; i < 100; ++i) {
                WatchedAlert one;
                one.instance = u"pod-%1-%2"_s.arg(round).arg(i);
                one.alert.labels = base::Labels{{"alertname", "A"}, {"instance", one.instance.toStdString()}};
                one.key = one.alert.labels.fingerprint();
                alerts.push_back(one);
            }
            std::ranges::sort(alerts, {}, &WatchedAlert::key);
            auto snapshot = std::make_shared<AlertSnapshot>();
            snapshot->alerts = std::move(alerts);
            index = AlertIndex::next(index, snapshot);
            index->prepare();
            QVERIFY(index->distinctTexts() <= 1300);
            QCOMPARE(index->rows(parseAlertFilter(u"instance:pod-%1-"_s.arg(round)).filter, {}, now).size(),
                     std::size_t(100));
        }
    }
    void sortsBySummary()
    {
        std::vector<WatchedAlert> alerts;
        for (const char *summary : {"Instance b", "instance A", "Instance c", "Instance a", ""}) {
            auto a = entry("A", "info", 1);
            a.alert.labels = a.alert.labels.with("v", std::string("v") + summary);
            a.key = a.alert.labels.fingerprint();
            a.alert.annotations = base::Labels{{"summary", summary}};
            alerts.push_back(a);
        }
        const auto index = indexOf(alerts);
        QStringList out;
        for (const quint32 row : index->rows({}, {AlertColumn::Summary, false}, now))
            out << index->summary(row);
        QCOMPARE(out, (QStringList{QString(), u"Instance a"_s, u"instance A"_s, u"Instance b"_s, u"Instance c"_s}));
    }
    void sortsValuesAsNumbers()
    {
        std::vector<WatchedAlert> alerts;
        for (const double v : {3.0, -20.0, 1e9, -0.5}) {
            auto a = entry("A", "info", 1);
            a.alert.labels = a.alert.labels.with("v", std::to_string(v));
            a.key = a.alert.labels.fingerprint();
            a.alert.value = v;
            alerts.push_back(a);
        }
        const auto index = indexOf(alerts);
        std::vector<double> values;
        for (const quint32 row : index->rows({}, {AlertColumn::Value, false}, now))
            values.push_back(*index->alert(row).alert.value);
        QVERIFY(std::is_sorted(values.begin(), values.end()));
    }
    void groupsInTheOrderOfTheirWorst()
    {
        const auto index = few();
        const auto groups = index->groups(index->rows({}, {}, now), u"service"_s);
        QCOMPARE(groups.size(), std::size_t(2));
        QCOMPARE(groups[0].value, u"payment"_s);
        QCOMPARE(groups[0].rows.size(), std::size_t(5));
        QCOMPARE(groups[0].open, std::size_t(4));
        QVERIFY(groups[0].worst == signals::Severity::Critical);
        QCOMPARE(index->groups(index->rows({}, {}, now), u"absent"_s).size(), std::size_t(1));
    }
    void completesNamesAndValues()
    {
        const auto index = few();
        const auto first = [&](const QString &text) {
            const auto found = index->complete(filterCursor(text, text.size()));
            return found.empty() ? QString() : found[0].text;
        };
        QCOMPARE(first(u"sev"_s), u"severity:"_s);
        QCOMPARE(first(u"te"_s), u"team:"_s);
        QCOMPARE(first(u"svc:"_s), u"payment"_s); // the most frequent
        QCOMPARE(first(u"svc:ca"_s), u"cart"_s);
        QCOMPARE(first(u"team=\"P"_s), u"\"Payments\""_s);
        QCOMPARE(first(u"ack:"_s), u"yes"_s);
        QCOMPARE(first(u"ag"_s), u"age>"_s);
    }
    void anEmptyListIsFine()
    {
        const auto index = indexOf({});
        QVERIFY(index->rows(parseAlertFilter(u"x"_s).filter, {AlertColumn::Alert, true}, now).empty());
        QVERIFY(index->groups({}, u"service"_s).empty());
    }
    // The arena and the slow way say the same, whatever the filter.
    void agreesWithLookingAtEachAlert()
    {
        const auto index = AlertIndex::build(support::manyAlertsSnapshot(3000, now));
        for (const auto &word : {u"host-42"_s, u"eu-3"_s, u"crash"_s, u"service-7"_s, u"critical"_s}) {
            std::vector<quint32> slow;
            for (quint32 row = 0; row < index->size(); ++row) {
                const auto &a = index->alert(row);
                QString all = a.alert.name() + u'\n' + a.service + u'\n' + a.region + u'\n' + a.instance + u'\n' +
                              index->summary(row) + u'\n' + signals::severityName(a.alert.severity()) + u'\n' +
                              handlingName(a.handling);
                for (const auto &[name, value] : a.alert.labels)
                    if (name != "severity")
                        all += u'\n' + QString::fromStdString(value);
                if (all.contains(word, Qt::CaseInsensitive))
                    slow.push_back(row);
            }
            QCOMPARE(index->rows(parseAlertFilter(word).filter, {}, now), slow);
        }
    }
    void fiftyThousandAreFilteredWithinAFrame()
    {
        const auto snapshot = support::manyAlertsSnapshot(50'000, now);
        QElapsedTimer timer;
        timer.start();
        const auto index = AlertIndex::build(snapshot);
        index->prepare();
        const auto build = timer.restart();
        const auto rows = index->rows(parseAlertFilter(u"service-42"_s).filter, {}, now);
        const auto text = timer.restart();
        const auto labels =
            index->rows(parseAlertFilter(u"svc:service-42 row=~\"1.*\""_s).filter, {AlertColumn::Alert, false}, now);
        const auto structured = timer.restart();
        qInfo("build %lld ms, text %lld ms, structured %lld ms", build, text, structured);
        QVERIFY(!rows.empty());
        QVERIFY(!labels.empty());
        QVERIFY2(text < 50 && structured < 50, "far beyond a frame even for an unoptimised build");
    }
};

QTEST_GUILESS_MAIN(TstAlertIndex)
#include "tst_alertindex.moc"
